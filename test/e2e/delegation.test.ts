// A policy in the real client: what observe, suggest and enforce make of delegations, shown by the models and efforts of the requests.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, newClient, play, type Step, shownTo } from '../support/claude-code.ts';
import { type MessagesServer, type ServedRequest, startMessagesServer } from '../support/messages-server.ts';
import { COMMAND, start } from '../support/process.ts';
import { REPOSITORY } from '../support/repository.ts';

let api: MessagesServer;
let client: Client;

beforeEach(async () => {
  api = await startMessagesServer({ react: (request) => play(stepOf(request), request.number) });
  client = newClient(api.url);
  mkdirSync(join(client.project, '.claude'));
});

afterEach(async () => {
  await api.close();
  client.remove();
});

const agent = (name: string, type: string, more: object = {}) => ({
  tool: 'Agent',
  input: {
    description: name,
    prompt: `CONVERSATION ${name} go`,
    subagent_type: type,
    run_in_background: false,
    ...more,
  },
});

const SCRIPTS: Record<string, Step[]> = {
  main: [
    {
      tools: [
        agent('exploring', 'Explore'),
        agent('own-model', 'general-purpose', { model: 'fable', effort: 'max' }),
        agent('plugin', 'tierwise:formatter'),
        agent('background', 'tierwise:test-writer', { run_in_background: true }),
        agent('parent', 'general-purpose'),
        agent('over-budget', 'tierwise:debugger'),
      ],
    },
    { text: 'all ran' },
  ],
  parent: [agent('nested', 'Explore'), { text: 'done' }],
};

const conversationOf = ({ body }: ServedRequest): string =>
  /CONVERSATION ([\w-]+)/.exec(JSON.stringify(body.messages[0]?.content ?? ''))?.[1] ?? 'main';

function stepOf(request: ServedRequest): Step {
  const steps = SCRIPTS[conversationOf(request)] ?? [{ text: 'done' }];
  const turn = request.body.messages.filter(({ role }: { role: string }) => role === 'assistant').length;
  return steps[Math.min(turn, steps.length - 1)] as Step;
}

const STREAM = ['--output-format', 'stream-json', '--verbose', '--include-hook-events'];

/** Runs the session; returns what it printed and which model and effort each conversation's requests had. */
async function session(policy: string | null): Promise<{ stdout: string; ran: Record<string, string> }> {
  const home = join(client.home, '.claude', 'tierwise');
  mkdirSync(home, { recursive: true });
  if (policy) writeFileSync(join(home, 'tierwise.md'), `---\n${policy}\n---\n`);
  const { code, stdout, stderr } = await client.run([
    ...['-p', 'go', '--plugin-dir', REPOSITORY, '--allowedTools', 'Agent'],
    ...STREAM,
  ]);
  expect(code, stderr).toBe(0);
  const ran: Record<string, string> = {};
  for (const request of api.requests)
    ran[conversationOf(request)] = `${request.model} ${request.body.output_config?.effort}`;
  return { stdout, ran };
}

const RULES = `rules:
  - { name: exploring, when: { agent: Explore }, use: { tier: haiku, effort: medium } }
  - { name: general, when: { agent: general-purpose }, use: { tier: sonnet, effort: high } }
  - { name: tests, when: { agent: "*test-writer" }, use: { tier: haiku, effort: low } }
budgets: { agents: { "tierwise:debugger": 0 } }`;

const AS_ASKED = {
  main: 'claude-opus-5-5 medium',
  exploring: 'claude-opus-5-5 medium',
  'own-model': 'claude-fable-5-2 max',
  plugin: 'claude-haiku-5-5 low',
  background: 'claude-sonnet-5-5 medium',
  parent: 'claude-opus-5-5 medium',
  nested: 'claude-opus-5-5 medium',
  'over-budget': 'claude-opus-5-5 medium',
};

test('observe changes nothing, and says nothing', async () => {
  const { stdout, ran } = await session(`mode: observe\n${RULES}`);
  expect(ran).toEqual(AS_ASKED);
  expect(stdout.includes('Tierwise:')).toBe(false);
});

test('suggest changes nothing, and names the rule', async () => {
  const { stdout, ran } = await session(`mode: suggest\n${RULES}`);
  expect(ran).toEqual(AS_ASKED);
  for (const told of [
    'Tierwise: The policy would run Explore on haiku medium, by its rule exploring',
    'Tierwise: The policy would not start tierwise:debugger: $0 of $0 of the budget',
  ])
    expect(stdout.includes(told), told).toBe(true);
});

test('enforce sets model and effort of every delegation, and refuses what is over budget', async () => {
  const { ran } = await session(`mode: enforce\n${RULES}`);
  const { 'over-budget': _, ...started } = AS_ASKED;
  expect(ran).toEqual({
    ...started,
    exploring: 'claude-haiku-5-5 medium',
    'own-model': 'claude-sonnet-5-5 high',
    background: 'claude-haiku-5-5 low',
    parent: 'claude-sonnet-5-5 high',
    nested: 'claude-haiku-5-5 medium',
  });
  const last = api.requests.filter((request) => conversationOf(request) === 'main').at(-1);
  expect(last && shownTo(last)).toContain(
    'Tierwise did not start this agent: $0 of $0 of the budget \\"agent tierwise:debugger\\" is spent.',
  );

  // The report reads back what enforcing changed: two Explore, two general-purpose (one from Fable), one writer of tests.
  const { code, stdout, stderr } = await start([...COMMAND, 'report', '--json'], {
    cwd: client.project,
    env: { PATH: process.env.PATH ?? '', HOME: client.home },
  });
  expect(code, stderr).toBe(0);
  const { enforced } = JSON.parse(stdout).routing;
  expect(enforced).toMatchObject({ delegations: 5, failed: 0 });
  // What Explore would have run on stands in the transcript, which a busy client writes after it has started it.
  const rules = Object.keys(enforced.byRule).filter((rule) => rule !== 'exploring');
  expect(rules.sort()).toEqual(['general', 'tests']);
  expect(enforced.savedUsd).toBeGreaterThan(0);
});
