// tierwise-live in the real client: bulk runs that the session answers, and its books.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readLedger } from '../../src/usage/ledger.ts';
import {
  type Client,
  newClient,
  type Step,
  script,
  serveRepository,
  shownTo,
} from '../support/claude-code.ts';
import { SEVERITY } from '../support/command.ts';
import { bySight, label, lines, text } from '../support/lines.ts';
import { type MessagesServer, type ServerOptions, startMessagesServer } from '../support/messages-server.ts';
import { REPOSITORY } from '../support/repository.ts';

const LIVE = join(REPOSITORY, 'plugins', 'tierwise-live');

interface Session {
  api: MessagesServer;
  client: Client;
  env: Record<string, string>;
  say(prompt: string, ...args: string[]): ReturnType<Client['run']>;
}

/** A subscriber's session with the module, whose main model plays `steps`. */
async function session(steps: readonly Step[], options: ServerOptions = {}): Promise<Session> {
  const api = await startMessagesServer({ tag: bySight, react: script(steps), ...options });
  const client = newClient(api.url);
  onTestFinished(async () => {
    await api.close();
    client.remove();
  });
  writeFileSync(join(client.project, 'sev.md'), SEVERITY);
  const env = {
    ANTHROPIC_API_KEY: '',
    CLAUDE_CODE_OAUTH_TOKEN: 'test-not-a-real-token',
    PATH: [join(REPOSITORY, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
  };
  return {
    api,
    client,
    env,
    say: (prompt, ...args) =>
      client.run(['--plugin-dir', LIVE, '--allowedTools', 'Bash', ...args, '-p', prompt], env),
  };
}

const bash = (command: string): Step => ({ tool: 'Bash', input: { command, description: 'tag' } });

test('a plain bulk-tag is answered by the session: who pays is said, each request is one line; a run that nobody allowed is refused', async () => {
  const { api, client, say } = await session([
    bash('tierwise bulk-tag a.log ./sev.md --json --max-cost 0.5'),
    // As a hostile program would, from something that was allowed for another reason.
    bash('sh build.sh; true'),
    { text: 'done' },
  ]);
  writeFileSync(join(client.project, 'a.log'), text(lines(200)));
  writeFileSync(join(client.project, 'b.log'), text(lines(40).map((line) => `other ${line}`)));
  writeFileSync(join(client.project, 'build.sh'), 'tierwise bulk-tag b.log ./sev.md --backend live');
  const { code, stderr } = await say('tag it');
  expect(code, stderr).toBe(0);
  const [, afterTagging, afterBuild] = api.requests.filter(({ items }) => !items.length).map(shownTo);
  expect(readFileSync(join(client.project, 'a.log.tagged'), 'utf8'), afterTagging).toBe(
    text(lines(200).map(label)),
  );
  expect(afterTagging).toContain('through this session (tierwise-live), at most $0.50 for this run');
  expect(afterBuild).toMatch(/does not answer this run: (nobody has allowed|it answers only a command)/);
  const packs = api.requests.filter(({ items }) => items.length);
  for (const { headers, body } of packs) {
    expect(headers.authorization).toBe('Bearer test-not-a-real-token');
    expect(body.tools).toBe(undefined);
  }
  const home = join(client.home, '.claude', 'tierwise');
  const { calls, passedOver } = readLedger(home);
  expect(passedOver).toEqual([]);
  const folders = ['live', ...readdirSync(join(home, 'live'), { recursive: true, encoding: 'utf8' })];
  for (const name of folders.map((one) => (one === 'live' ? one : join('live', one))))
    expect(statSync(join(home, name)).mode & 0o077, name).toBe(0); // nobody else's business
  expect(calls.filter(({ source }) => source === 'bulk')).toHaveLength(packs.length);
  // The session's own: each once, though the transcript has them, too.
  expect(calls.filter(({ source }) => source === 'session')).toHaveLength(3);
});

const agent = (subagent_type: string): Step => ({
  tool: 'Agent',
  input: { description: 'look', prompt: 'Find it.', subagent_type, run_in_background: false },
});

const ADVICE = {
  ...{ type: 'advisor_message', model: 'claude-fable-5-2', input_tokens: 1000, output_tokens: 100 },
  ...{ cache_read_input_tokens: 0, cache_creation_input_tokens: 0 },
};

test('a policy sets the model of an agent and of its single requests; over budget it is refused in words that the model reads', async () => {
  const { api, client, say } = await session([agent('Explore'), agent('Plan'), { text: 'done' }], {
    react: (request) => {
      if (!request.headers['x-claude-code-agent-id'])
        return script([agent('Explore'), agent('Plan'), { text: 'done' }])(request);
      const said = script([bash('echo found'), { text: `found by ${request.model.split('-')[1]}` }])(request);
      return request.model.includes('haiku') && said ? { ...said, usage: { iterations: [ADVICE] } } : said;
    },
  });
  const policy = [
    'mode: enforce',
    'rules:',
    '  - { name: looking, when: { agent: Explore }, use: { tier: opus, effort: high } }',
    '  - { name: reading, when: { agent: Explore, step: tool-results }, use: { tier: haiku } }',
    '  - { name: telling, when: { agent: Explore, step: answer }, use: { tier: sonnet } }',
    'budgets: { agents: { Plan: 0.001 } }',
  ];
  mkdirSync(join(client.home, '.claude', 'tierwise'), { recursive: true });
  writeFileSync(join(client.home, '.claude', 'tierwise', 'tierwise.md'), `---\n${policy.join('\n')}\n---\n`);
  const { code, stderr } = await say('look', '--allowedTools', 'Agent');
  expect(code, stderr).toBe(0);
  const agents = api.requests.filter(({ headers }) => headers['x-claude-code-agent-id']);
  const models = ['claude-opus-5-5', 'claude-haiku-5-5', 'claude-sonnet-5-5'];
  expect(agents.map(({ model }) => model)).toEqual(models);
  expect(agents.map(({ body }) => body.output_config.effort)).toEqual(['high', 'high', 'high']);
  // What Haiku would have answered was held back; the same was asked of Sonnet, whose answer the parent reads.
  expect(agents[2]?.body.messages).toEqual(agents[1]?.body.messages);
  expect(shownTo(api.requests.at(-1) as (typeof api.requests)[0])).toContain('found by sonnet');
  expect(shownTo(api.requests.at(-1) as (typeof api.requests)[0])).not.toContain('found by haiku');
  expect(shownTo(api.requests.at(-1) as (typeof api.requests)[0])).toContain(
    'Tierwise did not start this agent: $0 of $0.0010 of the budget \\"agent Plan\\" is spent or set aside',
  );
  const { calls } = readLedger(join(client.home, '.claude', 'tierwise'));
  expect(calls.filter(({ agent }) => agent === 'Explore').map(({ served }) => served)).toEqual(models);
  // Who advised in the answer that was held back, which no transcript has.
  expect(calls.filter(({ agent }) => agent === 'advisor')).toMatchObject([
    { served: 'claude-fable-5-2', input: 1000, output: 100 },
  ]);
});

test('the tool does a bulk run without any Bash grant, confined like the session verb', async () => {
  const tool = 'mcp__tierwise-live__tierwise_bulk';
  const call = (input: string): Step => ({
    tool,
    input: { kind: 'bulk-tag', input, task: './sev.md', max_cost_usd: 0.5 },
  });
  const { api, client, say } = await session([call('a.log'), call('/etc/hostname'), { text: 'done' }]);
  writeFileSync(join(client.project, 'a.log'), text(lines(80)));
  const { code, stderr } = await say('tag it', '--allowedTools', tool, '--disallowedTools', 'Bash');
  expect(code, stderr).toBe(0);
  const [, afterRun, afterOutside] = api.requests.filter(({ items }) => !items.length).map(shownTo);
  expect(readFileSync(join(client.project, 'a.log.tagged'), 'utf8'), afterRun).toBe(
    text(lines(80).map(label)),
  );
  expect(afterRun).toContain('\\"backend\\":\\"live\\"');
  expect(afterOutside).toContain('in-session: \\"/etc/hostname\\"');
  expect(api.requests.filter(({ items }) => items.length)).toHaveLength(2);
});

test('the module’s own tests pass in the client’s kit', async () => {
  const { client } = await session([]);
  const { code, stdout, stderr } = await client.run(['plugin', 'test', LIVE]);
  expect(code, stdout + stderr).toBe(0);
  expect(stdout + stderr).toContain('7 pass');
});

/** A dozen starts of the client, one after the other: on a machine that does much beside it, minutes. */
const LONG = { timeout: 900_000 };

test(
  'both plugins install from one marketplace; a request counts once; either one works without the other',
  LONG,
  async () => {
    const tool = 'mcp__tierwise-live__tierwise_bulk';
    const input = { kind: 'bulk-tag', input: 'a.log', task: './sev.md', max_cost_usd: 0.5 };
    const { api, client, env } = await session([{ tool, input }, { text: 'done' }]);
    const git = await serveRepository();
    onTestFinished(() => git.close());
    const run = async (...args: string[]): Promise<void> => {
      const { code, stdout, stderr } = await client.run(args, env);
      expect(code, stdout + stderr).toBe(0);
    };
    await run('plugin', 'marketplace', 'add', git.url);
    for (const name of ['tierwise', 'tierwise-live']) await run('plugin', 'install', `${name}@tierwise`);
    const home = join(client.home, '.claude', 'tierwise');
    const mains = (): number => api.requests.filter(({ items }) => !items.length).length;
    const counted = (): number => readLedger(home).calls.filter(({ source }) => source === 'session').length;

    writeFileSync(join(client.project, 'a.log'), text(lines(40)));
    await run('--allowedTools', tool, '-p', 'tag');
    expect(readFileSync(join(client.project, 'a.log.tagged'), 'utf8')).toBe(text(lines(40).map(label)));
    expect([mains(), counted()]).toEqual([2, 2]);
    // A session that goes on, and one that splits off, carry what was said before.
    for (const args of [['--continue'], ['--continue', '--fork-session']]) {
      await run(...args, '-p', 'go on');
      expect(counted(), args.join(' ')).toBe(mains());
    }

    await run('plugin', 'uninstall', 'tierwise@tierwise');
    await run('-p', 'go on');
    expect([counted(), readLedger(home).calls.at(-1)?.step]).toEqual([mains(), 'sdk']);

    await run('plugin', 'install', 'tierwise@tierwise');
    await run('plugin', 'uninstall', 'tierwise-live@tierwise');
    await run('-p', 'go on');
    expect([counted(), readLedger(home).calls.at(-1)?.step]).toEqual([mains(), undefined]);
  },
);
