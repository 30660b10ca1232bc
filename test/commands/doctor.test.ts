// Who can be asked, told without asking anybody.
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { TABLE_DATE } from '../../src/models/table.ts';
import { fakeCalls, installFakes } from '../support/coding-clis.ts';
import { sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import { REPOSITORY } from '../support/repository.ts';

// The prices are of today: old ones are a finding.
beforeEach(() => void vi.useFakeTimers({ now: new Date(TABLE_DATE), toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

test('an empty machine: nobody, how to get each, exit code 1', async () => {
  const box = sandbox();
  Object.assign(box.env, { PATH: '/usr/bin:/bin', OLLAMA_HOST: '127.0.0.1:9' });
  const { code, stdout } = await box.run(['doctor']);
  expect(code).toBe(1);
  for (const hint of [
    'set ANTHROPIC_API_KEY',
    'npm install -g @anthropic-ai/claude-code',
    'npm install -g @openai/codex, then run codex login',
    'npm install -g @google/gemini-cli',
    'npm install -g @github/copilot',
    'set OPENAI_API_KEY',
    'ollama serve',
    'No model is available yet.',
  ])
    expect(stdout).toContain(hint);
});

test('what is installed, logged in and reachable, with versions, and no model is asked', async () => {
  const api = await serve({});
  const models = createServer((_, response) => response.end('{"data":[{"id":"llama3"}]}'));
  await new Promise<void>((resolve) => models.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void models.close());
  const local = `127.0.0.1:${(models.address() as AddressInfo).port}`;
  const box = sandbox(api.url);
  Object.assign(box.env, {
    PATH: installFakes(box.home),
    XDG_FAKE_LOG: box.file('calls.jsonl'),
    XDG_FAKE_CODEX: 'nologin',
    GEMINI_API_KEY: 'AIza-fake',
    OLLAMA_HOST: local.replace('127.0.0.1', '0.0.0.0'), // as its server is told to be reached by others
    CLAUDE_CODE_EXECPATH: join(REPOSITORY, 'node_modules', '.bin', 'claude'),
  });
  const { code, stdout } = await box.run(['doctor', '--json']);
  expect(code).toBe(0);
  const { respondents } = JSON.parse(stdout);
  const of = (wanted: string) => respondents.find(({ name }: { name: string }) => name === wanted);
  expect(of('api')).toMatchObject({
    loggedIn: true,
    reachable: true,
    ready: true,
    ask: 'api:opus',
    hint: '',
  });
  expect(of('claude')).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    loggedIn: false,
    ready: false,
  });
  expect(of('codex')).toMatchObject({ version: '0.169.0', loggedIn: false, ready: false });
  expect(of('codex').hint).toContain('run codex login');
  expect(of('gemini')).toMatchObject({ version: '0.61.0', loggedIn: true, ready: true });
  expect(of('copilot')).toMatchObject({ version: '1.0.102', loggedIn: null, ready: true });
  expect(of('ollama')).toMatchObject({
    reachable: true,
    ready: true,
    ask: `openai:llama3@http://${local}/v1`,
  });
  expect(api.requests).toHaveLength(0);
  expect(fakeCalls(box.file('calls.jsonl'))).toEqual([]);
});

test('a key for a server that is not there cannot be used', async () => {
  const box = sandbox('http://127.0.0.1:9');
  Object.assign(box.env, { PATH: '/usr/bin:/bin', OLLAMA_HOST: '127.0.0.1:9' });
  const { code, stdout } = await box.run(['doctor']);
  expect(code).toBe(1);
  expect(stdout).toContain('no connection to http://127.0.0.1:9');
});

test('--fix says what it changed, --probe names a gateway that drops schemas, and both end with 1', async () => {
  const api = await serve({ react: () => ({ text: 'The sky is blue.' }) });
  const box = sandbox(api.url);
  Object.assign(box.env, { PATH: '/usr/bin:/bin', OLLAMA_HOST: '127.0.0.1:9' });
  mkdirSync(box.file('.claude/agents'), { recursive: true });
  box.write('.claude/agents/x.md', '---\nname: x\nModel: haiku\n---\nFind.\n');
  mkdirSync(box.file('home/tierwise'));
  const local = 'openai:llama3@http://127.0.0.1:9/v1';
  box.write('home/tierwise/tierwise.md', `---\ntiers: { local: { model: "${local}" } }\n---\n`);
  const { code, stdout } = await box.run(['doctor', '--fix', '--probe', '--json']);
  expect(code).toBe(1);
  const { respondents, pays, tiers, versions, findings, fixed } = JSON.parse(stdout);
  expect(tiers.slice(0, 2)).toMatchObject([
    { tier: 'local', model: local, inputUsd: 0, outputUsd: 0, residence: 'never leaves this machine' },
    { tier: 'haiku', model: 'claude-haiku-5-5', inputUsd: 0.1, outputUsd: 0.5, images: true },
  ]);
  expect(respondents).toHaveLength(7);
  expect(pays[1]).toEqual({
    what: 'bulk runs and opinions',
    who: `the credential in ANTHROPIC_API_KEY, at ${api.url}`,
  });
  expect(versions.node).toBe(process.versions.node);
  expect(fixed).toEqual([
    { file: box.file('.claude/agents/x.md'), line: 3, from: 'Model: haiku', to: 'model: haiku' },
  ]);
  expect(box.read('.claude/agents/x.md')).toBe('---\nname: x\nmodel: haiku\n---\nFind.\n');
  const wrong = findings.filter(({ level }: { level: string }) => level === 'wrong');
  expect(wrong.map(({ fault }: { fault: string }) => fault)).toEqual(['schema-dropped']);
  expect(api.requests).toHaveLength(1);
});

test('a CLI that is too old is not ready, and the hint says how to get a newer one', async () => {
  const box = sandbox();
  Object.assign(box.env, {
    PATH: installFakes(box.home, ['copilot']),
    XDG_FAKE_COPILOT_VERSION: 'GitHub Copilot CLI 1.0.9.',
    OLLAMA_HOST: '127.0.0.1:9',
  });
  const { respondents } = JSON.parse((await box.run(['doctor', '--json'])).stdout);
  expect(respondents.find(({ name }: { name: string }) => name === 'copilot')).toMatchObject({
    version: '1.0.9',
    ready: false,
    hint: 'Copilot CLI 1.0.9 is too old: 1.0.81 or later is needed (npm install -g @github/copilot)',
  });
});
