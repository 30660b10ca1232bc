// Who did what on which tier, with the real client: agents run on the models they ask for, and the report equals what the
// server served, to the token, and what the client counted, to the cent.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseMarkdown } from '../../src/front-matter.ts';
import type { Report } from '../../src/usage/report.ts';
import { type Client, newClient, play, type Step } from '../support/claude-code.ts';
import { type MessagesServer, type ServedRequest, startMessagesServer } from '../support/messages-server.ts';
import { COMMAND, start } from '../support/process.ts';
import { REPOSITORY } from '../support/repository.ts';

let api: MessagesServer;
let client: Client;
let react: (request: ServedRequest) => ReturnType<typeof play>;

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
  const command = [...COMMAND, 'report', '--json', ...args];
  const env = { PATH: process.env.PATH ?? '', HOME: client.home };
  const { code, stdout, stderr } = await start(command, { cwd: client.project, env });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

/** Which conversation a request belongs to: the agent whose prompt it began with, else the main one. */
const WHO = /^AGENT (\S+)/;
function conversation({ body }: ServedRequest): string {
  const texts = JSON.stringify(body.messages[0]?.content ?? '');
  return WHO.exec(/AGENT \S+?(?=[\s"\\])/.exec(texts)?.[0] ?? '')?.[1] ?? 'main';
}
const turnOf = ({ body }: ServedRequest): number =>
  body.messages.filter(({ role }: { role: string }) => role === 'assistant').length;

const spawnAgent = (name: string, background = false) => ({
  tool: 'Agent',
  input: {
    description: name,
    prompt: `AGENT ${name} go`,
    subagent_type: `tierwise:${name}`,
    run_in_background: background,
  },
});
const echo = { tool: 'Bash', input: { command: 'echo hello', description: 'say hello' } };
const search = { tool: 'Grep', input: { pattern: 'nothing-like-this' } };

function playScripts(scripts: Record<string, Step[]>): void {
  react = (request) => {
    const steps = scripts[conversation(request)] ?? [{ text: 'unexpected' }];
    return play(steps[Math.min(turnOf(request), steps.length - 1)] as Step, request.number);
  };
}

test('every agent runs on the model and effort its header asks for', async () => {
  const names = readdirSync(join(REPOSITORY, 'agents')).map((file) => file.slice(0, -3));
  expect(names).not.toEqual([]);
  const scripts: Record<string, Step[]> = {
    main: [
      { tools: names.slice(0, 6).map((name) => spawnAgent(name)) },
      { tools: names.slice(6).map((name) => spawnAgent(name)) },
      { text: 'all ran' },
    ],
  };
  for (const name of names) scripts[name] = [{ text: 'done' }];
  playScripts(scripts);
  const { stdout, stderr } = await client.run(['-p', 'go', ...withPlugin]);
  expect(stdout, stderr).toContain('all ran');
  const ids: Record<string, string> = {
    opus: 'claude-opus-5-5',
    sonnet: 'claude-sonnet-5-5',
    haiku: 'claude-haiku-5-5',
  };
  const wanted = Object.fromEntries(
    names.map((name) => {
      const { header } = parseMarkdown(readFileSync(join(REPOSITORY, 'agents', `${name}.md`), 'utf8'), name);
      const { model, effort } = header as { model: string; effort: string };
      return [name, `${ids[model]} ${effort}`];
    }),
  );
  const sent = Object.fromEntries(
    api.requests
      .filter((request) => conversation(request) !== 'main')
      .map((request) => [conversation(request), `${request.model} ${request.body.output_config?.effort}`]),
  );
  expect(sent).toEqual(wanted);
});

test('the report equals what was served, token by token, and what the client counted, dollar by dollar', async () => {
  playScripts({
    main: [
      { tools: [spawnAgent('explorer'), spawnAgent('debugger', true)] },
      echo,
      { text: 'waiting for the debugger' },
      { text: 'all done' },
    ],
    explorer: [search, { text: 'found: 0 places' }],
    debugger: [echo, { text: 'cause: none' }],
  });
  const { code, stderr } = await client.run(['-p', 'go', ...withPlugin]);
  expect(code, stderr).toBe(0);

  const served: Record<
    string,
    { calls: number; input: number; output: number; cacheRead: number; cacheWrite: number }
  > = {};
  for (const request of api.requests) {
    const who = conversation(request) === 'main' ? 'main' : `tierwise:${conversation(request)}`;
    const sum = served[who] ?? { calls: 0, input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
    served[who] = sum;
    sum.calls++;
    sum.input += request.usage.input_tokens ?? 0;
    sum.output += request.usage.output_tokens ?? 0;
    sum.cacheRead += request.usage.cache_read_input_tokens ?? 0;
    sum.cacheWrite += request.usage.cache_creation_input_tokens ?? 0;
  }
  expect(served['tierwise:explorer']?.calls).toBe(2);
  expect(served['tierwise:debugger']?.calls).toBe(2);

  const { byAgent, byTier, byModel, audit, totals, unpriced } = await report();
  const tokensOnly = Object.fromEntries(
    Object.entries(byAgent).map(([who, { calls, input, output, cacheRead, cacheWrite }]) => [
      who,
      { calls, input, output, cacheRead, cacheWrite },
    ]),
  );
  expect(tokensOnly).toEqual(served);
  expect(byTier.haiku?.calls).toBe(2);
  expect(byTier.opus?.calls).toBe(totals.calls - 2);
  expect(Object.keys(byModel).sort()).toEqual(['claude-haiku-5-5', 'claude-opus-5-5']);
  expect(unpriced).toEqual({});
  expect(audit).toMatchObject({
    servedNotRequested: [],
    clientTotals: { compared: 1, equal: 1, different: [], outOfDate: 0 },
  });

  // A second look finds nothing new, and a resumed session is added, not counted again.
  expect((await report()).totals).toEqual(totals);
  await client.run(['-p', '--continue', 'and once more', ...withPlugin]);
  const later = await report();
  expect(later.totals.calls).toBe(api.requests.length);
  expect(later.audit.clientTotals).toMatchObject({ compared: 1, equal: 1, different: [], outOfDate: 0 });

  // A fork copies the records and starts from its parent's total: nothing is counted twice, and both books agree.
  await client.run(['-p', '--continue', '--fork-session', 'another way', ...withPlugin]);
  const forked = await report();
  expect(forked.totals.calls).toBe(api.requests.length);
  expect(forked.audit.clientTotals).toMatchObject({ compared: 2, equal: 2, different: [], outOfDate: 0 });
});

test('work of skill forks and workflow agents, which no tool call announces, is recorded, too', async () => {
  const other = join(client.home, 'other-plugin');
  const files: Record<string, string> = {
    '.claude-plugin/plugin.json': '{"name":"other","version":"1.0.0"}',
    'skills/forked/SKILL.md':
      '---\nname: forked\ndescription: Runs in a fork.\ncontext: fork\nmodel: haiku\n---\nAGENT forked go\n',
    'workflows/fan.js':
      "export const meta = { name: 'fan', description: 'fan out', phases: [{ title: 'Tag' }] };\n" +
      "return await parallel([1, 2].map((n) => () => agent('AGENT w' + n + ' go', { model: 'haiku' })));\n",
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(other, name)), { recursive: true });
    writeFileSync(join(other, name), content);
  }
  const ok: Step[] = [{ text: 'ok' }];
  playScripts({
    main: [{ tool: 'Workflow', input: { name: 'other:fan' } }, { text: 'ok' }],
    forked: ok,
    w1: ok,
    w2: ok,
  });
  const plugins = ['--plugin-dir', REPOSITORY, '--plugin-dir', other];
  await client.run(['-p', '/other:forked', ...plugins]);
  expect((await report()).byAgent).toMatchObject({ 'fork of other:forked': { calls: 1 } });
  await client.run(['-p', 'use the workflow', ...plugins, '--allowedTools', 'Workflow', 'Agent']);
  const { byAgent, totals, audit } = await report();
  expect(byAgent['workflow-subagent']?.calls).toBe(2);
  expect(totals.calls).toBe(api.requests.length);
  expect(audit.clientTotals).toMatchObject({ compared: 2, equal: 2 });
});

test('sessions from before the plugin are in the first report, bulk runs stand beside them', async () => {
  playScripts({ main: [{ text: 'hello' }] });
  await client.run(['-p', 'hello']); // without the plugin
  expect((await report()).totals.calls).toBe(1);
  expect((await report('--backfill')).totals.calls).toBe(1);
  writeFileSync(join(client.project, 's.md'), '---\ntags: [a, b]\n---\n');
  writeFileSync(join(client.project, 'x.log'), 'one\ntwo\n');
  react = ({ items }) => ({
    text: JSON.stringify({ results: items.map(({ id }) => ({ id, tags: ['a'] })) }),
  });
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: client.home,
    ANTHROPIC_API_KEY: 'test-key-fake',
    ANTHROPIC_BASE_URL: api.url,
  };
  await start([...COMMAND, 'bulk-tag', 'x.log', './s.md'], {
    cwd: client.project,
    env,
  });
  const { bySource, byAgent, totals } = await report();
  expect(bySource).toMatchObject({ session: { calls: 1 }, bulk: { calls: 1 } });
  expect(Object.keys(byAgent).sort()).toEqual(['bulk', 'main']);
  expect(totals.calls).toBe(2);
});

// Without one there is silence: test/e2e/delegation.test.ts.
test('at session start, a setting that defeats the tiers is told in one line', async () => {
  playScripts({ main: [{ text: 'hello' }] });
  const stream = ['--output-format', 'stream-json', '--verbose', '--include-hook-events'];
  const env = { CLAUDE_CODE_SUBAGENT_MODEL: 'opus', CLAUDE_CODE_SUBAGENT_MODEL_FORCE: '1' };
  const told = await client.run(['-p', 'hello', ...stream, ...withPlugin], env);
  expect(told.stdout).toContain('Tierwise: CLAUDE_CODE_SUBAGENT_MODEL_FORCE runs every agent on opus');
});
