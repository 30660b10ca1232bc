// Sessions of Codex and Gemini, in the shapes that codex 0.169.0 and gemini 0.61.0 wrote, and those before them.
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readForeign, withoutOwn } from '../../src/usage/foreign-sessions.ts';
import { EntrySchema } from '../../src/usage/schemas.ts';

function home() {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (path: string, ...lines: unknown[]) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    writeFileSync(join(folder, path), text);
    return join(folder, path);
  };
  return { write, read: (from: Date | null = null) => readForeign({ HOME: folder }, from) };
}

const timestamp = '2026-11-21T20:56:54.245Z';
const meta = {
  timestamp,
  type: 'session_meta',
  payload: { id: 'c1', cwd: '/p', cli_version: '0.169.0', git: { branch: 'main' } },
};
const turn = { timestamp, type: 'turn_context', payload: { model: 'gpt-6.1-sol', effort: 'high' } };
const usage = {
  input_tokens: 1200,
  cached_input_tokens: 1000,
  cache_write_input_tokens: 50,
  output_tokens: 34,
  reasoning_output_tokens: 12,
};
const tokenCount = (total: number) => ({
  ...{ timestamp, type: 'event_msg' },
  payload: {
    type: 'token_count',
    info: { total_token_usage: { total_tokens: total }, last_token_usage: usage },
  },
});

test('each answer of Codex is a call, with its model, effort, folder and branch', () => {
  const { write, read } = home();
  const record = (response_id: string) => ({
    timestamp,
    type: 'token_usage_record',
    payload: { response_id, usage },
  });
  write(
    '.codex/sessions/2026/11/21/rollout-x-c1.jsonl',
    meta,
    turn,
    record('r1'),
    tokenCount(1234),
    record('r2'),
    'torn {',
  );
  expect(read()).toHaveLength(2);
  expect(read()[0]).toEqual({
    ...{
      id: 'codex|c1|r1',
      at: timestamp,
      source: 'codex',
      session: 'c1',
      project: '/p',
      agent: null,
      skill: null,
    },
    ...{
      requested: 'gpt-6.1-sol',
      served: 'gpt-6.1-sol',
      tier: null,
      effort: 'high',
      costUsd: null,
      stop: null,
    },
    ...{ input: 150, cacheRead: 1000, cacheWrite5m: 50, cacheWrite1h: 0, output: 34, thinking: 12 },
    ...{ branch: 'main', client: 'codex 0.169.0' },
  });
  for (const call of read()) expect(EntrySchema.safeParse(call).success).toBe(true);
});

test('an older Codex told of the last answer in a count, some of it twice', () => {
  const { write, read } = home();
  write(
    '.codex/sessions/rollout-old.jsonl',
    meta,
    tokenCount(1),
    turn,
    tokenCount(1234),
    tokenCount(1234),
    tokenCount(2468),
  );
  expect(read().map(({ id }) => id)).toEqual(['codex|c1|1', 'codex|c1|2']);
});

test('each answer of Gemini is a call: thoughts are output, what is cached is not paid as input', () => {
  const { write, read } = home();
  const answer = { id: 'g1', timestamp, type: 'gemini', content: 'x', model: 'gemini-3.8-flash' };
  const tokens = { input: 1500, output: 21, cached: 1200, thoughts: 9, tool: 5, total: 1535 };
  write('.gemini/tmp/app/.project_root', '/home/me/app\n');
  write(
    '.gemini/tmp/app/chats/session-1.jsonl',
    { sessionId: 's9', kind: 'main' },
    answer,
    { ...answer, tokens },
    { $set: { messages: [{ ...answer, tokens }] } },
  );
  expect(read()).toMatchObject([
    {
      id: 'gemini|s9|g1',
      project: '/home/me/app',
      served: 'gemini-3.8-flash',
      input: 305,
      cacheRead: 1200,
      output: 30,
      thinking: 9,
    },
  ]);
  write('.gemini/tmp/old/chats/session-2.json', {
    sessionId: 's8',
    messages: [{ ...answer, tokens }, { type: 'user' }],
  });
  expect(
    read()
      .map(({ session }) => session)
      .sort(),
  ).toEqual(['s8', 's9']);
});

test('what was not written to since then is not read; without the programs there is nothing', () => {
  const { write, read } = home();
  expect(read()).toEqual([]);
  const file = write('.codex/sessions/rollout-x.jsonl', meta, turn, tokenCount(1));
  utimesSync(file, new Date('2026-01-01'), new Date('2026-01-01'));
  expect(read(new Date('2026-02-01'))).toEqual([]);
  expect(read(new Date('2025-12-01'))).toHaveLength(1);
});

test('a session that Tierwise started stands in its own ledger already', () => {
  const { write, read } = home();
  write('.codex/sessions/rollout-x.jsonl', meta, turn, tokenCount(1), tokenCount(2));
  const own = { client: 'codex 0.169.0', input: 300, cacheRead: 2000, output: 68 };
  expect(withoutOwn(read(), [own])).toEqual([]);
  expect(withoutOwn(read(), [{ ...own, output: 69 }])).toHaveLength(2);
  expect(withoutOwn(read(), [{ ...own, client: 'gemini 0.61.0' }])).toHaveLength(2);
});
