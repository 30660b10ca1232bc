// A plan in a real repository, carried out by the real Claude Code client against models that make real edits.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PlanReport } from '../../src/plan/report/plan-report.ts';
import { readLedger } from '../../src/usage/ledger.ts';
import { readOutcomes } from '../../src/usage/outcomes.ts';
import { CLIENT } from '../support/claude-code.ts';
import { FAKE_KEY } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import type { ServedRequest } from '../support/messages-server.ts';
import { type PlanBox, planBox } from '../support/plan.ts';
import { carryOutStep, FILES, samplePlan, stepOf } from '../support/sample-project.ts';

/** The sample project, with Claude Code itself to carry out its plan. */
function sampleBox(url: string, plan: string): PlanBox {
  const box = planBox();
  Object.assign(box.env, {
    CLAUDE_CODE_EXECPATH: CLIENT,
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: FAKE_KEY,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
  });
  for (const [name, content] of Object.entries(FILES)) box.put(name, content);
  box.git('add', '--all');
  box.git('commit', '--quiet', '-m', 'sample');
  box.put('plans/numbers.md', plan);
  return box;
}

const PLAN = 'plans/numbers.md';

test('steps run on their tiers, two at once, each checked and committed; one climbs, one is left to a person, the user’s tree stays as it is; all on Opus it costs more', async () => {
  // The first two answers wait for each other: one step at a time would never get them.
  const first = new Set<string>();
  let release = (): void => {};
  const both = new Promise<void>((resolve) => {
    release = resolve;
  });
  const server = await serve({
    react: async (request) => {
      first.add(stepOf(request) ?? '');
      if (first.size === 2) release();
      await both;
      return carryOutStep(request);
    },
  });
  const box = sampleBox(server.url, samplePlan());
  box.put('README.md', 'half an edit\n');
  box.put('staged.txt', 'staged\n');
  box.git('add', 'staged.txt');
  const before = [box.git('status', '--porcelain'), box.git('rev-parse', 'HEAD'), box.git('ls-files', '-s')];

  const { code, stdout, stderr } = await box.start(['plan', 'run', PLAN, '--yes'], { cwd: box.repository });
  expect(code, stderr + stdout).toBe(1);
  expect([...first].slice(0, 2).sort()).toEqual(['add', 'notes']);

  const status = await box.start(['plan', 'status', PLAN, '--json'], { cwd: box.repository });
  const report: PlanReport = JSON.parse(status.stdout);
  expect(
    report.steps.map(({ id, status: how, on, climbed, tries }) => [id, how, on, climbed, tries]),
  ).toEqual([
    ['add', 'passed', 'haiku medium', [], 1],
    ['notes', 'passed', 'haiku medium', [], 1],
    ['parse', 'passed', 'sonnet medium', ['haiku medium', 'haiku high'], 4],
    ['sum', 'passed', 'sonnet medium', [], 1],
    ['round', 'person', 'opus high', ['opus medium'], 3],
    ['report', 'waits', null, [], 0],
  ]);
  expect(report.steps[4]?.reason).toBe('its check failed: not ok 1 - rounds to even (exit 1)');

  // One commit a step, in the order of the plan, and nothing in them but the step's own files.
  const log = box.git('log', '--reverse', '--format=%s', '--name-only', `main..${report.branch}`);
  expect(log.split('\n').filter(Boolean)).toEqual([
    ...['Make add', 'src/add.js', 'Make notes', 'docs/notes.md'],
    ...['Make parse', 'src/parse.js', 'Make sum', 'src/sum.js'],
  ]);
  expect(box.git('show', 'tierwise/plan-numbers--round:src/round.js')).toContain(
    'n => n'.replace('n =>', '(n) =>'),
  );
  expect(box.git('log', '-1', '--format=%an <%ae>', report.branch as string)).toBe(
    'Ada <ada@example.invalid>',
  );

  // The user's tree, index and branch are as they were.
  expect([box.git('status', '--porcelain'), box.git('rev-parse', 'HEAD'), box.git('ls-files', '-s')]).toEqual(
    before,
  );
  expect(readFileSync(join(box.repository, 'README.md'), 'utf8')).toBe('half an edit\n');
  expect(box.git('worktree', 'list').split('\n')).toHaveLength(1);

  // Each step saw the shared sections and its own, nothing of the others, and its tools stayed in its copy.
  const requests = server.requests.filter((request) => stepOf(request));
  for (const request of requests) {
    const shown = JSON.stringify(request.body.messages);
    const own = `SECTION-${stepOf(request)?.toUpperCase()}`;
    expect(shown).toContain('Make the numbers. Nothing else.');
    expect(new Set(shown.match(/SECTION-\w+/g))).toEqual(new Set([own]));
    expect(shown).not.toContain(box.repository);
    expect(request.body.tools.map(({ name }: { name: string }) => name)).not.toContain('WebFetch');
  }
  expect(modelsOf(requests, 'parse')).toEqual([
    ...['claude-haiku-5-5 medium', 'claude-haiku-5-5 high', 'claude-sonnet-5-5 medium'],
  ]);
  // A second try on the same tier reads what the check said.
  const retry = requests.find(
    (request) =>
      stepOf(request) === 'parse' && JSON.stringify(request.body.messages).includes('The last try failed'),
  );
  expect(JSON.stringify(retry?.body.messages)).toContain('reads numbers with signs');

  // The ledger: the tries that were made, what they cost, and what routing can learn.
  const { calls } = readLedger(box.env.TIERWISE_HOME as string);
  expect(new Set(calls.map(({ source }) => source))).toEqual(new Set(['plan']));
  // Opus fails at both efforts with the same output: the planner is asked, and has no proposal.
  expect(calls).toHaveLength(1 + 1 + 4 + 1 + 3 + 1);
  const spent = calls.reduce((sum, { costUsd }) => sum + (costUsd ?? Number.NaN), 0);
  expect(spent).toBeCloseTo(report.costUsd, 9);
  const outcomes = readOutcomes(box.env.TIERWISE_HOME as string);
  expect(
    outcomes
      .filter(({ id }) => id.includes('|parse|'))
      .map(({ tier, effort, tries, passed, kind }) => [tier, effort, tries, passed, kind]),
  ).toEqual([
    ['haiku', 'medium', 2, false, 'code'],
    ['haiku', 'high', 1, false, 'code'],
    ['sonnet', 'medium', 1, true, 'code'],
  ]);
  const told = await box.start(['report', '--since', 'all', '--json'], { cwd: box.repository });
  expect(JSON.parse(told.stdout).bySource.plan.costUsd).toBeCloseTo(spent, 9);

  // A resume repeats nothing.
  const asked = server.requests.length;
  expect((await box.start(['plan', 'resume', PLAN], { cwd: box.repository })).code).toBe(1);
  expect(server.requests).toHaveLength(asked);

  await expensiveOnOpus(server.url, report);
});

const modelsOf = (requests: readonly ServedRequest[], step: string): string[] => [
  ...new Set(
    requests
      .filter((request) => stepOf(request) === step)
      .map(({ model, body }) => `${model} ${body.output_config?.effort}`),
  ),
];

/** The same steps, all on Opus, though the cheaper tiers needed more tries: what that takes, next to `mixed`. */
async function expensiveOnOpus(url: string, mixed: PlanReport): Promise<void> {
  const box = sampleBox(url, samplePlan({ solvable: true, tier: 'opus' }));
  const { stdout } = await box.start(['plan', 'run', PLAN, '--yes', '--json'], { cwd: box.repository });
  const opus: PlanReport = JSON.parse(stdout);
  const sum = ({ steps }: PlanReport) => {
    const done = steps.filter(({ status }) => status === 'passed');
    return {
      done: done.map(({ id }) => id),
      tries: done.reduce((all, { tries }) => all + tries, 0),
      tokens: done.reduce((all, { tokens }) => all + tokens, 0),
      costUsd: done.reduce((all, { costUsd }) => all + (costUsd ?? Number.NaN), 0),
    };
  };
  const numbers = { mixed: sum(mixed), opus: sum(opus) };
  if (process.env.TIERWISE_NUMBERS) console.log(numbers);
  expect(numbers.opus.done).toEqual(['add', 'notes', 'parse', 'sum']);
  expect(numbers.mixed.done).toEqual(numbers.opus.done);
  expect(numbers.mixed.tries).toBeGreaterThan(numbers.opus.tries);
  expect(numbers.mixed.tokens).toBeGreaterThan(numbers.opus.tokens);
  expect(numbers.mixed.costUsd).toBeLessThan(numbers.opus.costUsd);
}
