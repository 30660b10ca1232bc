// The skill in the real client: the planner writes the plan on Opus, nothing runs before a yes, and steps run on their tiers.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOutcomes } from '../../src/usage/outcomes.ts';
import { type Client, newClient, play, type Step, shownTo } from '../support/claude-code.ts';
import { serve } from '../support/lines.ts';
import type { MessagesServer, Reaction, ServedRequest } from '../support/messages-server.ts';
import { planText } from '../support/plan.ts';
import { REPOSITORY } from '../support/repository.ts';
import { carryOutStep, FILES, stepOf } from '../support/sample-project.ts';

const PATH = 'plans/numbers.md';
const PLAN = planText([
  { id: 'add', files: ['src/add.js'], verify: 'node --test test/add.test.js' },
  {
    id: 'sum',
    files: ['src/sum.js', 'src/parse.js'],
    needs: ['add'],
    verify: 'test -f src/sum.js',
    more: ['tier: sonnet'],
  },
]);

let server: MessagesServer;
let client: Client;
/** What the session's own model does, turn by turn. */
let steps: Step[];

const turnsOf = ({ body }: ServedRequest): number =>
  body.messages.filter(({ role }: { role: string }) => role === 'assistant').length;
const isSubagent = ({ headers }: ServedRequest): boolean => headers['x-claude-code-agent-id'] !== undefined;
/** A `claude -p` of a step, not the session nor its subagents. */
const isExecutor = (request: ServedRequest): boolean => !isSubagent(request) && stepOf(request) !== null;
const isPlanner = (request: ServedRequest): boolean =>
  shownTo(request).includes('You turn a goal into a plan');

beforeEach(async () => {
  server = await serve({
    react: (request): Reaction => {
      if (isExecutor(request)) return carryOutStep(request);
      if (isSubagent(request)) return subagent(request);
      return play(steps[Math.min(turnsOf(request), steps.length - 1)] as Step, request.number);
    },
  });
  client = newClient(server.url);
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(client.project, name)), { recursive: true });
    writeFileSync(join(client.project, name), content);
  }
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.invalid', 'commit', '--quiet', '-m', 'sample');
});

afterEach(() => client.remove());

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: client.project, encoding: 'utf8' }).trimEnd();

function subagent(request: ServedRequest): Reaction {
  const turn = turnsOf(request);
  if (isPlanner(request)) {
    const planner: Step[] = [
      { tool: 'Read', input: { file_path: join(client.project, PATH) } },
      { tool: 'Write', input: { file_path: join(client.project, PATH), content: PLAN } },
      { text: 'plan: 2 steps, 0 open questions' },
    ];
    return play(planner[Math.min(turn, 2)] as Step, request.number);
  }
  const implementer: Step[] = [
    {
      tool: 'Write',
      input: {
        file_path: join(client.project, 'src/add.js'),
        content: 'export const add = (a, b) => a + b;\n',
      },
    },
    { text: 'done: passed' },
  ];
  return play(implementer[Math.min(turn, 1)] as Step, request.number);
}

const bash = (command: string, background = false): Step => ({
  tool: 'Bash',
  input: { command, description: 'plan', ...(background && { run_in_background: true, timeout: 600_000 }) },
});
const format: Step = bash(`tierwise in-session plan format --out ${PATH}`);
const planner: Step = {
  tool: 'Agent',
  input: {
    description: 'Plan',
    prompt: `${PATH} says how a plan is written.`,
    subagent_type: 'tierwise:planner',
    run_in_background: false,
  },
};

/** The client with this plugin, the session on Sonnet, so that what runs elsewhere shows. */
const run = (prompt: string, ...more: string[]) =>
  client.run(['-p', prompt, '--plugin-dir', REPOSITORY, '--model', 'sonnet', ...more], {
    TIERWISE_HOME: join(client.home, 'tierwise'),
  });

test('the plan is written on Opus, checked and shown; where nobody can answer nothing runs', async () => {
  steps = [format, planner, bash(`tierwise in-session plan check ${PATH}`), { text: 'Here is the plan.' }];
  const { code, stdout, stderr } = await run(
    '/plan-then-execute make the numbers',
    '--permission-mode',
    'acceptEdits',
  );
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('Here is the plan.');
  const planned = server.requests.filter(isPlanner);
  expect(planned.map(shownTo).join('')).toContain(
    'A handoff: whoever carries out a step reads the shared sections',
  );
  expect(new Set(planned.map(({ model }) => model))).toEqual(new Set(['claude-opus-5-5']));
  expect(readFileSync(join(client.project, PATH), 'utf8')).toBe(PLAN);
  const session = server.requests.filter((request) => !isSubagent(request));
  expect(new Set(session.map(({ model }) => model))).toEqual(new Set(['claude-sonnet-5-5']));
  const shown = session.map(shownTo).join('\n');
  expect(shown).toContain('The request: make the numbers');
  expect(shown).toContain('Where nobody can answer (a `claude -p` run), stop here');
  expect(shown).toContain('No problems found. Run it with: tierwise plan run');
  expect(server.requests.filter(isExecutor)).toEqual([]);
});

test('the skill does not let a run pass unasked', async () => {
  mkdirSync(dirname(join(client.project, PATH)), { recursive: true });
  writeFileSync(join(client.project, PATH), PLAN);
  steps = [bash(`tierwise plan run ${PATH} --yes`), { text: 'Refused.' }];
  await run('/plan-then-execute make the numbers');
  expect(server.requests.filter(isExecutor)).toEqual([]);
  expect(existsSync(join(client.home, 'tierwise', 'plans'))).toBe(false);
});

test('after a yes the steps run in the background on their tiers, and the result comes back', async () => {
  mkdirSync(dirname(join(client.project, PATH)), { recursive: true });
  writeFileSync(join(client.project, PATH), PLAN);
  steps = [
    bash(`tierwise plan run ${PATH} --yes`, true),
    { text: 'It runs.' },
    bash(`tierwise plan status ${PATH}`),
    { text: 'All done.' },
  ];
  const { code, stdout, stderr } = await run('Yes, run it.', '--allowedTools', 'Bash(tierwise plan *)');
  expect(code, stderr).toBe(0);
  const models = (step: string) => [
    ...new Set(
      server.requests.filter((one) => isExecutor(one) && stepOf(one) === step).map(({ model }) => model),
    ),
  ];
  expect([models('add'), models('sum')]).toEqual([['claude-haiku-5-5'], ['claude-sonnet-5-5']]);
  expect(stdout).toContain('All done.');
  const shown = server.requests
    .filter((one) => !isExecutor(one))
    .map(shownTo)
    .join('\n');
  expect(shown).toContain('2 of 2 steps done');
  expect(git('log', '--reverse', '--format=%s', 'main..tierwise/plan-numbers')).toBe('Make add\nMake sum');
  expect(git('status', '--porcelain')).toBe('?? plans/');
});

test('inside the session a step runs through a subagent on its tier, and its outcome is recorded', async () => {
  mkdirSync(dirname(join(client.project, PATH)), { recursive: true });
  writeFileSync(join(client.project, PATH), PLAN);
  steps = [
    {
      tool: 'Agent',
      input: {
        description: 'add',
        prompt: 'Carry out the step.',
        subagent_type: 'tierwise:implementer',
        model: 'haiku',
        effort: 'medium',
        run_in_background: false,
      },
    },
    bash('node --test test/add.test.js'),
    bash(
      'git add src/add.js && git -c user.name=Ada -c user.email=ada@example.invalid commit -q -m "Make add"',
    ),
    bash(`tierwise plan record ${PATH} add --passed --tier haiku --effort medium --tries 1`),
    { text: 'One step is done.' },
  ];
  await run('Go on here, step by step.', '--allowedTools', 'Bash', 'Write');
  const asked = server.requests
    .filter(isSubagent)
    .map(({ model, body }) => `${model} ${body.output_config?.effort}`);
  expect(new Set(asked)).toEqual(new Set(['claude-haiku-5-5 medium']));
  expect(readOutcomes(join(client.home, 'tierwise'))).toMatchObject([
    { source: 'plan', tier: 'haiku', effort: 'medium', tries: 1, passed: true, kind: 'code' },
  ]);
  expect(readdirSync(join(client.home, 'tierwise', 'plans'))).toHaveLength(1);
});
