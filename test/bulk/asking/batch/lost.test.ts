// A batch whose receipt was lost: found by its results, never by its size alone, and given up only once it would be listed.
import { expect, test } from 'vitest';
import type { BatchState } from '../../../../src/ask/backend.ts';
import { LostBatches } from '../../../../src/bulk/asking/batch/lost.ts';
import type { BatchRecord } from '../../../../src/bulk/asking/batch/records.ts';

const SENT = '2026-11-20T10:00:00.000Z';
const POLL_MS = 30_000;

const recordOf = (key: string, more: Partial<BatchRecord> = {}): BatchRecord => ({
  ...{ key, batch: null, account: 'a', at: SENT, tier: 'haiku', store: 'haiku', model: 'm' },
  task: { kind: 'scheme', name: 'sev', hash: 'h' },
  command: { cwd: '/', args: [] },
  packs: [{ firstId: 1, fingerprints: ['f1', 'f2'], worstUsd: 0.1 }],
  ...more,
});

interface Listed {
  batch: string;
  /** Of its requests. */
  key: string;
  ended?: boolean;
  requests?: number;
}

/** Looks among these, `laterMs` after the record says that its request was sent. */
function looking(listed: Listed[], records: BatchRecord[], laterMs = 60 * 60_000) {
  const read: string[] = [];
  const since: Date[] = [];
  const found = (): (BatchState & { batch: string })[] =>
    listed.map(({ batch, ended = true, requests = 1 }) => ({
      ...{ batch, ended, requests, processing: ended ? 0 : requests },
      createdAt: new Date(SENT),
    }));
  const lost = new LostBatches({
    batches: {
      createdSince: async (from) => {
        since.push(from);
        return found();
      },
      async *results(batch) {
        read.push(batch);
        const { key } = listed.find((one) => one.batch === batch) as Listed;
        yield { id: `${key}-0`, reply: { unanswered: 'expired', message: 'late' } };
      },
    },
    records: { all: () => records },
    pollMs: POLL_MS,
    now: () => Date.parse(SENT) + laterMs,
  });
  return { lost, read, since, listed };
}

test('of several batches of the same size, each record gets its own', async () => {
  const [one, two] = [recordOf('tw01'), recordOf('tw02')];
  const listed = [
    { batch: 'b2', key: 'tw02' },
    { batch: 'b1', key: 'tw01' },
  ];
  const { lost, read } = looking(listed, [one, two]);
  expect(await lost.find(one)).toBe('b1');
  expect(await lost.find(two)).toBe('b2');
  expect(read).toEqual(['b2', 'b1']); // each is looked into once
});

test('one that has not ended may be any of its size: it is waited for, not taken', async () => {
  const record = recordOf('tw01');
  const { lost, listed } = looking([{ batch: 'b', key: 'tw02', ended: false }], [record]);
  expect(await lost.find(record)).toBe('unsure');
  (listed[0] as Listed).ended = true;
  expect(await lost.find(record)).toBe(null); // another job's
});

test('another size, or the known batch of another record, is neither waited for nor read', async () => {
  const record = recordOf('tw01');
  const known = recordOf('tw02', { batch: 'b2' });
  const { lost, read } = looking(
    [
      { batch: 'b2', key: 'tw02', ended: false },
      { batch: 'b3', key: 'tw01', requests: 2 },
    ],
    [record, known],
  );
  expect(await lost.find(record)).toBe(null);
  expect(read).toEqual([]);
});

test.each([
  ['at once', {}, 0, 'unsure'],
  ['before the fourth poll', {}, 4 * POLL_MS - 1, 'unsure'],
  ['at the fourth poll', {}, 4 * POLL_MS, null],
  ['after it was sent once more', { sentAt: '2026-11-20T10:05:00.000Z' }, 5 * 60_000, 'unsure'],
  ['long after that', { sentAt: '2026-11-20T10:05:00.000Z' }, 10 * 60_000, null],
])('one that is not listed is given up only when it would be: %s', async (_, more, laterMs, expected) => {
  const record = recordOf('tw01', more);
  const { lost, since } = looking([], [record], laterMs);
  expect(await lost.find(record)).toBe(expected);
  expect(since).toEqual([new Date(Date.parse(SENT) - 10 * 60_000)]); // from the first time on, whatever our clock says
});
