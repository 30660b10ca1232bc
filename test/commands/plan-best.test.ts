// One plan carried out by several: the checks decide who succeeded, and the same reviewer whose work is best.
import { expect, test } from 'vitest';
import { boxWith, one, type PlanBox, plan } from '../support/plan.ts';

const answer = (findings: object[]): string =>
  `{"type":"result","subtype":"success","is_error":false,"result":"","structured_output":${JSON.stringify({ findings })},"total_cost_usd":0.05}`;
const GRAVE = {
  ...{ file: 'one.txt', line: 1, severity: 'major', claim: 'It lacks the unit.' },
  evidence: 'a number that is 1',
};
/** Haiku does the wrong thing; sonnet's work lacks the unit, and it never repairs that. */
const WORK = `case "$model" in
  *haiku*) echo 'nothing' > one.txt ;;
  *sonnet*) echo 'a number that is 1' > one.txt ;;
  *) echo 'a number that is 1 in metres' > one.txt; cost=0.09 ;;
esac`;
const REVIEWER = `case "$prompt" in *metres*) echo '${answer([])}' ;; *) echo '${answer([GRAVE])}' ;; esac; exit`;

const box = (reviewer = REVIEWER): PlanBox =>
  boxWith([{ ...one, more: ['tier: fable', 'effort: low', 'top: fable'] }], { one: WORK, reviewer });
const run = (where: PlanBox, who: string, ...more: string[]) =>
  plan(where, 'run', 'plan.md', '--yes', '--best-of', who, ...more);

test('whose checks fail is out, then findings count, then money; nothing is merged, and every work has its branch', async () => {
  const where = box();
  const before = where.git('rev-parse', 'HEAD');
  const { code, stdout, stderr } = await run(where, 'haiku,sonnet,opus', '--json');
  expect(code, stderr).toBe(0);
  const { best, reviewer, alternatives } = JSON.parse(stdout);
  expect([best, reviewer]).toEqual(['opus', 'opus']);
  expect(alternatives.map(({ by, passed }: Record<string, unknown>) => [by, passed])).toEqual([
    ['haiku', false],
    ['sonnet', true],
    ['opus', true],
  ]);
  expect(where.git('show', 'tierwise/plan-plan-by-opus:one.txt')).toContain('in metres');
  expect(where.git('show', 'tierwise/plan-plan-by-sonnet:one.txt')).toContain('a number that is 1');
  expect([where.git('rev-parse', 'HEAD'), where.git('status', '--short')]).toEqual(
    [before, '?? plan.md\n'].map((text) => text.trimEnd()),
  );
  // Nobody climbs to another alternative, and the plan's own tier is nobody's.
  expect(
    new Set(where.calls().flatMap((call) => /^one \S*?(haiku|sonnet|opus|fable)/.exec(call)?.[1] ?? [])),
  ).toEqual(new Set(['haiku', 'sonnet', 'opus']));
});

test('where the reviewer finds nothing the cheaper work is best', async () => {
  const { stdout } = await run(box(`echo '${answer([])}'; exit`), 'opus,sonnet');
  expect(stdout).toMatch(/^by +checks +findings +cost +time +branch$/m);
  expect(stdout).toMatch(/^sonnet +all passed +0 critical, 0 major, 0 minor/m);
  expect(stdout).toContain(
    'Best: sonnet, by its checks and then by what opus found, opus its own work, too.',
  );
  expect(stdout).toContain('Take it over: git merge');
});

test.each([
  [['opus'], 'expected two or more, each once'],
  [['opus,opus'], 'expected two or more, each once'],
  [['opus,davinci'], 'tiers, codex, gemini or copilot'],
  [['opus,sonnet', '--merge'], 'leave out --executor, --merge and --again'],
  [['opus,codex'], 'Codex'], // not installed
])('--best-of %j is refused before anything is run', async ([who = '', ...more], message) => {
  const where = box();
  const { code, stderr } = await run(where, who, ...more);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(where.calls()).toEqual([]);
});
