// What each program that we start sees of an environment full of secrets: exactly these names, whatever it is started for.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { claudeBackend } from '../src/ask/claude.ts';
import { claudeCli } from '../src/ask/claude-cli.ts';
import { codex } from '../src/ask/codex.ts';
import type { CliCall, CodingCli } from '../src/ask/coding-cli.ts';
import { copilot } from '../src/ask/copilot.ts';
import { gemini } from '../src/ask/gemini.ts';
import { environmentFor } from '../src/credentials.ts';
import { gitAsTyped, gitNow } from '../src/git.ts';
import { examine } from '../src/opinion/doctor.ts';
import { shell } from '../src/plan/run/shell.ts';

/** Made up, and none of them anybody's business; some begin like a name that is allowed. */
const SECRETS =
  `AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_BEARER_TOKEN_BEDROCK AWS_PROFILE NPM_TOKEN NODE_AUTH_TOKEN
npm_config__authToken NPM_CONFIG_TOKEN STRIPE_KEY FOO_API_KEY MISTRAL_API_KEY GROQ_API_KEY XAI_API_KEY DEEPSEEK_API_KEY COHERE_API_KEY
HF_TOKEN HUGGING_FACE_HUB_TOKEN REPLICATE_API_TOKEN DATABASE_URL PGPASSWORD MYSQL_PWD REDIS_URL SLACK_TOKEN SENTRY_AUTH_TOKEN
DD_API_KEY VAULT_TOKEN SSH_AUTH_SOCK GPG_PASSPHRASE SUDO_ASKPASS TWINE_PASSWORD UV_PUBLISH_TOKEN CARGO_REGISTRY_TOKEN POETRY_PYPI_TOKEN_X
PIP_INDEX_URL HOMEBREW_GITHUB_API_TOKEN DOCKER_AUTH_CONFIG KUBECONFIG CI_JOB_TOKEN NETLIFY_AUTH_TOKEN VERCEL_TOKEN FLY_API_TOKEN
XDG_SECRET LC_TOKEN DISABLE_TOKEN TIERWISE_KEY_X TIERWISE_GATEWAY_KEY GIT_DIR GIT_SSH_COMMAND GIT_CONFIG_COUNT GITLAB_TOKEN`
    .trim()
    .split(/\s+/);

const ANTHROPIC = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'];
const CLAUDE = [
  'ANTHROPIC_MODEL',
  'CLAUDE_CODE_OAUTH_TOKEN',
  'CLAUDE_CONFIG_DIR',
  'DISABLE_TELEMETRY',
  'CLAUDE_CODE_EXECPATH',
];
const OPENAI = [
  'OPENAI_API_KEY',
  'CODEX_API_KEY',
  'CODEX_HOME',
  'AZURE_OPENAI_API_KEY',
  'OPENROUTER_API_KEY',
];
const GOOGLE = ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_APPLICATION_CREDENTIALS'];
const GITHUB = ['COPILOT_GITHUB_TOKEN', 'COPILOT_PROVIDER_API_KEY', 'GH_TOKEN', 'GITHUB_TOKEN'];
const BASE = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'XDG_CACHE_HOME',
  'HTTPS_PROXY',
  'no_proxy',
  'SSL_CERT_FILE',
  'NODE_EXTRA_CA_CERTS',
];
const BUILD = ['CI', 'JAVA_HOME', 'GOPATH', 'CARGO_HOME', 'npm_config_cache', 'NODE_ENV', 'VIRTUAL_ENV'];
/** Set by our adapters, or by the shell that the recorder is. */
const OURS = [
  'COPILOT_AUTO_UPDATE',
  'GEMINI_CLI_NO_RELAUNCH',
  'GEMINI_CLI_HOME',
  'COPILOT_HOME',
  'SURFACE',
  'CLAUDE_CODE_MAX_OUTPUT_TOKENS',
  'CLAUDE_CODE_SHELL_PREFIX',
  'TIERWISE_CALL',
  'PWD',
  'OLDPWD',
  'SHLVL',
  '_',
];
/** Emptied for Gemini where it may write, so that no .env file can set them. */
const EMPTIED =
  /^(?:GOOGLE_(?:GEMINI|VERTEX)_BASE_URL|CODE_ASSIST_ENDPOINT|GEMINI_SYSTEM_MD|HTTP_PROXY|https?_proxy|NODE_OPTIONS|SANDBOX_FLAGS|GEMINI_SANDBOX)$/;
const GIT =
  /^GIT_(?:CONFIG_(?:COUNT|KEY_\d+|VALUE_\d+)|TERMINAL_PROMPT|OPTIONAL_LOCKS|NO_LAZY_FETCH|ALLOW_PROTOCOL)$/;

function setUp() {
  const root = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const bin = join(root, 'bin');
  mkdirSync(bin);
  const log = join(root, 'names');
  // In one write, as several run at once.
  const recorder = `#!/bin/sh\nnames=$(env | sed -n 's/^\\([A-Za-z_0-9]*\\)=.*/\\1/p')\nprintf '== %s\\n%s\\n' "$*" "$names" >> '${log}'
case "$0 $*" in */git*--version*) echo git version 9.9.9 ;; *--version*) echo 9.9.9 ;; *auth*) echo '{"loggedIn": true}' ;; *mcp*) echo '{}' ;; esac\n`;
  for (const name of ['claude', 'codex', 'gemini', 'copilot', 'git']) {
    writeFileSync(join(bin, name), recorder);
    chmodSync(join(bin, name), 0o755);
  }
  const every = [...SECRETS, ...ANTHROPIC, ...CLAUDE, ...OPENAI, ...GOOGLE, ...GITHUB, ...BASE, ...BUILD];
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(every.map((name) => [name, 'made-up'])),
    ...{ PATH: `${bin}:/usr/bin:/bin`, HOME: root, TIERWISE_HOME: join(root, 'data') },
    ...{ CLAUDE_CODE_EXECPATH: join(bin, 'claude'), PIP_INDEX_URL: 'https://me:secret@pypi.invalid/simple' },
    ...{ CLAUDE_CODE_EFFORT_LEVEL: '', HTTPS_PROXY: 'http://me:word@proxy.invalid:1' },
  };
  delete env.CLAUDE_CODE_EFFORT_LEVEL;
  /** For each start of a program its arguments and the names it saw, ours left out. */
  const seen = (): { args: string; names: string[] }[] =>
    (existsSync(log) ? readFileSync(log, 'utf8') : '')
      .split(/^== /m)
      .slice(1)
      .map((start) => {
        const [args = '', ...names] = start.trimEnd().split('\n');
        return { args, names: names.filter((name) => !OURS.includes(name)).sort() };
      });
  const call: CliCall = {
    prompt: 'Q',
    model: null,
    effort: null,
    folder: root,
    access: 'none',
    timeoutMs: 120_000,
  };
  return { root, env, seen, call, log };
}

const exactly = (...names: string[][]): string[] => [...new Set(names.flat())].sort();

const CLIS: [CodingCli, string[]][] = [
  [claudeCli, [...CLAUDE, ...ANTHROPIC]],
  [codex, OPENAI],
  [gemini, GOOGLE],
  [copilot, GITHUB],
];

test.each(CLIS)(
  '$name as a voice sees its own vendor’s variables, asked for its version and login, too',
  async (cli, own) => {
    const { env, seen, call } = setUp();
    await cli.status(env);
    await cli.run(call, env);
    expect(seen().length).toBeGreaterThanOrEqual(2);
    for (const { args, names } of seen()) expect(names, args).toEqual(exactly(BASE, own));
  },
);

test.each(CLIS)('$name as the one who carries out a step sees what a build needs, too', async (cli, own) => {
  const { env, seen, call } = setUp();
  await cli.run({ ...call, access: 'write' }, env);
  expect(seen()).not.toEqual([]);
  for (const { names } of seen())
    expect(names.filter((name) => !EMPTIED.test(name))).toEqual(
      exactly(BASE, own, BUILD).filter((name) => !EMPTIED.test(name)),
    );
});

test('claude -p for items sees its login and no key', async () => {
  const { env, seen } = setUp();
  const backend = claudeBackend(env);
  const request = {
    model: 'm',
    system: '',
    cacheSystem: null,
    user: 'x',
    schema: null,
    maxTokens: 10,
    effort: null,
    thinking: null,
  };
  await backend?.ask(request).catch(() => {});
  expect(seen().map(({ args }) => args.split(' ')[0])).toEqual(['auth', '-p']);
  for (const { names } of seen()) expect(names).toEqual(exactly(BASE, CLAUDE));
});

test('a plan’s commands see what a build needs, and what the user names', async () => {
  const { root, env, log, seen } = setUp();
  const run = () =>
    shell(
      { env, mark: 'x' },
      `echo '== check' >> ${log}; env | cut -d= -f1 >> ${log}`,
      { folder: root, gitDir: '', from: '', fresh: true, made: new Map(), tracked: null, own: null as never },
      1,
    );
  await run();
  env.TIERWISE_PASS_ENV = 'DATABASE_URL, codex:MISTRAL_API_KEY';
  await run();
  expect(seen().map(({ names }) => names)).toEqual([
    exactly(BASE, BUILD),
    exactly(BASE, BUILD, ['DATABASE_URL']),
  ]);
  expect(Object.keys(environmentFor('codex', env)).sort()).toEqual(
    exactly(BASE, OPENAI, ['MISTRAL_API_KEY']),
  );
});

test('a name to pass on that cannot be read is refused', () => {
  for (const value of ['A B', 'nobody:KEY', 'constructor:KEY', 'NAME=value', 'codex:'])
    expect(() => environmentFor('check', { TIERWISE_PASS_ENV: value }), value).toThrow(
      /^TIERWISE_PASS_ENV: ".*" names no variable/,
    );
});

test('git sees no credential, and no folder that is not named in full', async () => {
  const { root, env, seen } = setUp();
  gitNow(['status'], { cwd: root, env });
  await gitAsTyped(['merge', 'x'], { cwd: root, env });
  const [version, driver, status, merge] = seen();
  for (const one of [version, driver, status])
    expect(one?.names.filter((name) => !GIT.test(name))).toEqual(exactly(BASE));
  expect(merge?.names).toEqual(exactly(BASE, BUILD));
  expect(environmentFor('git', { PATH: `.:${root}::bin:/usr/bin` }).PATH).toBe(`${root}:/usr/bin`);
});

test('doctor’s looks show no program another vendor’s key', async () => {
  const { env, seen } = setUp();
  delete env.ANTHROPIC_API_KEY;
  delete env.ANTHROPIC_AUTH_TOKEN;
  delete env.OPENAI_API_KEY;
  env.OLLAMA_HOST = 'http://127.0.0.1:9';
  await examine(env);
  const allowed = exactly(BASE, CLAUDE, OPENAI, GOOGLE, GITHUB);
  expect(seen().length).toBeGreaterThanOrEqual(5);
  for (const { args, names } of seen()) {
    expect(
      names.filter((name) => !allowed.includes(name)),
      args,
    ).toEqual([]);
    const vendors = [CLAUDE, OPENAI, GOOGLE, GITHUB].filter((own) =>
      own.some((name) => names.includes(name)),
    );
    expect(vendors, args).toHaveLength(1);
  }
});

test.each([
  [
    'CLAUDE_CODE_USE_BEDROCK',
    '1',
    [
      'AWS_ACCESS_KEY_ID',
      'AWS_BEARER_TOKEN_BEDROCK',
      'AWS_PROFILE',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
    ],
  ],
  ['CLAUDE_CODE_USE_BEDROCK', '0', []],
  ['CLAUDE_CODE_USE_VERTEX', 'true', ['GOOGLE_API_KEY', 'GOOGLE_APPLICATION_CREDENTIALS']],
] as const)('Claude Code with %s=%s sees of its cloud %j', (name, value, expected) => {
  const { env } = setUp();
  const names = Object.keys(environmentFor('claude', { ...env, [name]: value }));
  expect(names.filter((one) => /^(?:AWS|GOOGLE)_/.test(one)).sort()).toEqual(expected);
  expect(
    Object.keys(environmentFor('codex', { ...env, [name]: value })).filter((one) => /^AWS/.test(one)),
  ).toEqual([]);
});
