// One plan carried out by several: the checks decide who succeeded, and the same reviewer whose work is best.
import { expect, test } from 'vitest';
import { type Alternative, bestIn } from '../../src/commands/plan-best.ts';
import type { Severity } from '../../src/opinion/findings.ts';
import { boxWith, one, type PlanBox, plan } from '../support/plan.ts';

const ANSWER =
  '{"type":"result","subtype":"success","is_error":false,"result":"","structured_output":{"findings":[]},"total_cost_usd":0.05}';

const box = (): PlanBox =>
  boxWith([{ ...one, more: ['tier: fable', 'effort: low', 'top: fable'] }], {
    one: 'echo "a 1 by $model" > one.txt; case "$model" in *opus*) cost=0.09 ;; esac',
    reviewer: `echo '${ANSWER}'; exit`,
  });
const run = (where: PlanBox, who: string, ...more: string[]) =>
  plan(where, 'run', 'plan.md', '--yes', '--best-of', who, ...more);

test('each carries out the plan on its own branch; the checks, the reviewer and the cost choose, and nothing is merged', async () => {
  const where = box();
  const before = where.git('rev-parse', 'HEAD');
  const { code, stdout, stderr } = await run(where, 'opus,sonnet');
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^by +checks +findings +cost +time +branch$/m);
  expect(stdout).toMatch(/^sonnet +all passed +0 critical, 0 major, 0 minor/m);
  expect(stdout).toContain(
    'Best: sonnet, by its checks and then by what opus found, opus its own work, too.',
  );
  expect(stdout).toContain('Take it over: git merge');
  for (const name of ['opus', 'sonnet'])
    expect(where.git('show', `tierwise/plan-plan-by-${name}:one.txt`)).toContain(name);
  expect([where.git('rev-parse', 'HEAD'), where.git('status', '--short')]).toEqual([before, '?? plan.md']);
  // The tier, effort and top of the plan are for nobody here but what was named.
  const tried = where
    .calls()
    .flatMap((call) => /^one \S*?(haiku|sonnet|opus|fable)\S* (\w+)/.exec(call)?.slice(1) ?? []);
  expect(tried).toEqual(['opus', 'low', 'sonnet', 'low']);
});

type Made = Partial<{ found: Severity[] | null; costUsd: number; done: number }>;

const made = (by: string, { found = [], costUsd = 1, done = 2 }: Made): Alternative => {
  const finding = { file: 'a', line: 1, claim: '', evidence: '' };
  const findings = found?.map((severity) => ({ ...finding, severity })) ?? null;
  const steps = [{}, {}] as Alternative['report']['steps'];
  const told = { base: null, branch: null, takeOver: null, uncertainUsd: 0 };
  return {
    by,
    code: 0,
    report: { ...told, proven: done === 2, done, steps, costUsd, review: { rounds: 1, findings, why: '' } },
  };
};

test.each<[string, Made, Made]>([
  ['all checks', { found: ['critical'] }, { done: 1 }],
  ['fewer critical findings', { found: ['major', 'major'] }, { found: ['critical'] }],
  ['fewer major findings', { found: ['minor', 'minor'], costUsd: 9 }, { found: ['major'] }],
  ['to have been looked at', { costUsd: 9 }, { found: null }],
  ['the lower cost', { found: ['minor'], costUsd: 1 }, { costUsd: 2 }],
])('%s: that is better', (_, better, worse) => {
  expect(bestIn([made('worse', worse), made('better', better)])?.by).toBe('better');
  expect(bestIn([made('better', better), made('worse', worse)])?.by).toBe('better');
});

test('where no checks passed nobody is best', () => {
  expect(bestIn([made('one', { done: 1 }), made('two', { done: 0 })])).toBeNull();
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
