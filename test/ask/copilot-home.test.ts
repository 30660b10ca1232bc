// What Copilot noted of a login, in the file that 1.0.102 writes.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { copilotLogin, lendCopilotHome } from '../../src/ask/copilot-home.ts';

const NOTED = `// User settings belong in settings.json.
// This file is managed automatically.
{
  "authTokens": { "https://github.com:me:github": { "token": "t" } },
  "loggedInUsers": [{ "host": "https://github.com", "login": "me", "kind": "githubDotCom" }],
  "lastLoggedInUser": { "host": "https://github.com", "login": "me" },
  "trustedFolders": ["/x"]
}
`;

function setUp(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { HOME: root };
}

test.each([
  [{ '.copilot/config.json': NOTED }, true],
  [{ '.copilot/config.json': '{"loggedInUsers": [], "firstLaunchAt": 1}' }, false],
  [{ '.copilot/config.json': '{"firstLaunchAt": 1}', '.config/gh/hosts.yml': 'github.com:' }, null],
  [{}, null],
])('with %j it is logged in: %s', (files, loggedIn) => {
  expect(copilotLogin(setUp(files))).toBe(loggedIn);
});

test('the login is lent whole, and nothing beside it', () => {
  const env = setUp({ '.copilot/config.json': NOTED });
  const own = mkdtempSync(join(env.HOME, 'own-'));
  const home = lendCopilotHome(own, env).env.COPILOT_HOME ?? '';
  const lent = JSON.parse(readFileSync(join(home, 'config.json'), 'utf8'));
  expect(Object.keys(lent)).toEqual(['authTokens', 'loggedInUsers', 'lastLoggedInUser']);
});
