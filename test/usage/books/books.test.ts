// The ledger added up, against the ledger read call by call: every figure is the same, however the file came about, whatever was stored
// before, and whatever foreign lines stand in it. readLedger is the reference: it parses each line and keeps every call.
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { loadCatalog } from '../../../src/models/catalog.ts';
import { readBooks } from '../../../src/usage/books/books.ts';
import { setApart } from '../../../src/usage/books/set-apart.ts';
import { readLedger } from '../../../src/usage/ledger.ts';
import { appendEntries, type LedgerEntry } from '../../../src/usage/ledger-entry.ts';
import { buildReport, type Report } from '../../../src/usage/report.ts';
import { pricedCall } from '../../support/priced-calls.ts';

const catalog = loadCatalog('/nowhere', '/nowhere', {});

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  return home;
}

const stored = (home: string): string[] => {
  const folder = join(home, 'ledger', 'books');
  return existsSync(folder) ? readdirSync(folder) : [];
};

function entry(facts: Partial<LedgerEntry>): LedgerEntry {
  const { who: _, ...call } = pricedCall(facts);
  return call;
}

const SINCE = new Date('2026-10-15T12:15:00.000Z');

/** The report on all calls one by one, and that on rows. The client's totals and the passed over have tests of their own. */
function bothReports(home: string, from: Date | null): [Partial<Report>, Partial<Report>] {
  const options = { from, to: new Date('2027-01-01'), catalog, declaredTiers: new Map() };
  const none = { threads: new Map(), costStates: new Map() };
  const { audit: a, ...byCalls } = buildReport({ calls: readLedger(home).calls, ...none }, options);
  const { audit: b, ...byRows } = buildReport({ ...readBooks(home, from), ...none }, options);
  expect(b.servedNotRequested).toEqual(a.servedNotRequested);
  return [rounded(byCalls), rounded(byRows)];
}

/** Sums of the same numbers in another order differ in their last digits, and groups of the same cost in their order. */
const rounded = (value: unknown): Partial<Report> =>
  JSON.parse(JSON.stringify(value), (_, one) =>
    typeof one === 'number'
      ? Number(one.toPrecision(9))
      : typeof one === 'object' && one !== null && !Array.isArray(one)
        ? Object.fromEntries(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1)))
        : one,
  );

const MODELS = [
  { served: 'claude-opus-5-5', tier: 'opus' },
  { served: 'claude-sonnet-5-5', tier: 'sonnet' },
  { served: 'claude-haiku-5-5', tier: 'haiku' },
  { served: 'house-model', tier: null },
] as const;

const start = Date.UTC(2026, 8, 28);

/** Calls, some of them again: with other counts in the same session, or as copies in another. */
const call = fc
  .record({
    ...{ id: fc.integer({ min: 0, max: 60 }), minutes: fc.integer({ min: 0, max: 20 }) },
    ...{ session: fc.integer({ min: 0, max: 4 }), input: fc.integer({ min: 0, max: 130_000 }) },
    ...{ cacheRead: fc.integer({ min: 0, max: 200_000 }), output: fc.integer({ min: 0, max: 9000 }) },
    ...{ cacheWrite5m: fc.integer({ min: 0, max: 90_000 }), cacheWrite1h: fc.integer({ min: 0, max: 9000 }) },
    ...{ webSearches: fc.constantFrom(undefined, 0, 3), costUsd: fc.constantFrom(null, 0, 0.1, 1e-7) },
  })
  .map(({ id, minutes, session, ...counts }) =>
    entry({
      ...counts,
      ...MODELS[id % 4],
      id: `msg_é${id}|req_${id}`,
      at: new Date(start + (((id * 7919) % 50) * 1440 + minutes) * 60_000).toISOString(),
      // A session of one day: what is before a period, or in another month, is not looked at for rebuilt caches.
      session: session ? `s${session}.${(id * 7919) % 50}` : null,
      project: ['/p', '/q', '/ünïcode "quoted"', null][id % 5] ?? null,
      ...(id % 3 ? {} : { source: 'subagent', agent: 'Explore' }),
      ...(id % 7 ? { did: id % 2 ? 'edit' : '', sent: start + minutes, ms: minutes * 100 } : {}),
      ...(id % 17 ? {} : { samplings: [counts, counts] }),
      ...(id % 11 ? {} : { fast: true }),
      ...(id % 13 ? {} : { isSum: true }),
    }),
  );

const FOREIGN = [
  '',
  '{"key":"x"}',
  'null',
  '{"id":"torn',
  '[]',
  '\u0000\u0001',
  '{"id":"x","at":"2026-10-01T00:00:00.000Z"}',
];

test('the report on rows says what the report on calls says', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(call, fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 80 }),
      fc.constantFrom(null, SINCE),
      (calls, from) => {
        const home = newHome();
        for (const [one, how] of calls) {
          if (how === 9) oldLine(home, one);
          else appendEntries(home, [one]);
          if (how === 8) appendFileSync(monthOf(home, one), `${FOREIGN[calls.length % FOREIGN.length]}\n`);
        }
        const [byCalls, byRows] = bothReports(home, from);
        expect(byRows).toEqual(byCalls);
      },
    ),
    { numRuns: 40 },
  );
});

const monthOf = (home: string, { at }: LedgerEntry): string =>
  join(home, 'ledger', `${at.slice(0, 7)}.jsonl`);

/** As 0.1.0 wrote it: its fields in another order. */
function oldLine(home: string, { id, at, stop, input, costUsd, ...others }: LedgerEntry): void {
  appendEntries(home, []);
  const line = JSON.stringify({ id, at, ...others, stop, input, costUsd });
  const file = monthOf(home, { at } as LedgerEntry);
  if (existsSync(file)) appendFileSync(file, `${line}\n`);
  else appendEntries(home, [{ id, at, stop, input, costUsd, ...others } as LedgerEntry]);
}

/** Enough calls for a month to be stored: 60 a session, in the order of a clock. */
function many(from: number, to: number, facts: Partial<LedgerEntry> = {}): LedgerEntry[] {
  return Array.from({ length: to - from }, (_, index) => {
    const number = from + index;
    const at = new Date(Date.UTC(2026, 9, 2) + number * 40_000).toISOString();
    return entry({
      ...{ id: `msg_${number}|req_${number}`, at, session: `s${Math.floor(number / 60)}`, output: number },
      ...MODELS[Math.floor(number / 7) % 3],
      ...{ cacheWrite5m: 1000 * (number % 9), cacheRead: 500 },
      ...facts,
    });
  });
}

test('what was stored is gone on from: only new lines are read, and every figure stays right', () => {
  const home = newHome();
  appendEntries(home, many(0, 400));
  bothReports(home, null);
  expect(stored(home)).toEqual(['2026-10.books']);
  const file = join(home, 'ledger', 'books', '2026-10.books');
  const before = readFileSync(file);
  appendEntries(home, many(390, 420)); // ten of them again, as after a kill
  const [byCalls, byRows] = bothReports(home, null);
  expect(byRows).toEqual(byCalls);
  expect(byRows.totals?.calls).toBe(420);
  expect(readFileSync(file).equals(before)).toBe(true); // too little to be stored
  appendEntries(home, many(420, 800));
  const [later, laterRows] = bothReports(home, null);
  expect(laterRows).toEqual(later);
  expect(readFileSync(file).equals(before)).toBe(false);
});

test('a call that was stored and has other counts now is counted anew', () => {
  const home = newHome();
  appendEntries(home, many(0, 400));
  readBooks(home, null);
  appendEntries(home, many(100, 101, { output: 50_000 }));
  const [byCalls, byRows] = bothReports(home, null);
  expect(byRows).toEqual(byCalls);
  expect(byRows.totals?.output).toBe((399 * 400) / 2 - 100 + 50_000);
});

test('a copy in another month than the call counts once', () => {
  const home = newHome();
  appendEntries(home, many(0, 400));
  readBooks(home, null);
  appendEntries(home, many(0, 20, { session: 'fork', at: '2026-11-02T10:00:00.000Z' }));
  appendEntries(home, many(500, 501, { at: '2026-11-02T11:00:00.000Z' }));
  expect(readBooks(home, null).calls.reduce((sum, { calls = 1 }) => sum + calls, 0)).toBe(401);
  expect(readBooks(home, new Date('2026-11-01')).calls).toHaveLength(1);
});

test.each<[string, (file: string) => void]>([
  ['torn', (file) => truncateSync(file, statSync(file).size - 30)],
  [
    'cut to its first line',
    (file) => writeFileSync(file, `${readFileSync(file, 'latin1').split('\n')[0]}\n`),
  ],
  ['empty', (file) => writeFileSync(file, '')],
  ['foreign', (file) => writeFileSync(file, '{"key":"x"}\n[]\n')],
  [
    'of another version',
    (file) => writeFileSync(file, readFileSync(file, 'latin1').replace('[1,[', '[0,['), 'latin1'),
  ],
])('what is stored is %s: it is made anew', (_, damage) => {
  const home = newHome();
  appendEntries(home, many(0, 400));
  readBooks(home, null);
  damage(join(home, 'ledger', 'books', '2026-10.books'));
  appendEntries(home, many(400, 410));
  const [byCalls, byRows] = bothReports(home, null);
  expect(byRows).toEqual(byCalls);
});

test('a ledger that was written anew is read anew, shorter, longer or of the same length', () => {
  const home = newHome();
  const file = join(home, 'ledger', '2026-10.jsonl');
  appendEntries(home, many(0, 400));
  readBooks(home, null);
  for (const calls of [many(0, 300), many(0, 500, { project: '/elsewhere' })]) {
    rmSync(file);
    appendEntries(home, calls);
    const [byCalls, byRows] = bothReports(home, null);
    expect(byRows).toEqual(byCalls);
  }
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll('elsewhere', 'elsewhose'));
  utimesSync(file, new Date(), new Date(Date.now() + 5000));
  expect(Object.keys(bothReports(home, null)[1].byProject ?? {})).toEqual(['/elsewhose']);
});

test('odd lines are counted and the first is named by its line, also once they are stored', () => {
  const home = newHome();
  const file = join(home, 'ledger', '2026-10.jsonl');
  appendEntries(home, many(0, 3));
  appendFileSync(file, '{"key":"x"}\nnull\n');
  appendEntries(home, many(3, 400));
  const expected = [{ file, line: 4, problem: 'id: expected string, received undefined', more: 1 }];
  expect(readBooks(home, null).passedOver).toEqual(expected);
  appendFileSync(file, 'nothing\n');
  expect(readBooks(home, null).passedOver).toEqual([{ ...expected[0], more: 2 }]);
});

test('a call taken out of its group has its own id, and no sum changes', () => {
  const home = newHome();
  const agent = { source: 'subagent', agent: 'Explore' } as const;
  const calls = many(0, 12, { ...agent, served: 'claude-haiku-5-5', tier: 'haiku', session: 's' });
  appendEntries(home, calls);
  const { calls: groups } = readBooks(home, null);
  expect(groups).toHaveLength(1);
  const split = setApart(groups, calls.slice(3, 5));
  expect(split.map(({ id, calls: number }) => [id, number])).toEqual([
    ['', 10],
    [calls[3]?.id, 1],
    [calls[4]?.id, 1],
  ]);
  for (const name of ['output', 'cacheRead', 'costUsd'] as const)
    expect(split.reduce((sum, one) => sum + (one[name] ?? 0), 0)).toBeCloseTo(groups[0]?.[name] ?? 0, 9);
  expect(setApart(groups, many(90, 91, agent))).toEqual(groups);
});

test('a ledger that cannot be written is added up each time', () => {
  const home = newHome();
  appendEntries(home, many(0, 400));
  writeFileSync(join(home, 'ledger', 'books'), 'in the way');
  const [byCalls, byRows] = bothReports(home, null);
  expect(byRows).toEqual(byCalls);
});
