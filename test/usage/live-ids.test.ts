// A request that the transcript and tierwise-live both write down counts once.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ingestSession } from '../../src/usage/ingest.ts';
import { readLedger } from '../../src/usage/ledger.ts';
import { appendEntries, type LedgerEntry } from '../../src/usage/ledger-entry.ts';
import { asLive, liveId } from '../../src/usage/live-ids.ts';
import { assistant, file } from '../support/transcript.ts';

const LIVE: LedgerEntry = {
  ...{ id: 'live|req_m1', at: '2026-11-20T10:00:00.000Z', source: 'session', session: 's1', project: '/p' },
  ...{ agent: null, skill: null, step: 'sdk', requested: 'claude-opus-5-5', served: 'claude-opus-5-5' },
  ...{ tier: 'opus', effort: 'medium', input: 10, output: 5, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
  ...{ thinking: 0, costUsd: 0.00014, stop: null },
};

function homeOf(isLive: boolean): { home: string; transcript: string } {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const transcript = join(home, 's1.jsonl');
  writeFileSync(transcript, file(assistant({ id: 'm1' }), assistant({ id: 'm2' })));
  if (isLive) {
    mkdirSync(join(home, 'live', 's1'), { recursive: true });
    writeFileSync(join(home, 'live', 's1', 'module.json'), '{}');
  }
  return { home, transcript };
}

test('in either order, and what only one of them has seen counts, too', () => {
  for (const isFirst of [true, false]) {
    const { home, transcript } = homeOf(true);
    if (isFirst) appendEntries(home, [LIVE]);
    ingestSession(home, transcript);
    if (!isFirst) appendEntries(home, [LIVE]);
    appendEntries(home, [{ ...LIVE, id: 'live|req_c', step: 'compact' }]);
    expect(readLedger(home).calls.map(({ id }) => id)).toEqual(['live|req_m1', 'live|req_m2', 'live|req_c']);
  }
});

test('a session without the module keeps the transcript’s ids', () => {
  const { home, transcript } = homeOf(false);
  ingestSession(home, transcript);
  expect(readLedger(home).calls.map(({ id }) => id)).toEqual(['m1|req_m1', 'm2|req_m2']);
});

test('an advisor keeps its place behind the request; what has no request keeps its id', () => {
  expect(liveId('m1|r1#advisor1')).toBe('live|r1#advisor1');
  expect(liveId('m1')).toBe('m1');
  expect(liveId('m1|')).toBe('m1|');
});

test('where another model answered, both have the client’s dollars, which go by the one that was asked for', () => {
  const call = { ...LIVE, id: 'm1|r1', served: 'claude-haiku-5-5', costUsd: 0.0000035 };
  expect(asLive([call])[0]?.costUsd).toBeCloseTo(0.00014, 12);
  expect(asLive([{ ...call, requested: 'somebody-s-own' }])[0]?.costUsd).toBe(0.0000035);
});
