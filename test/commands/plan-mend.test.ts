// A plan that is wrong about a step goes back to the planner in the middle of a run.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boxWith, one, type PlanBox, plan } from '../support/plan.ts';
import { COMMAND, start } from '../support/process.ts';

const PROPOSAL = {
  files: ['one.txt', 'y.txt'],
  verify: 'grep 1 one.txt',
  section: 'Write one.',
  why: 'It needs y.txt.',
};
const reply = (proposal: object): string =>
  `{"type":"result","subtype":"success","is_error":false,"result":"","structured_output":${JSON.stringify(proposal)},"total_cost_usd":0.2}`;

/** The step `one` works only once it may change y.txt, and says so; `two` knows nothing of that. */
function wrongPlan(proposal: object = PROPOSAL): PlanBox {
  const says =
    '{"type":"result","subtype":"success","is_error":false,"result":"stopped: I need y.txt","total_cost_usd":0.01}';
  return boxWith([one, { id: 'two', verify: 'grep 2 two.txt' }], {
    one: `case "$prompt" in *"Answer with JSON only"*) echo '${reply(proposal)}'; exit ;; *"- y.txt"*) echo 1 > one.txt ;; *) echo 0 > one.txt; echo '${says}'; exit ;; esac`,
    two: 'echo 2 > two.txt',
  });
}
const text = (box: PlanBox): string => readFileSync(join(box.repository, 'plan.md'), 'utf8');
const planners = (box: PlanBox): string[] =>
  box.prompts().filter((one) => one.includes('Answer with JSON only'));
const status = async (box: PlanBox) => JSON.parse((await plan(box, 'status', 'plan.md', '--json')).stdout);

test('an executor that says what it lacks leads to the planner after one try; the step waits, the others go on', async () => {
  const box = wrongPlan();
  const before = text(box);
  const ran = await plan(box, 'run', 'plan.md', '--yes');
  expect(ran.code, ran.stderr).toBe(1);
  expect(ran.stderr).toContain(
    'one: the plan may be wrong: its executor says that it lacks y.txt, which is not in its files; the planner is asked',
  );
  expect(box.calls().filter((call) => call.startsWith('one'))).toEqual([
    'one claude-haiku-5-5 medium',
    'one claude-opus-5-5 medium',
  ]);
  expect(planners(box)[0]).toContain('stopped: I need y.txt');
  const { steps, costUsd } = await status(box);
  expect(steps.map(({ status }: { status: string }) => status)).toEqual(['person', 'passed']);
  expect(steps[0].reason).toContain('the planner proposes a change: It needs y.txt.');
  expect(costUsd).toBeCloseTo(0.22);
  expect(text(box)).toBe(before);
  expect((await plan(box, 'resume', 'plan.md')).code).toBe(1);
  expect(planners(box)).toHaveLength(1);
  const ledger = await box.run(['report', '--json']);
  expect(ledger.stdout).toContain('0.22');
});

test('--revise additions takes a proposal that only adds files, is approved with it, and goes on', async () => {
  const box = wrongPlan();
  const ran = await plan(box, 'run', 'plan.md', '--yes', '--revise', 'additions');
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stderr).toContain('one: the plan is changed, and the step begins anew: may also change y.txt');
  expect(text(box)).toContain('files: ["one.txt", "y.txt"]');
  expect((await plan(box, 'resume', 'plan.md')).code).toBe(0);
});

test.each([
  ['another section', { ...PROPOSAL, section: 'Write y, too.' }],
  ['a weaker check', { ...PROPOSAL, verify: 'true' }],
  ['a pattern', { ...PROPOSAL, files: ['one.txt', '**'] }],
  ['a file less', { ...PROPOSAL, files: ['y.txt'] }],
])('--revise additions leaves %s to the user', async (_, proposal) => {
  const box = wrongPlan(proposal);
  const before = text(box);
  expect((await plan(box, 'run', 'plan.md', '--yes', '--revise', 'additions')).code).toBe(1);
  expect(text(box)).toBe(before);
});

test('a plan that the planner finds right goes on up the ladder; it is asked once', async () => {
  const box = wrongPlan({ ...PROPOSAL, files: ['one.txt'], why: 'It is right.' });
  const ran = await plan(box, 'run', 'plan.md', '--yes', '--revise', 'additions');
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain('one: The planner finds nothing wrong with the plan: It is right.');
  expect(planners(box)).toHaveLength(1);
  expect(box.calls().filter((call) => call.startsWith('one')).length).toBeGreaterThan(3);
});

test('the policy may say the same, and a project’s may not', async () => {
  const box = wrongPlan();
  box.put('.claude/tierwise.md', '---\nplans: { revise: additions }\n---\n');
  expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(1);
  box.write('home/tierwise/tierwise.md', '---\nplans: { revise: additions }\n---\n');
  const ran = await plan(box, 'resume', 'plan.md');
  expect(ran.code, ran.stderr).toBe(0);
  expect(planners(box)).toHaveLength(1);
});

test('--revise never asks nobody', async () => {
  const box = wrongPlan();
  expect((await plan(box, 'run', 'plan.md', '--yes', '--revise', 'never')).code).toBe(1);
  expect(planners(box)).toEqual([]);
});

test('a run that was killed while the planner was asked counts what was set aside, and does not ask again', async () => {
  const box = wrongPlan();
  expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(1);
  const { events, file } = box.events();
  const cut = events.filter(({ type, step }) => step !== 'one' || !['revised', 'ended'].includes(type));
  box.write(file, cut.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const { uncertainUsd } = await status(box);
  expect(uncertainUsd).toBe(1);
  expect((await plan(box, 'resume', 'plan.md')).code).toBe(1);
  expect(planners(box)).toHaveLength(1);
});

test.skipIf(!existsSync('/usr/bin/script') || process.platform !== 'linux').each([
  ['y', 0],
  ['n', 1],
])('on a terminal the user is asked about the proposal: %s', async (answer, code) => {
  const box = wrongPlan();
  expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(1);
  const command = [...COMMAND, 'plan resume plan.md'].join(' ');
  const ended = await start(['/usr/bin/script', '-qec', command, '/dev/null'], {
    ...{ cwd: box.repository, env: box.env, input: `${answer}\n` },
  });
  expect(ended.stdout).toContain('Write it to the plan, and go on? [y/N]');
  expect(ended.stdout).toContain('+ y.txt');
  expect(ended.code).toBe(code);
  expect(text(box).includes('y.txt')).toBe(code === 0);
});

test('a file of another step that could run at the same time makes the step wait for that one', async () => {
  const box = wrongPlan({ ...PROPOSAL, files: ['one.txt', 'two.txt', 'y.txt'] });
  const ran = await plan(box, 'run', 'plan.md', '--yes', '--revise', 'additions', '--jobs', '1');
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stderr).toContain('may also change two.txt, y.txt; waits for two');
  expect(text(box)).toContain('needs: ["two"]');
  expect(box.calls().at(-1)).toBe('one claude-haiku-5-5 medium');
});
