// How Gemini's user logs in, and what of it goes along.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { geminiLogin, lendGeminiHome } from '../../src/ask/gemini-home.ts';

const ENV = `# mine
export GEMINI_API_KEY="k 1" # the key
GOOGLE_CLOUD_PROJECT='p'
GOOGLE_GEMINI_BASE_URL=https://gateway.example
GEMINI_SYSTEM_MD=/trap.md
NODE_OPTIONS=--require=/trap.js
HTTPS_PROXY=
`;

function setUp(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const own = { path: join(root, 'own'), work: join(root, 'own', 'work'), onLeave: () => {} };
  for (const folder of [join(root, '.gemini'), own.work]) mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return { env: { HOME: root }, own };
}

test('a key in the user’s .env is a login, and goes along in the environment, never as a file the model can read', () => {
  const { env, own } = setUp({ '.gemini/.env': ENV });
  expect(geminiLogin(env)).toEqual({ loggedIn: true, billedTo: 'GEMINI_API_KEY in its .env' });
  const lent = lendGeminiHome(own, 'read', env);
  expect(lent.env).toEqual({
    GEMINI_API_KEY: 'k 1',
    GOOGLE_CLOUD_PROJECT: 'p',
    GOOGLE_GEMINI_BASE_URL: 'https://gateway.example',
    GEMINI_CLI_HOME: join(own.path, 'home'),
  });
  expect(readFileSync(join(own.work, '.gemini', '.env'), 'utf8')).toBe('');
});

test.each([
  [{}, false],
  [{ '.env': 'GEMINI_API_KEY=k' }, true],
  [{ '.gemini/oauth_creds.json': '{}' }, true],
  [{ '.gemini/gemini-credentials.json': 'x' }, true],
  [{ '.gemini/settings.json': '{"security":{"auth":{"selectedType":"vertex-ai"}}} // mine' }, null],
])('with %j it is logged in: %s', (files, loggedIn) => {
  expect(geminiLogin(setUp(files).env).loggedIn).toBe(loggedIn);
});
