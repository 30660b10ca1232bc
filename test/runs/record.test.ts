import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ownText } from '../../src/lock.ts';
import { type RunRecord, RunRecords } from '../../src/runs/record.ts';

const DAY_MS = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

const record = (id: string, more: Partial<RunRecord> = {}): RunRecord => ({
  ...{ id, kind: 'bulk', what: '', cwd: '/', args: [], job: id, owner: '1 never x' },
  ...{ startedAt: ago(1), endedAt: ago(1), exitCode: 0, costUsd: 0, unpriced: 0, result: null },
  ...more,
});

test('room is made: a job has one record, and what ended a month ago is forgotten; what runs stays', () => {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-runs-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const records = new RunRecords(home);
  const next = record('bulk-00000f', { job: 'same', startedAt: ago(0) });
  for (const one of [
    next,
    record('bulk-00000a', { job: 'same', exitCode: 3 }),
    record('bulk-00000b', { startedAt: ago(40), endedAt: ago(31) }),
    record('bulk-00000c', { startedAt: ago(40), endedAt: null }),
    record('bulk-00000d', { startedAt: ago(40), endedAt: null, owner: ownText() }),
    record('bulk-00000e', { job: 'same', endedAt: null, owner: ownText() }),
    record('bulk-000010'),
  ])
    records.write(one);
  records.makeRoomFor(next);
  expect(
    records
      .read()
      .records.map(({ id }) => id)
      .toSorted(),
  ).toEqual(['bulk-00000d', 'bulk-00000e', 'bulk-00000f', 'bulk-000010']);
  expect(readdirSync(join(home, 'runs')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});
