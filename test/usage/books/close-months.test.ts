// Months that are packed: the ledger says what it said, whenever a process is killed, whoever appends meanwhile, whatever is damaged.
import {
  appendFileSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { loadCatalog } from '../../../src/models/catalog.ts';
import { readBooks } from '../../../src/usage/books/books.ts';
import { closeMonths, monthsToClose } from '../../../src/usage/books/close-months.ts';
import { readLedger } from '../../../src/usage/ledger.ts';
import {
  appendCostStates,
  appendEntries,
  type LedgerEntry,
  lineOf,
} from '../../../src/usage/ledger-entry.ts';
import { buildReport } from '../../../src/usage/report.ts';
import { budgetStates } from '../../../src/usage/spend.ts';
import { pricedCall } from '../../support/priced-calls.ts';

const catalog = loadCatalog('/nowhere', '/nowhere', {});
const NOW = new Date('2026-11-20T12:00:00.000Z');
const MONTH = '2026-06';

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

const fileIn = (home: string, name: string): string => join(home, 'ledger', name);
const filesIn = (home: string): string[] =>
  readdirSync(join(home, 'ledger')).filter((name) => name.startsWith(MONTH));

function close(home: string, onStep: (step: string) => void = () => {}, now = NOW): void {
  closeMonths(home, { now, mostMs: 60_000, onStep });
}

function entry(facts: Partial<LedgerEntry>): LedgerEntry {
  const { who: _, ...call } = pricedCall(facts);
  return call;
}

/** Enough calls for a month to be stored, their ids as long as real ones. */
const many = (from: number, to: number, facts: Partial<LedgerEntry> = {}): LedgerEntry[] =>
  Array.from({ length: to - from }, (_, index) => {
    const number = from + index;
    const at = new Date(Date.UTC(2026, 5, 2) + number * 40_000).toISOString();
    const id = `msg_01${number}abcdefghijklmnop|req_011C${number}`;
    return entry({ id, at, session: `s${Math.floor(number / 60)}`, output: number, ...facts });
  });

/** A ledger that is in use, with some calls of a month that is not. */
function ledgerWith(calls: readonly LedgerEntry[]): string {
  const home = newHome();
  appendEntries(home, [...calls, entry({ id: 'now', at: '2026-11-19T00:00:00.000Z' })]);
  return home;
}

/** How many calls the month has, by the books and by the lines. */
const counts = (home: string): [number, number] => [
  readBooks(home, null).calls.reduce((sum, { at, calls = 1 }) => sum + (at < '2026-07' ? calls : 0), 0),
  readLedger(home).calls.filter(({ at }) => at < '2026-07').length,
];

/** What is said of a ledger: by the books, and call by call. */
function said(home: string): unknown {
  const options = { from: null, to: new Date('2027-01-01'), catalog, declaredTiers: new Map() };
  const { passedOver, ...books } = readBooks(home, null);
  const ledger = readLedger(home);
  return rounded({
    report: buildReport(books, options),
    odd: passedOver.reduce((sum, { more = 0 }) => sum + 1 + more, 0),
    calls: ledger.calls,
    costStates: [...ledger.costStates],
  });
}

/** Sums of the same numbers in another order differ in their last digits, and groups of the same cost in their order. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, one) =>
    typeof one === 'number'
      ? Number(one.toPrecision(9))
      : typeof one === 'object' && one !== null && !Array.isArray(one)
        ? Object.fromEntries(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1)))
        : one,
  );

const MODELS = [
  { served: 'claude-opus-5-5', tier: 'opus' },
  { served: 'claude-haiku-5-5', tier: 'haiku' },
  { served: 'house-model', tier: null },
] as const;

/** Calls of half a year, some of them again: with other counts in the same session, or as copies in another. */
const call = fc
  .record({
    ...{ id: fc.integer({ min: 0, max: 60 }), minutes: fc.integer({ min: 0, max: 20 }) },
    ...{ session: fc.integer({ min: 0, max: 4 }), input: fc.integer({ min: 0, max: 230_000 }) },
    ...{ output: fc.integer({ min: 0, max: 9000 }), costUsd: fc.constantFrom(null, 0.1, 1e-7) },
  })
  .map(({ id, minutes, session, ...counts }) =>
    entry({
      ...{ ...counts, ...MODELS[id % 3], id: `msg_é${id}|req_${id}` },
      at: new Date(Date.UTC(2026, 4, 20) + (((id * 7919) % 180) * 1440 + minutes) * 60_000).toISOString(),
      session: session ? `s${session}.${(id * 7919) % 180}` : null,
      project: ['/p', '/ünïcode "quoted"', null][id % 3] ?? null,
      ...(id % 4 ? {} : { source: 'subagent', agent: 'Explore' }),
      ...(id % 17 ? {} : { source: 'plan', step: 'x' }),
    }),
  );
type Act = LedgerEntry[] | 'close' | 'read' | 'forget' | 'odd';
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.array(call, { minLength: 1, maxLength: 20 }) },
  { weight: 4, arbitrary: fc.constantFrom<Act>('close', 'close', 'read', 'forget', 'odd') },
);

function doTo(home: string, one: Act): void {
  if (one === 'close') close(home);
  else if (one === 'read') readBooks(home, null);
  else if (one === 'forget') rmSync(join(home, 'ledger', 'books'), { recursive: true, force: true });
  else if (one === 'odd') {
    mkdirSync(join(home, 'ledger'), { recursive: true });
    appendFileSync(fileIn(home, '2026-07.jsonl'), '{"key":"x"}\nnull\n');
  } else appendEntries(home, one);
}

test('whatever is appended and whenever months are closed, all that is said is what it would be', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 2, maxLength: 12 }), (acts) => {
      const [plain, closed] = [newHome(), newHome()];
      for (const one of acts) {
        doTo(closed, one);
        if (one !== 'close') doTo(plain, one);
      }
      for (const home of [plain, closed])
        appendCostStates(home, [{ session: 's1.0', totalCostUsd: 1, lastCall: null }]);
      close(closed);
      expect(said(closed)).toEqual(said(plain));
    }),
    { numRuns: 10 },
  );
});

test('a closed month is a file that gunzip reads, and what was added up of it holds', () => {
  const home = ledgerWith(many(0, 400));
  const text = readFileSync(fileIn(home, `${MONTH}.jsonl`));
  readBooks(home, null);
  close(home);
  expect(filesIn(home)).toEqual([`${MONTH}.jsonl.gz`]);
  const packed = fileIn(home, `${MONTH}.jsonl.gz`);
  expect(gunzipSync(readFileSync(packed)).equals(text)).toBe(true);
  expect(statSync(packed).mode & 0o777).toBe(0o600);
  const books = statSync(join(home, 'ledger', 'books', `${MONTH}.books`)).ino;
  expect(counts(home)).toEqual([400, 400]);
  expect(statSync(join(home, 'ledger', 'books', `${MONTH}.books`)).ino).toBe(books); // as it was not read again
});

test('late lines, revised calls and copies go behind what is packed, and are packed with it', () => {
  const home = ledgerWith(many(0, 400));
  readBooks(home, null);
  close(home);
  appendEntries(home, many(100, 101, { output: 50_000 }));
  appendEntries(home, many(400, 401));
  appendEntries(home, many(0, 1, { session: 'fork' }));
  const expected = said(home);
  expect(expected).toMatchObject({
    report: { totals: { calls: 402, output: (400 * 401) / 2 - 100 + 50_000 } },
  });
  close(home);
  expect(filesIn(home)).toEqual([`${MONTH}.jsonl.gz`]);
  expect(said(home)).toEqual(expected);
});

test('the newest months stay open, by the clock and by the ledger', () => {
  const home = newHome();
  for (const month of ['07', '08', '09', '10', '11'])
    appendEntries(home, [entry({ at: `2026-${month}-01T00:00:00.000Z` })]);
  expect(monthsToClose(home, NOW)).toEqual(['2026-07', '2026-08']);
  expect(monthsToClose(home, new Date('2026-10-01'))).toEqual(['2026-07']);
  expect(monthsToClose(home, new Date('2036-01-01'))).toEqual(['2026-07', '2026-08']);
});

test('budgets count a month that should not have been closed', () => {
  const home = ledgerWith(many(0, 300));
  readBooks(home, null);
  const who = { session: 's0', project: null, agent: null, at: new Date('2026-06-20T00:00:00.000Z') };
  const spent = (): unknown => budgetStates(home, { month: 5, session: 1 }, who);
  const expected = spent();
  close(home);
  appendEntries(home, many(300, 301));
  expect(filesIn(home)).toContain(`${MONTH}.jsonl.gz`);
  expect(expected).toMatchObject([{ spentUsd: 60 }, { name: 'month', spentUsd: 301 }]);
  expect(spent()).toMatchObject([{ spentUsd: 60 }, { name: 'month', spentUsd: 302 }]);
});

test('killed after any step, nothing is lost and nothing counts twice', () => {
  const home = ledgerWith(many(0, 200));
  readBooks(home, null);
  close(home);
  appendEntries(home, many(190, 300));
  const expected = said(home);
  const left: string[] = [];
  close(home, (step) => {
    const copy = newHome();
    cpSync(home, copy, { recursive: true, preserveTimestamps: true });
    rmSync(fileIn(copy, 'lock')); // as of a process that is gone
    left.push(`${step}: ${filesIn(copy).join(' ').replaceAll(String(process.pid), 'PID')}`);
    expect(said(copy), step).toEqual(expected);
    close(copy);
    expect(filesIn(copy), step).toEqual([`${MONTH}.jsonl.gz`]);
    expect(said(copy), step).toEqual(expected);
  });
  const size = /after-(\d+)/.exec(left[1] ?? '')?.[1];
  expect(left).toEqual([
    `packed: ${MONTH}.jsonl ${MONTH}.jsonl.gz ${MONTH}.jsonl.gz.PID.tmp`,
    `set apart: ${MONTH}.after-${size}.jsonl ${MONTH}.jsonl.gz ${MONTH}.jsonl.gz.PID.tmp`,
    `in place: ${MONTH}.after-${size}.jsonl ${MONTH}.jsonl.gz`,
    `removed: ${MONTH}.jsonl.gz`,
  ]);
});

test.each(['packed', 'set apart', 'in place', 'removed'])('what is appended after “%s” counts', (when) => {
  const home = ledgerWith(many(0, 400));
  readBooks(home, null);
  close(home, (step) => {
    if (step === when) appendEntries(home, many(400, 450));
  });
  expect(counts(home)).toEqual([450, 450]);
  close(home);
  expect(counts(home)).toEqual([450, 450]);
  expect(filesIn(home)).toEqual([`${MONTH}.jsonl.gz`]);
});

test.each(['packed', 'set apart', 'in place'])(
  'what a process of an older version appends after “%s” to a file it opened before counts',
  (when) => {
    const home = ledgerWith(many(0, 400));
    const file = openSync(fileIn(home, `${MONTH}.jsonl`), 'a');
    close(home, (step) => {
      if (step === when) writeSync(file, many(400, 450).map(lineOf).join(''));
    });
    closeSync(file);
    expect(counts(home)).toEqual([450, 450]);
  },
);

test.each(['packed', 'set apart', 'in place', 'removed'])(
  'a second one after “%s” changes nothing',
  (when) => {
    const home = ledgerWith(many(0, 400));
    const second: string[] = [];
    let isFirst = true;
    close(home, (step) => {
      if (step !== when || !isFirst) return;
      isFirst = false;
      close(home, (another) => second.push(another));
      expect(second).toEqual([]); // it sees that this one is at work
      rmSync(fileIn(home, 'lock')); // as between machines, which do not see each other
      close(home);
    });
    expect(counts(home)).toEqual([400, 400]);
    close(home);
    expect(filesIn(home)).toEqual([`${MONTH}.jsonl.gz`]);
    expect(counts(home)).toEqual([400, 400]);
  },
);

test('the same lines packed and not packed count once', () => {
  const home = ledgerWith(many(0, 400));
  const text = readFileSync(fileIn(home, `${MONTH}.jsonl`));
  const expected = said(home);
  close(home);
  writeFileSync(fileIn(home, `${MONTH}.jsonl`), text);
  expect(said(home)).toEqual(expected);
  close(home);
  expect(said(home)).toEqual(expected);
});

/** A ledger of one month in two members, of 400 and 300 calls. */
function packedTwice(): string {
  const home = ledgerWith(many(0, 400));
  close(home);
  appendEntries(home, many(400, 700));
  close(home);
  return home;
}
const firstMember = (bytes: Buffer): number => bytes.readUInt32LE(16);

test.each<[string, (bytes: Buffer) => Buffer, number, RegExp]>([
  ['its first member', (bytes) => bytes.fill(7, 500, 600), 300, /damaged: 400 lines cannot be read/],
  [
    'the beginning of it',
    (bytes) => bytes.fill(7, 0, 30),
    300,
    /damaged, and how many lines are lost is not known/,
  ],
  ['its second member', (bytes) => bytes.fill(7, firstMember(bytes) + 500), 400, /300 lines cannot be read/],
  ['its end, which is cut off', (bytes) => bytes.subarray(0, -20), 400, /300 lines cannot be read/],
  ['all of it', (bytes) => bytes.fill(0), 0, /damaged, and how many/],
])(
  'damaged: %s: the rest counts, it is told, and nothing is packed behind it',
  (_, damage, left, problem) => {
    const home = packedTwice();
    readBooks(home, null);
    const file = fileIn(home, `${MONTH}.jsonl.gz`);
    const bytes = damage(readFileSync(file));
    writeFileSync(file, bytes);
    const [one] = readBooks(home, null).passedOver;
    expect(one?.file).toBe(file);
    expect(one?.problem).toMatch(problem);
    expect(counts(home)).toEqual([700, left]); // what was added up before it was damaged counts
    expect(readLedger(home).passedOver[0]?.problem).toMatch(problem);
    appendEntries(home, many(700, 710));
    expect(counts(home)).toEqual([710, left + 10]);
    rmSync(join(home, 'ledger', 'books'), { recursive: true });
    expect(counts(home)).toEqual([left + 10, left + 10]);
    close(home);
    expect(counts(home)).toEqual([left + 10, left + 10]);
    expect(readFileSync(file).subarray(0, bytes.length).equals(bytes)).toBe(true);
  },
);

test('a month that somebody else packed is read, and left as it is', () => {
  const home = ledgerWith(many(0, 400));
  const plain = fileIn(home, `${MONTH}.jsonl`);
  const theirs = gzipSync(readFileSync(plain));
  writeFileSync(`${plain}.gz`, theirs);
  rmSync(plain);
  appendEntries(home, many(400, 410));
  expect(counts(home)).toEqual([410, 410]);
  close(home);
  expect(readFileSync(`${plain}.gz`).equals(theirs)).toBe(true);
  expect(counts(home)).toEqual([410, 410]);
});

test('lines that are no entries are told by their place in the packed file, once it is packed', () => {
  const home = ledgerWith(many(0, 400));
  close(home);
  appendEntries(home, many(400, 700));
  appendFileSync(fileIn(home, `${MONTH}.jsonl`), '{"key":"x"}\nnull\n{"torn');
  readBooks(home, null);
  close(home);
  const told = { file: fileIn(home, `${MONTH}.jsonl.gz`), line: 701, more: 2 };
  expect(readBooks(home, null).passedOver).toMatchObject([told]);
  rmSync(join(home, 'ledger', 'books'), { recursive: true });
  expect(readBooks(home, null).passedOver).toMatchObject([told]);
  expect(readLedger(home).passedOver.map(({ line }) => line)).toEqual([701, 702, 703]);
});

test('what cannot be written stays as it is', () => {
  const home = ledgerWith(many(0, 400));
  const draft = fileIn(home, `${MONTH}.jsonl.gz.${process.pid}.tmp`);
  mkdirSync(join(draft, 'in the way'), { recursive: true });
  close(home);
  expect(existsSync(fileIn(home, `${MONTH}.jsonl`))).toBe(true);
  expect(counts(home)).toEqual([400, 400]);
  expect(existsSync(fileIn(home, 'lock'))).toBe(false);
});

test('no further month is begun after its time', () => {
  const home = newHome();
  for (const month of ['05', '06', '07', '11'])
    appendEntries(home, [entry({ at: `2026-${month}-01T00:00:00.000Z` })]);
  closeMonths(home, { now: NOW, mostMs: 0 });
  expect(monthsToClose(home, NOW)).toEqual(['2026-06', '2026-07']);
  truncateSync(fileIn(home, '2026-06.jsonl'));
  close(home);
  expect(monthsToClose(home, NOW)).toEqual([]);
});
