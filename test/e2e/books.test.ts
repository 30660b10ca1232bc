// The table of scenarios of docs/report.md with the real client: what each costs, that the report has it to the token and the
// micro-dollar, and that its totals are the client's own. One session carries all calls.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Report } from '../../src/usage/report.ts';
import { CALLS } from '../support/book-scenarios.ts';
import { type Client, newClient, play } from '../support/claude-code.ts';
import {
  type MessagesServer,
  type Reaction,
  type ServedRequest,
  startMessagesServer,
} from '../support/messages-server.ts';
import { COMMAND, start } from '../support/process.ts';
import { REPOSITORY } from '../support/repository.ts';

let api: MessagesServer;
let client: Client;
let react: (request: ServedRequest) => Reaction;

beforeEach(async () => {
  api = await startMessagesServer({ react: (request) => react(request) });
  client = newClient(api.url);
});

afterEach(async () => {
  await api.close();
  client.remove();
});

const withPlugin = ['--plugin-dir', REPOSITORY, '--allowedTools', 'Agent', 'Bash'];

async function report(...args: string[]): Promise<Report> {
  const env = { PATH: process.env.PATH ?? '', HOME: client.home };
  const { code, stdout, stderr } = await start([...COMMAND, 'report', '--json', ...args], {
    cwd: client.project,
    env,
  });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

const turnOf = ({ body }: ServedRequest): number =>
  body.messages.filter(({ role }: { role: string }) => role === 'assistant').length;
const PLAIN = {
  input_tokens: 10,
  output_tokens: 1,
  cache_read_input_tokens: 0,
  cache_creation_input_tokens: 0,
};
const PLAIN_USD = 0.00006;

/** One turn of the main conversation for each scenario: the call itself, or the start of the agent that makes it. */
function playCalls(request: ServedRequest): Reaction {
  const agent = /AGENT (\d+) go/.exec(JSON.stringify(request.body.messages[0]?.content ?? ''))?.[1];
  const scenario = CALLS[Number(agent ?? turnOf(request))];
  if (agent !== undefined) return { text: 'done', usage: scenario?.usage };
  if (!scenario) return { text: 'all done', usage: PLAIN };
  const { name, usage, byAgent, served } = scenario;
  if (!byAgent) return { ...play({ tool: 'Bash', input: { command: 'true', description: name } }, request.number), usage, ...(served && { model: served }) } as Reaction; // biome-ignore format: one line
  const input = {
    description: name,
    prompt: `AGENT ${turnOf(request)} go`,
    subagent_type: 'tierwise:explorer',
  };
  return {
    ...play({ tool: 'Agent', input: { ...input, run_in_background: false } }, request.number),
    usage: PLAIN,
  } as Reaction;
}

test('each kind of call costs what it costs, and the totals are the client’s, to the token', async () => {
  react = playCalls;
  const { code, stdout, stderr } = await client.run(['-p', 'go', '--model', 'opus', ...withPlugin]);
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('all done');
  const { totals, audit, byAgent, byModel, bySource } = await report();
  const agents = CALLS.filter(({ byAgent: is }) => is).length;
  const truth = CALLS.reduce((sum, { usd }) => sum + usd, (agents + 1) * PLAIN_USD);
  expect(totals.costUsd).toBeCloseTo(truth, 9);
  expect(audit.clientTotals).toMatchObject({
    ...{ compared: 1, equal: 1, different: [], outOfDate: 0 },
    notInTranscripts: { sessions: 0, costUsd: 0 },
  });
  expect(audit.servedNotRequested).toMatchObject([{ served: 'claude-sonnet-5-5', calls: 1 }]);
  expect(byAgent.advisor).toMatchObject({ calls: 3, input: 50_000, output: 1000 });
  expect(byModel['claude-fable-5-2']?.costUsd).toBeCloseTo(0.44, 9);
  expect(byAgent['tierwise:explorer']).toMatchObject({ calls: agents, input: 460_000 });
  expect(bySource.session?.calls).toBe(CALLS.length + 1);
  expect(totals.seconds).toBeGreaterThan(0);
});

test('compaction and a hook that asks a model are booked from the client’s totals; what leaves no record is told', async () => {
  mkdirSync(join(client.home, '.claude'), { recursive: true });
  const hook = { type: 'prompt', prompt: 'HOOKPROMPT: may it stop? $ARGUMENTS' };
  writeFileSync(
    join(client.home, '.claude', 'settings.json'),
    JSON.stringify({ hooks: { Stop: [{ hooks: [hook] }] } }),
  );
  react = (request) => {
    const isHook = JSON.stringify(request.body.messages).includes('HOOKPROMPT');
    return { text: isHook ? '{"ok":true}' : 'hello, all is well', usage: PLAIN };
  };
  await client.run(['-p', 'hello', '--model', 'opus', ...withPlugin]);
  const afterHook = await report();
  expect(afterHook.bySource.session?.calls).toBe(1);
  expect(afterHook.totals.input).toBe(10 * api.requests.length);
  await client.run(['-p', '--continue', '/compact', '--model', 'opus', ...withPlugin]);
  const compacted = await report();
  expect(api.requests.length).toBeGreaterThan(2);
  expect(compacted.totals.input).toBe(10 * api.requests.length);
  expect(compacted.audit.clientTotals).toMatchObject({ compared: 1, equal: 1, different: [] });
  expect(compacted.bySource['not in transcripts']).toMatchObject({
    calls: 0,
    input: 10 * (api.requests.length - 1),
  });
  // Without a transcript there is nothing to count, and that is said; without hooks a session is read by --backfill.
  await client.run(['-p', 'hello', '--no-session-persistence', ...withPlugin]);
  expect((await report()).audit.withoutRecord).toBe(1);
  const before = (await report()).bySource.session?.calls ?? 0;
  await client.run(['-p', 'hello', '--bare']);
  expect((await report()).bySource.session?.calls).toBe(before);
  expect((await report('--backfill')).bySource.session?.calls).toBe(before + 1);
});
