// Months that are packed: the ledger says what it said, whenever a process is killed, whoever appends meanwhile, whatever is damaged.
import fs, {
  appendFileSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { readBooks } from '../../../src/usage/books/books.ts';
import { closeMonths, monthsToClose } from '../../../src/usage/books/close-months.ts';
import { readLedger } from '../../../src/usage/ledger.ts';
import { appendCostStates, appendEntries, lineOf } from '../../../src/usage/ledger-entry.ts';
import { budgetStates } from '../../../src/usage/spend.ts';
import {
  act,
  close,
  counts,
  doTo,
  entry,
  fileIn,
  filesIn,
  ledgerWith,
  MONTH,
  many,
  NOW,
  newHome,
  said,
} from '../../support/old-months.ts';

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
  appendFileSync(fileIn(home, `${MONTH}.jsonl`), '{"key":"x"}\nnull\n');
  const expected = said(home);
  const left: string[] = [];
  close(home, (step) => {
    const copy = newHome();
    cpSync(home, copy, { recursive: true, preserveTimestamps: true });
    rmSync(fileIn(copy, 'lock')); // as of a process that is gone
    left.push(`${step}: ${filesIn(copy).join(' ').replaceAll(String(process.pid), 'PID')}`);
    expect({ ...said(copy), odd: 2 }, step).toEqual(expected); // lines that stand in two files are told twice
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

/** Does something once, just before a file is opened or read whole, as another process might. */
function beforeOpening(file: string, act: () => void): void {
  const { openSync: open, readFileSync: read } = fs;
  let isDone = false;
  const once = (path: unknown): void => {
    if (isDone || path !== file) return;
    isDone = true;
    act();
  };
  const put = (change: Partial<typeof fs>): void => {
    Object.assign(fs, change);
    syncBuiltinESMExports();
  };
  onTestFinished(() => put({ openSync: open, readFileSync: read }));
  put({
    openSync: (...given: Parameters<typeof open>) => {
      once(given[0]);
      return open(...given);
    },
    readFileSync: ((...given: Parameters<typeof read>) => {
      once(given[0]);
      return read(...given);
    }) as typeof read,
  });
}

test.each<[string, (home: string) => number]>([
  ['books', (home) => counts(home)[0]],
  ['ledger', (home) => readLedger(home).calls.length - 1],
])('while another process closes the month, all of it is read (%s)', (_, numberIn) => {
  const home = ledgerWith(many(0, 400));
  beforeOpening(fileIn(home, `${MONTH}.jsonl`), () => close(home));
  expect(numberIn(home)).toBe(400);
  expect(filesIn(home)).toEqual([`${MONTH}.jsonl.gz`]);
  appendEntries(home, many(400, 500));
  beforeOpening(fileIn(home, `${MONTH}.jsonl.gz`), () => close(home));
  expect(numberIn(home)).toBe(500);
});

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
  closeMonths(home, { now: NOW, keepCalls: null, mostMs: 0 });
  expect(monthsToClose(home, NOW)).toEqual(['2026-06', '2026-07']);
  truncateSync(fileIn(home, '2026-06.jsonl'));
  close(home);
  expect(monthsToClose(home, NOW)).toEqual([]);
});
