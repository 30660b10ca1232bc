// What Codex is lent of its user's settings, and what it goes without where the login cannot be taken along.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { expect, onTestFinished, test } from 'vitest';
import { codexSettings, lendCodexHome } from '../../src/ask/codex-home.ts';

const PROVIDER = `model_provider = "mine.own"
approval_policy = "never"
[model_providers."mine.own"]
base_url = "https://models.example/v1?a=\\"b\\""
http_headers = { "X-Team" = "a\\tb" }
query_params = { api-version = "2026-01-01" }
request_max_retries = 3
[mcp_servers."with.a.dot"]
command = "trap"
`;

function setUp(text: string, login = true) {
  const root = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const env = { HOME: root, CODEX_HOME: join(root, 'codex') };
  const own = join(root, 'own');
  for (const folder of [env.CODEX_HOME, own]) mkdirSync(folder);
  writeFileSync(join(env.CODEX_HOME, 'config.toml'), text);
  if (login) writeFileSync(join(env.CODEX_HOME, 'auth.json'), '{"key":"k"}');
  return { env, own };
}

test('how its models are reached is lent word for word, and no server, rule or instruction', () => {
  const { env, own } = setUp(PROVIDER);
  const lent = lendCodexHome(own, env);
  const home = lent.env.CODEX_HOME ?? '';
  const { model_provider, model_providers } = parse(PROVIDER);
  const settings = parse(readFileSync(join(home, 'config.toml'), 'utf8'));
  expect(settings).toEqual({ model_provider, model_providers });
  expect(readFileSync(join(home, 'auth.json'), 'utf8')).toBe('{"key":"k"}');
  expect(lent.args).toEqual([]);
});

test('of a profile that is the usual one, too', () => {
  const text =
    'model = "a"\nprofile = "work"\n[profiles.work]\nmodel = "b"\ndeveloper_instructions = "trap"\n';
  const { env, own } = setUp(text);
  const home = lendCodexHome(own, env).env.CODEX_HOME ?? '';
  expect(parse(readFileSync(join(home, 'config.toml'), 'utf8'))).toEqual({ model: 'b' });
});

test('a login in the key chain is bound to its home, whose settings then stay out', () => {
  const text = `model = "m"\ncli_auth_credentials_store = "keyring"\ndeveloper_instructions = "trap"\n`;
  const { env, own } = setUp(text, false);
  expect(codexSettings(env).isHomeBound).toBe(true);
  expect(lendCodexHome(own, env)).toMatchObject({
    env: {},
    args: ['--ignore-user-config', '-c', 'model="m"', '-c', 'cli_auth_credentials_store="keyring"'],
  });
  expect(codexSettings({ ...env, CODEX_API_KEY: 'k' }).isHomeBound).toBe(false);
});

test.each([
  ['', true, false],
  ['cli_auth_credentials_store = "auto"', true, false],
  ['cli_auth_credentials_store = "auto"', false, true],
  ['', false, false],
  ['model_provider = "p"\ncli_auth_credentials_store = "keyring"', false, false],
])('with %j and a login in a file %s it is bound to its home: %s', (text, login, isHomeBound) => {
  expect(codexSettings(setUp(text, login).env)).toMatchObject({ isHomeBound, trouble: '' });
});

test('settings that cannot be read are told with their line', () => {
  const { env } = setUp('model = "a"\nmodel = \n');
  expect(codexSettings(env).trouble).toMatch(/codex\/config\.toml:2 cannot be read: [^\n]+$/);
});
