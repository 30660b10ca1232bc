// Calls that the command makes itself, as lines of the ledger.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { NO_USAGE } from '../../src/models/cost.ts';
import { readLedger } from '../../src/usage/ledger.ts';
import { type DirectCall, directEntry, directRecorder } from '../../src/usage/own-calls.ts';

const reply: DirectCall['reply'] = {
  id: 'm1',
  requestId: 'r1',
  served: 'claude-haiku-5-5',
  usage: { ...NO_USAGE, input: 10, output: 5 },
  usOnly: false,
  fast: false,
  stop: 'complete',
};
const call: DirectCall = {
  source: 'bulk',
  requested: 'haiku',
  effort: 'low',
  reply,
  costUsd: 0.5,
  project: '/p',
};

test('an entry has what was asked, what answered, and the session it was made in', () => {
  expect(directEntry(call, { CLAUDE_CODE_SESSION_ID: 's1' })).toEqual({
    id: 'm1|r1',
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    source: 'bulk',
    session: 's1',
    project: '/p',
    agent: null,
    skill: null,
    requested: 'haiku',
    served: 'claude-haiku-5-5',
    tier: 'haiku',
    effort: 'low',
    input: 10,
    output: 5,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    thinking: 0,
    costUsd: 0.5,
    stop: 'complete',
  });
  expect(directEntry(call, {}).session).toBeNull();
});

test('usage that nobody told is marked, and so is a price that the server said', () => {
  expect(directEntry({ ...call, costUsd: null, reply: { ...reply, usage: null } }, {})).toMatchObject({
    ...{ noUsage: true, costUsd: null, input: 0 },
  });
  const billed = directEntry({ ...call, reply: { ...reply, billedUsd: 0.5 } }, {});
  expect(billed).toMatchObject({ isBilled: true, costUsd: 0.5 });
  expect(billed).not.toHaveProperty('noUsage');
});

test('marks stand in the line only where they are true', () => {
  const marked = {
    ...reply,
    requestId: null,
    served: 'mine',
    fast: true,
    usOnly: true,
    batch: true,
    isSum: true,
  };
  const usage = { ...NO_USAGE, webSearches: 2 };
  const entry = directEntry({ ...call, client: 'codex 1', reply: { ...marked, usage } }, {});
  expect(entry).toMatchObject({
    id: 'm1',
    tier: null,
    webSearches: 2,
    fast: true,
    usOnly: true,
    batch: true,
    isSum: true,
    client: 'codex 1',
  });
  const plain = directEntry({ ...call, client: null, reply: { ...reply, batch: false, isSum: false } }, {});
  for (const field of ['webSearches', 'fast', 'usOnly', 'batch', 'isSum', 'client'])
    expect(plain).not.toHaveProperty(field);
});

test('a recorder writes to the ledger, and says once that it cannot', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const failures: unknown[] = [];
  const fail = (error: unknown) => failures.push(error);
  directRecorder(join(folder, 'home'), { env: {}, cwd: '/p' }, fail)(call);
  expect(readLedger(join(folder, 'home')).calls).toMatchObject([{ id: 'm1|r1', project: '/p' }]);
  writeFileSync(join(folder, 'blocked'), '');
  const blocked = directRecorder(join(folder, 'blocked'), { env: {}, cwd: '/p' }, fail);
  blocked(call);
  blocked(call);
  expect(failures).toHaveLength(1);
});
