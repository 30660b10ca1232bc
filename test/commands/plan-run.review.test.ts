// Work that has passed its check is looked at where the plan wants that, and what is grave goes back as evidence.
import { describe, expect, test } from 'vitest';
import { boxWith, one, type PlanBox, plan } from '../support/plan.ts';

const answer = (findings: object[]): string =>
  `{"type":"result","subtype":"success","is_error":false,"result":"","structured_output":${JSON.stringify({ findings })},"total_cost_usd":0.05}`;
const grave = {
  ...{ file: 'one.txt', line: 1, severity: 'major', claim: 'It lacks the unit.' },
  evidence: 'a number that is 1',
};
const reviewed = (box: PlanBox): string[] => box.prompts().filter((text) => text.includes('<diff>'));
const report = async (box: PlanBox) => JSON.parse((await plan(box, 'status', 'plan.md', '--json')).stdout);

/** The reviewer finds something until the work says "metres". */
const script = (found: object[], repairs: boolean): string =>
  `case "$prompt" in *"<diff>"*) case "$prompt" in *metres*) echo '${answer([])}' ;; *) echo '${answer(found)}' ;; esac; exit ;; *"It lacks the unit"*) ${repairs ? "echo 'a number that is 1 in metres' > one.txt" : 'true'} ;; *) echo 'a number that is 1' > one.txt ;; esac`;

const both = (text: string) => ({ one: text, reviewer: text });

test('a step goes back with what its reviewer found, and passes when that is repaired', async () => {
  const box = boxWith([{ ...one, more: ['tier: haiku', 'review: opus'] }], both(script([grave], true)));
  const outline = await plan(box, 'check', 'plan.md');
  expect(outline.stdout).toContain('one: by opus');
  const ran = await plan(box, 'run', 'plan.md', '--yes');
  expect(ran.code, ran.stderr).toBe(0);
  expect(box.git('show', 'tierwise/plan-plan:one.txt')).toContain('metres');
  expect(reviewed(box)).toHaveLength(2);
  expect(reviewed(box)[0]).toContain('You find what is wrong with a change');
  const { steps, costUsd } = await report(box);
  expect(steps[0]).toMatchObject({ status: 'passed', tries: 2, review: { rounds: 2, findings: [] } });
  expect(costUsd).toBeCloseTo(0.12);
});

test('what is found still after two looks is for the user, with the work on a branch', async () => {
  const box = boxWith([{ ...one, more: ['tier: haiku', 'review: opus'] }], both(script([grave], false)));
  const ran = await plan(box, 'run', 'plan.md', '--yes');
  expect(ran.code, ran.stderr).toBe(1);
  const { steps } = await report(box);
  expect(steps[0]).toMatchObject({ status: 'approval', branch: 'tierwise/plan-plan--one' });
  expect(steps[0].reason).toContain('its reviewer still finds: major one.txt:1 It lacks the unit.');
  expect(reviewed(box).length).toBeLessThanOrEqual(2);
  expect(
    (await plan(box, 'record', 'plan.md', 'one', '--passed', '--commit', 'tierwise/plan-plan--one')).code,
  ).toBe(0);
});

test.each([
  ['minor', [{ ...grave, severity: 'minor' }]],
  ['about code that is not there', [{ ...grave, evidence: 'const never = written' }]],
])('a finding that is %s sends nothing back', async (_, found) => {
  const box = boxWith([{ ...one, more: ['tier: haiku', 'review: opus'] }], both(script(found, true)));
  const ran = await plan(box, 'run', 'plan.md', '--yes');
  expect(ran.code, ran.stderr).toBe(0);
  expect(reviewed(box)).toHaveLength(1);
});

test('the branch is looked at as a whole, and a finding goes to the step of its file', async () => {
  const box = boxWith(
    [one, { id: 'two', verify: 'grep 2 two.txt' }],
    { ...both(script([grave], true)), two: 'echo 2 > two.txt' },
    ['review: opus'],
  );
  const ran = await plan(box, 'run', 'plan.md', '--yes');
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stderr).toContain(
    'one: goes back: the review of the branch found: major one.txt:1 It lacks the unit.',
  );
  expect(box.git('show', 'tierwise/plan-plan:one.txt')).toContain('metres');
  const { review, proven } = await report(box);
  expect([review, proven]).toEqual([{ rounds: 2, findings: [], why: '' }, true]);
});

test('cleanup adds a step on haiku after all others, which every check judges', async () => {
  const box = boxWith(
    [one, { id: 'two', verify: 'grep 2 two.txt' }],
    {
      ...{ one: 'echo "1 " > one.txt', two: 'echo 2 > two.txt' },
      cleanup: 'echo 1 > one.txt',
    },
    ['cleanup: Remove blanks at the ends of lines.'],
  );
  const ran = await plan(box, 'run', 'plan.md', '--yes');
  expect(ran.code, ran.stderr).toBe(0);
  expect(box.calls().at(-1)).toBe('cleanup claude-haiku-5-5 medium');
  expect(box.prompts().at(-1)).toContain('Remove blanks at the ends of lines.');
  expect(box.prompts().at(-1)).toContain('(\ngrep 1 one.txt\n) && (\ngrep 2 two.txt\n)');
  expect(box.git('show', 'tierwise/plan-plan:one.txt')).toBe('1');
});

test.each([
  [
    'review: gpt',
    'plan.md:2: review: no reviewer is called "gpt". Expected one of: haiku, sonnet, opus, fable, codex, gemini, copilot;',
  ],
  ['cleanup: 7', 'plan.md:2: cleanup:'],
])('%s is a problem of the plan', async (line, said) => {
  const box = boxWith([one], {}, [line]);
  expect((await plan(box, 'check', 'plan.md')).stdout).toContain(said);
});

describe('a step that may edit the test that judges it', () => {
  const judged = { ...one, files: ['one.txt', 'check.sh'], verify: 'sh check.sh' };
  const files = { 'check.sh': 'grep 1 one.txt\n' };
  const finding = {
    ...{ file: 'check.sh', line: 1, severity: 'critical', claim: 'The test cannot fail.' },
    evidence: 'exit 0 # nothing is looked at',
  };
  const cheats = `case "$prompt" in *"<diff>"*) case "$prompt" in *"+exit 0"*) echo '${answer([finding])}' ;; *) echo '${answer([])}' ;; esac; exit ;; *"cannot fail"*) git checkout -q HEAD -- check.sh; echo 1 > one.txt ;; *) echo 'exit 0 # nothing is looked at' > check.sh; echo 0 > one.txt ;; esac`;

  test('is looked at when it does, one tier up, though the plan names no reviewer', async () => {
    const box = boxWith([judged], both(cheats), [], files);
    const { stdout } = await plan(box, 'check', 'plan.md');
    expect(stdout).toContain('one: by sonnet, if it changes check.sh, which judges it');
    const ran = await plan(box, 'run', 'plan.md', '--yes');
    expect(ran.code, ran.stderr).toBe(0);
    expect(box.calls().filter((call) => call.startsWith('reviewer'))[0]).toContain('sonnet');
    expect(box.git('show', 'tierwise/plan-plan:one.txt')).toBe('1');
    expect(box.git('diff', '--name-only', 'main', 'tierwise/plan-plan')).toBe('one.txt');
  });

  test('is not looked at when it does not, or when the plan says so', async () => {
    const honest = boxWith([judged], both('echo 1 > one.txt'), [], files);
    expect((await plan(honest, 'run', 'plan.md', '--yes')).code).toBe(0);
    expect(reviewed(honest)).toHaveLength(0);
    const waived = boxWith([{ ...judged, more: ['tier: haiku', 'review: none'] }], both(cheats), [], files);
    expect((await plan(waived, 'run', 'plan.md', '--yes')).code).toBe(0);
    expect(reviewed(waived)).toHaveLength(0);
  });
});

test('the step that cleanup adds stands nowhere in the file, so no planner is asked about it', async () => {
  const box = boxWith(
    [one],
    {
      one: 'echo 1 > one.txt',
      cleanup: `echo 0 > one.txt; echo '{"type":"result","subtype":"success","is_error":false,"result":"stopped: I need y.txt","total_cost_usd":0.01}'; exit`,
    },
    ['cleanup: true'],
  );
  expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(1);
  expect(box.calls().filter((call) => call.includes('opus'))).toEqual([]);
  const asked = await plan(box, 'revise', 'plan.md', 'cleanup');
  expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining('is what "cleanup" adds') });
});
