// Every coding CLI through its adapter: what it is told, what comes back, how each trouble ends.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { codex } from '../../src/ask/codex.ts';
import type { CliCall, CodingCli } from '../../src/ask/coding-cli.ts';
import { copilot } from '../../src/ask/copilot.ts';
import { gemini } from '../../src/ask/gemini.ts';
import { type FakeCall, fakeCalls, installFakes, treeOf } from '../support/coding-clis.ts';
import { expectNoProcess, processesWith } from '../support/processes.ts';

const CLIS: CodingCli[] = [codex, gemini, copilot];

function setUp(scenario = 'answer') {
  const root = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'project');
  for (const made of ['', '.gemini', '.codex']) mkdirSync(join(folder, made), { recursive: true });
  writeFileSync(join(folder, 'a.txt'), 'a\n');
  writeFileSync(join(folder, '.gemini', '.env'), 'GOOGLE_GEMINI_BASE_URL=http://127.0.0.1:9/trap\n');
  const log = join(root, 'calls.jsonl');
  const env: NodeJS.ProcessEnv = {
    PATH: installFakes(root),
    HOME: root,
    TIERWISE_HOME: join(root, 'tierwise'),
    XDG_FAKE_LOG: log,
    ...Object.fromEntries(CLIS.map(({ name }) => [`XDG_FAKE_${name.toUpperCase()}`, scenario])),
  };
  const call: CliCall = {
    prompt: 'Which?',
    model: null,
    effort: null,
    folder,
    access: 'read',
    timeoutMs: 120_000,
  };
  const ask = (cli: CodingCli, more: Partial<CliCall> = {}) => cli.run({ ...call, ...more }, env);
  return { root, folder, env, ask, calls: () => fakeCalls(log) };
}

/** Sets up a user's home that would steer whoever reads it; returns its files. */
function userHomeOf(root: string): Record<string, string> {
  const traps = ['.codex/AGENTS.md', '.codex/skills/x/SKILL.md', '.codex/hooks.json', '.gemini/GEMINI.md'];
  traps.push('.gemini/skills/x/SKILL.md', '.copilot/hooks/x.json', '.copilot/mcp-config.json');
  const files = {
    ...Object.fromEntries(traps.map((path) => [path, 'TRAP'])),
    '.codex/auth.json': '{"key":"the-login"}',
    '.codex/config.toml': `model = "the-usual-model"
developer_instructions = "TRAP"
[mcp_servers."with.a.dot"]
command = "TRAP"
`,
    '.gemini/oauth_creds.json': '{"key":"the-login"}',
    '.gemini/google_accounts.json': '{}',
    '.gemini/.env': 'GEMINI_SYSTEM_MD=TRAP\n',
    '.gemini/settings.json': `{ // mine
      "security": {"auth": {"selectedType": "oauth-personal"}}, "model": {"name": "the-usual-model"},
      "hooks": "TRAP", "mcpServers": {"a.b": "TRAP"} }`,
    '.copilot/config.json': '// managed\n{"copilotTokens":{"me":"the-login"},"trustedFolders":["TRAP"]}',
    '.copilot/settings.json': '{"model":"the-usual-model","hooks":"TRAP"}',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [join(root, path), text]));
}

describe.each(CLIS)('$title', (cli) => {
  const { name } = cli;

  test('answers a prompt of any length, with its tokens, and leaves no file anywhere', async () => {
    const { root, folder, ask, calls } = setUp();
    const before = treeOf(folder);
    const prompt = `Which? ${'x'.repeat(300_000)}`; // more than an argument may hold
    const answer = await ask(cli, { prompt, model: 'some-model' });
    expect(answer).toMatchObject({ text: `${name} says: it depends.`, served: 'some-model', costUsd: null });
    if ('failure' in answer) throw new Error(answer.message);
    const { usage } = answer;
    const expected = {
      codex: { input: 12_000, cacheRead: 1000, output: 340, thinking: 120 },
      gemini: { input: 800, cacheRead: 200, output: 100, thinking: 40 },
      copilot: { input: 200, cacheRead: 1000, output: 34, thinking: 12 },
    }[name as 'codex'];
    for (const [kind, tokens] of Object.entries(expected))
      expect(usage?.[kind as 'input'], kind).toBeCloseTo(tokens);
    expect(calls().at(-1)?.prompt).toBe(prompt);
    expect(treeOf(folder)).toEqual(before);
    expect(readdirSync(join(root, 'tierwise', 'cli'))).toEqual([]);
  });

  test.each([
    ['refusal', { codex: 'empty', gemini: 'refused', copilot: 'empty' }],
    ['empty', { codex: 'empty', gemini: 'empty', copilot: 'empty' }],
    ['error-inside', { codex: 'failed', gemini: 'failed', copilot: 'failed' }],
    ['storm', { codex: 'limit', gemini: 'limit', copilot: 'limit' }],
    ['nologin', { codex: 'login', gemini: 'login', copilot: 'login' }],
    ['killed', { codex: 'failed', gemini: 'failed', copilot: 'failed' }],
  ] as const)('%s is a failure that says what happened', async (scenario, kinds) => {
    const { ask } = setUp(scenario);
    const answer = await ask(cli);
    expect(answer).toMatchObject({ failure: kinds[name as 'codex'] });
    if (!('failure' in answer)) throw new Error('an answer');
    expect(answer.message).toContain(cli.title);
    expect(answer.message).not.toContain('\n');
    if (scenario === 'killed') expect(answer.message).toContain('was killed by something else');
  });

  test.skipIf(process.platform !== 'linux')(
    'one that hangs ends with its time, and so does the shell tool it started',
    async () => {
      const { root, ask } = setUp('hang');
      expect(await ask(cli, { timeoutMs: 1500 })).toMatchObject({ failure: 'timeout' });
      await expectNoProcess(root);
    },
  );

  test.skipIf(process.platform !== 'linux')('an abort ends it', async () => {
    const { root, ask } = setUp('hang');
    const controller = new AbortController();
    const running = ask(cli, { signal: controller.signal });
    await expect.poll(() => processesWith(root).length).toBeGreaterThan(2);
    controller.abort();
    expect(await running).toMatchObject({ failure: 'aborted' });
    await expectNoProcess(root);
  });

  test('not installed is a failure of its own, and says how to get it', async () => {
    const { env, ask } = setUp();
    env.PATH = '/usr/bin:/bin';
    expect(await ask(cli)).toMatchObject({
      failure: 'missing',
      message: expect.stringContaining('npm install -g'),
    });
    expect(await cli.status(env)).toMatchObject({
      version: null,
      hint: expect.stringContaining('npm install -g'),
    });
  });

  test('other vendors’ keys are kept from it', async () => {
    const { env, ask, calls } = setUp();
    Object.assign(env, {
      ANTHROPIC_API_KEY: 'k1',
      OPENAI_API_KEY: 'k2',
      GEMINI_API_KEY: 'k3',
      TIERWISE_KEY_X: 'k4',
    });
    await ask(cli);
    const seen = calls().at(-1)?.env ?? {};
    expect([seen.ANTHROPIC_API_KEY, seen.TIERWISE_KEY_X]).toEqual([undefined, undefined]);
    expect('OPENAI_API_KEY' in seen).toBe(name === 'codex');
    expect('GEMINI_API_KEY' in seen).toBe(name === 'gemini');
  });

  test('may change the folder only with write access', async () => {
    const { folder, ask } = setUp('edit');
    const before = treeOf(folder);
    const file = join(folder, `made-by-${name}.txt`);
    for (const access of ['none', 'read'] as const) {
      expect(await ask(cli, { access })).toMatchObject({ text: 'The file is written.' }); // its word, not the tree
      expect(treeOf(folder)).toEqual(before);
    }
    expect(await ask(cli, { access: 'write' })).toMatchObject({ text: 'The file is written.' });
    expect(treeOf(folder)).toEqual({ ...before, [file]: 'made\n' });
  });

  test.each(['none', 'write'] as const)(
    'gets a home of its own with %s access: the login, and nothing else of its user’s',
    async (access) => {
      const { root, env, ask, calls } = setUp();
      const files = userHomeOf(root);
      expect(await ask(cli, { access })).toMatchObject({ text: `${name} says: it depends.` });
      const { home, env: seen } = calls().at(-1) as FakeCall;
      expect(Object.keys(home).sort()).toEqual(
        {
          codex: ['auth.json', 'config.toml'],
          gemini: ['google_accounts.json', 'oauth_creds.json', 'settings.json'],
          copilot: ['config.json', 'settings.json'],
        }[name as 'codex'],
      );
      const all = Object.values(home).join('\n');
      expect(all).toContain('the-login');
      expect(all).toContain('the-usual-model');
      expect(all).not.toContain('TRAP');
      expect(seen.HOME).toBe(root);
      expect(JSON.stringify(seen)).not.toContain('TRAP');
      expect(treeOf(root)).toMatchObject(files);
      expect(readdirSync(join(root, 'tierwise', 'cli'))).toEqual([]);
      expect((await cli.status(env)).sees).toBe('');
    },
  );

  test('a login that it renews is renewed for its user', async () => {
    const { root, ask } = setUp('renew');
    userHomeOf(root);
    expect(await ask(cli)).toMatchObject({ text: `${name} says: it depends.` });
    const file = {
      codex: '.codex/auth.json',
      gemini: '.gemini/oauth_creds.json',
      copilot: '.copilot/config.json',
    };
    const text = readFileSync(join(root, file[name as 'codex']), 'utf8');
    expect(text).toContain('"renewed":');
    if (name === 'copilot') expect(text).toMatch(/^\/\/ managed\n\{[\s\S]*TRAP/);
    expect(text).not.toContain('firstLaunchAt');
  });

  test('one that is too old is told before anything is asked', async () => {
    const { env } = setUp();
    env[`XDG_FAKE_${name.toUpperCase()}_VERSION`] = name === 'codex' ? 'codex-cli 0.9.9' : '0.9.9';
    const { trouble } = await cli.status(env);
    expect(trouble).toMatch(/^[^\n]* CLI 0\.9\.9 is too old: \S+ or later is needed \(npm install -g \S+\)$/);
  });

  test('its version and login are known', async () => {
    const { env } = setUp();
    const versions = { codex: '0.169.0', gemini: '0.61.0', copilot: '1.0.102' };
    expect((await cli.status(env)).version).toBe(versions[name as 'codex']);
    Object.assign(env, { XDG_FAKE_CODEX: 'nologin' });
    expect((await cli.status(env)).loggedIn).toBe(name === 'copilot' ? null : false);
    expect((await cli.status(env)).billedTo).toBe('its login');
    Object.assign(env, { CODEX_API_KEY: 'k', GEMINI_API_KEY: 'k', COPILOT_GITHUB_TOKEN: 'k' });
    const payers = { codex: 'CODEX_API_KEY', gemini: 'GEMINI_API_KEY', copilot: 'COPILOT_GITHUB_TOKEN' };
    const billedTo = expect.stringContaining(payers[name as 'codex']);
    expect(await cli.status(env)).toMatchObject({ loggedIn: true, hint: '', billedTo });
  });
});

test('what a call left that was killed with us is removed by a later one, two days on', async () => {
  const { root, ask } = setUp();
  const days = (count: number): Date => new Date(Date.now() - count * 24 * 3_600_000);
  for (const [name, age] of [
    ['call-old', 3],
    ['call-running', 1],
    ['other', 9],
  ] as const) {
    const folder = join(root, 'tierwise', 'cli', name);
    mkdirSync(folder, { recursive: true });
    utimesSync(folder, days(age), days(age));
  }
  await ask(copilot);
  expect(readdirSync(join(root, 'tierwise', 'cli')).sort()).toEqual(['call-running', 'other']);
});

test('a word about the model that answered in place of the one asked is believed', async () => {
  const { ask } = setUp();
  expect(await ask(gemini)).toMatchObject({ served: 'gemini-3.8-flash' });
  expect(await ask(codex)).toMatchObject({ served: null });
});

test('Codex with a provider of its user’s own needs no login at OpenAI', async () => {
  const { env, root } = setUp('nologin');
  expect((await codex.status(env)).loggedIn).toBe(false);
  mkdirSync(join(root, '.codex'));
  writeFileSync(join(root, '.codex', 'config.toml'), 'model_provider = "mine"\n');
  expect((await codex.status(env)).loggedIn).toBeNull();
});

test('Codex without a network gives up', async () => {
  const { ask } = setUp('nonetwork');
  expect(await ask(codex)).toMatchObject({ failure: 'failed' });
});

test.each(['read', 'write'] as const)(
  'Codex (%s) goes without its user’s plugins and the folder’s instructions, and gets the schema as a file',
  async (access) => {
    const { ask, calls } = setUp();
    await ask(codex, { access, schema: { type: 'object' } });
    const { args } = calls().at(-1) as { args: string[] };
    expect(args).toEqual(
      expect.arrayContaining([
        ...['features.apps=false', 'features.plugins=false', 'features.hooks=false'],
        ...['skills.include_instructions=false', 'project_doc_max_bytes=0', '--output-schema'],
      ]),
    );
    expect(args).toContain('shell_environment_policy.inherit="core"');
  },
);

test('Gemini starts in a folder of ours where it may only read, and takes no address from the folder’s .env', async () => {
  const { folder, ask, calls } = setUp();
  await ask(gemini);
  const reading = calls().at(-1);
  expect(reading?.cwd).not.toContain(folder);
  expect(reading?.args).toContain(folder);
  expect(reading?.env.SURFACE).toBe('Github');
  await ask(gemini, { access: 'write' });
  expect(calls().at(-1)).toMatchObject({ cwd: folder, env: { GOOGLE_GEMINI_BASE_URL: '' } });
});

test('Copilot is never left to replace itself, to allow everything by a variable, or with an empty list of tools', async () => {
  const { env, ask, calls } = setUp();
  env.COPILOT_ALLOW_ALL = 'true';
  for (const access of ['none', 'read'] as const) {
    await ask(copilot, { access });
    const seen = calls().at(-1);
    expect(seen?.args).toContain('--no-auto-update');
    expect(seen?.env.COPILOT_AUTO_UPDATE).toBe('false');
    expect(seen?.env.COPILOT_ALLOW_ALL).toBeUndefined();
    expect(seen?.args.find((arg) => arg.startsWith('--available-tools='))).toMatch(/=(none|view,rg,glob)$/);
  }
});
