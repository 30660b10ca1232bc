// The command's side of the channel to a session: the offer, who may take packs, and what comes of answers.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AskError, type AskRequest } from '../../src/ask/backend.ts';
import { liveBackend } from '../../src/ask/live.ts';
import type { LiveAnswer } from '../../src/ask/live-protocol.ts';
import { LiveSocket } from '../../src/ask/live-socket.ts';

const REQUEST: AskRequest = {
  ...{
    model: 'claude-haiku-5-5',
    system: 'Tag it.',
    cacheSystem: '5m',
    user: 'x',
    schema: { type: 'object' },
  },
  ...{ maxTokens: 6000, effort: 'low', thinking: null },
};
const USAGE = { input: 10, output: 5, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

function post(socketPath: string, path: string, body: object): Promise<{ status: number; said: unknown }> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path, method: 'POST' }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, said: text ? JSON.parse(text) : null }),
      );
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}

function socketFor(secret: string): LiveSocket {
  const socket = new LiveSocket(secret);
  onTestFinished(() => socket.close());
  return socket;
}

const pack = (id: number) => ({
  ...{
    id,
    model: 'm',
    system: 's',
    cacheSystem: false,
    user: 'u',
    maxTokens: 1,
    effort: null,
    timeoutMs: 1000,
  },
});

test('only who knows the secret gets packs, and only this user gets to the socket', async () => {
  const socket = socketFor('the secret');
  void socket.ask(pack(1), undefined);
  expect(statSync(dirname(socket.path)).mode & 0o777).toBe(0o700);
  expect(await post(socket.path, '/packs', { secret: 'a guess', room: 5 })).toEqual({
    status: 403,
    said: null,
  });
  expect(await post(socket.path, '/packs', { room: 5 })).toEqual({ status: 403, said: null });
  const { said } = await post(socket.path, '/packs', { secret: 'the secret', room: 5 });
  expect(said).toEqual({ packs: [pack(1)], share: null });
});

test('a pack is given out once, its answer counts once, and an answer to nothing is nothing', async () => {
  const socket = socketFor('s');
  const answers = [1, 2].map((id) => socket.ask(pack(id), undefined));
  const first = await post(socket.path, '/packs', { secret: 's', room: 1 });
  expect(first.said).toMatchObject({ packs: [{ id: 1 }] });
  const second = await post(socket.path, '/packs', { secret: 's', room: 9 });
  expect(second.said).toMatchObject({ packs: [{ id: 2 }] });
  const answer = (id: number, text: string): LiveAnswer => ({
    ...{ id, text, usage: USAGE, served: 'm', requestId: null },
  });
  await post(socket.path, '/answers', {
    secret: 's',
    answers: [answer(2, 'two'), answer(1, 'one'), answer(1, 'again'), answer(7, 'none')],
  });
  expect(await Promise.all(answers)).toMatchObject([
    { answer: { text: 'one' } },
    { answer: { text: 'two' } },
  ]);
});

test('a run that is stopped gives up what it has asked, and says whether that was under way', async () => {
  const socket = socketFor('s');
  const stop = new AbortController();
  const waiting = socket.ask(pack(1), stop.signal);
  stop.abort();
  expect(await waiting).toMatchObject({ answer: null, sent: false });
});

// A module that takes every offer in a folder and answers packs with what `answer` is, in a process of its own, as whoever chooses a
// backend waits for it.
const MODULE = `
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { request } = require('node:http');
const [folder, taken, answer] = [process.argv[1], ...process.argv.slice(2).map((text) => JSON.parse(text))];
const post = (socketPath, path, body) => new Promise((resolve, reject) => {
  const sent = request({ socketPath, path, method: 'POST' }, (response) => {
    let text = '';
    response.on('data', (chunk) => { text += chunk; });
    response.on('end', () => resolve(JSON.parse(text)));
  });
  sent.on('error', reject);
  sent.end(JSON.stringify(body));
});
const look = setInterval(async () => {
  const name = readdirSync(folder).find((one) => one.startsWith('run-'));
  if (!name) return;
  clearInterval(look);
  const { run, socket, secret } = JSON.parse(readFileSync(folder + '/' + name, 'utf8'));
  writeFileSync(folder + '/taken-' + run + '.json', JSON.stringify({ v: 1, run, ...taken }));
  for (;;) {
    const { packs } = await post(socket, '/packs', { secret, room: 4 });
    for (const { id, ...pack } of packs)
      await post(socket, '/answers', { secret, answers: [{ id, ...answer, ...(answer.text === 'echo' && { text: JSON.stringify(pack) }) }] });
  }
}, 5);
process.on('unhandledRejection', () => process.exit(0));
`;

interface World {
  taken?: object;
  answer?: object;
  presence?: object | null;
  env?: NodeJS.ProcessEnv;
}

function inSession({
  taken = { ceilingUsd: 5, width: 7 },
  answer = {},
  presence = {},
  env = {},
}: World = {}) {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  const folder = join(home, 'live', 's1');
  mkdirSync(folder, { recursive: true });
  const said = {
    v: 1,
    session: 's1',
    client: '2.1.329',
    since: '2026-11-21T00:00:00.000Z',
    open: true,
    ...presence,
  };
  if (presence) writeFileSync(join(folder, 'module.json'), JSON.stringify(said));
  const answered = { text: 'echo', usage: USAGE, served: 'claude-haiku-5-5', requestId: 'req_1', ...answer };
  const module = spawn(process.execPath, [
    '-e',
    MODULE,
    folder,
    JSON.stringify(taken),
    JSON.stringify(answered),
  ]);
  onTestFinished(() => {
    module.kill();
    rmSync(home, { recursive: true, force: true });
  });
  let told = '';
  const stderr = {
    write(line: string): void {
      told += line;
    },
  };
  const host = { env: { TIERWISE_HOME: home, CLAUDE_CODE_SESSION_ID: 's1', ...env }, stderr };
  const backend = liveBackend(host, { command: 'bulk-tag', maxCostUsd: null, dry: false });
  return { backend, told, folder };
}

test('a session takes the run: who pays and how much is said, and a request becomes a reply', async () => {
  const { backend, folder } = inSession();
  expect(backend).toMatchObject({
    ...{ name: 'live', mostConcurrent: 7 },
    billedTo: 'your Claude subscription, through this session (tierwise-live), at most $5.00 for this run',
  });
  const reply = await backend?.ask(REQUEST);
  expect(reply).toMatchObject({ served: 'claude-haiku-5-5', requestId: 'req_1', stop: 'complete' });
  expect(reply?.usage).toMatchObject(USAGE);
  expect(JSON.parse(reply?.text ?? '')).toMatchObject({
    system:
      'Tag it.\n\nThe reply is one JSON object and nothing else, by this JSON schema:\n{"type":"object"}',
    maxTokens: 6000 - 2048, // the client adds so many
    cacheSystem: true,
  });
  // What was left for the module is gone, secret and all.
  expect(readdirSync(folder)).toEqual(['module.json']);
});

test.each([
  [
    { failure: 'api', status: 429, message: 'rate_limit (429)' },
    { failure: 'again', busy: true },
  ],
  [{ failure: 'api', status: 401, message: 'authentication_failed' }, { failure: 'stop' }],
  [
    { failure: 'ceiling', status: null, message: 'the ceiling is reached' },
    { failure: 'stop', maybeBilled: false },
  ],
  [
    { failure: 'aborted', status: null, message: 'cut' },
    { failure: 'again', maybeBilled: true },
  ],
])('%j fails as %j', async (answer, expected) => {
  const { backend } = inSession({ answer });
  const error = await backend?.ask(REQUEST).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AskError);
  expect(error).toMatchObject(expected);
});

test('a run that nobody allowed is not answered, and that is said', () => {
  const { backend, told, folder } = inSession({ taken: { refused: 'nobody has allowed it' } });
  expect(backend).toBeNull();
  expect(told).toBe("The session's tierwise-live does not answer this run: nobody has allowed it.\n");
  expect(existsSync(folder)).toBe(true);
});

test('while nothing was allowed to start, a run is told so at once', () => {
  const { backend, told } = inSession({ presence: { open: false } });
  expect(backend).toBeNull();
  expect(told).toContain('only a command that the Bash tool of the session was allowed to start');
});

test('without a session, with another one’s file, or after its end there is nobody to ask', () => {
  expect(inSession({ env: { CLAUDE_CODE_SESSION_ID: '' } }).backend).toBeNull();
  expect(inSession({ env: { CLAUDE_CODE_SESSION_ID: '../s1' } }).backend).toBeNull();
  expect(inSession({ presence: null }).backend).toBeNull();
  expect(inSession({ presence: { session: 's2' } }).backend).toBeNull();
  expect(inSession({ presence: { since: null } }).backend).toBeNull();
  expect(inSession({ presence: { v: 2 } }).backend).toBeNull();
});
