// Single calls that are not kept: the report says what it said, and no call that was dropped counts again.
import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { singleCalls } from '../../../src/report/single-calls.ts';
import { readBooks } from '../../../src/usage/books/books.ts';
import { readLedger } from '../../../src/usage/ledger.ts';
import { appendEntries, type LedgerEntry } from '../../../src/usage/ledger-entry.ts';
import { numberOf } from '../../../src/usage/priced-call.ts';
import {
  type Act,
  act,
  close,
  counts,
  doTo,
  fileIn,
  filesIn,
  ledgerWith,
  MONTH,
  many,
  newHome,
  said,
} from '../../support/old-months.ts';

const drop = (home: string, onStep?: (step: string) => void): void => close(home, onStep, 3);

/** Transcripts that are read again say of a call what they said; another session may have a copy. */
const asBefore = (entry: LedgerEntry): LedgerEntry => ({
  ...{ ...entry, input: entry.id.length, output: 7, costUsd: 0.1, at: `${entry.at.slice(0, 14)}00:00.000Z` },
  session: entry.session && `${entry.id.length % 2 ? entry.session : 's'}`,
});
const repeating = act.map((one): Act => (typeof one === 'string' ? one : one.map(asBefore)));

test('whatever is appended and whenever calls are dropped, the report is what it would be', () => {
  fc.assert(
    fc.property(fc.array(repeating, { minLength: 2, maxLength: 12 }), (acts) => {
      const [plain, dropped] = [newHome(), newHome()];
      for (const one of acts) {
        if (one === 'close') drop(dropped);
        else doTo(dropped, one);
        if (one !== 'close') doTo(plain, one);
      }
      drop(dropped);
      expect(said(dropped, 'in sums')).toEqual(said(plain, 'in sums'));
    }),
    { numRuns: 10 },
  );
});

test('sums stay in the place of the calls, also without what is stored', () => {
  const home = ledgerWith(many(0, 400));
  const expected = said(home, 'in sums');
  drop(home);
  expect(filesIn(home)).toEqual([`${MONTH}.sums.gz`]);
  expect(counts(home)).toEqual([400, 0]);
  rmSync(join(home, 'ledger', 'books'), { recursive: true });
  expect(said(home, 'in sums')).toEqual(expected);
});

test('a call that was dropped and is told again counts once; a new one counts', () => {
  const home = ledgerWith(many(0, 400));
  drop(home);
  appendEntries(home, many(0, 410));
  appendEntries(home, many(3, 4, { session: 'fork' }));
  expect(counts(home)).toEqual([410, 10]);
  drop(home);
  expect(filesIn(home)).toEqual([`${MONTH}.sums.gz`]);
  expect(counts(home)).toEqual([410, 0]);
});

test('killed after any step, nothing is lost and nothing counts twice', () => {
  const home = ledgerWith(many(0, 300));
  appendFileSync(fileIn(home, `${MONTH}.jsonl`), '{"key":"x"}\nnull\n');
  const expected = said(home, 'in sums');
  const left: string[] = [];
  drop(home, (step) => {
    const copy = newHome();
    cpSync(home, copy, { recursive: true, preserveTimestamps: true });
    rmSync(fileIn(copy, 'lock')); // as of a process that is gone
    left.push(step);
    expect(said(copy, 'in sums'), step).toMatchObject({ ...expected, odd: expect.any(Number) });
    appendEntries(copy, many(0, 3)); // again, as transcripts may be read again
    drop(copy);
    expect(filesIn(copy), step).toEqual([`${MONTH}.sums.gz`]);
    expect(said(copy, 'in sums'), step).toEqual(expected);
  });
  expect(left).toEqual([
    ...['packed', 'set apart', 'in place', 'removed'],
    ...['summed', 'sums in place', 'dropped'],
  ]);
});

test.each(['summed', 'sums in place'])('what is appended after “%s” counts', (when) => {
  const home = ledgerWith(many(0, 300));
  drop(home, (step) => {
    if (step === when) appendEntries(home, many(300, 310));
  });
  expect(counts(home)[0]).toBe(310);
  drop(home);
  expect(counts(home)).toEqual([310, 0]);
});

test('calls of a month that cannot be read in full are not dropped', () => {
  const home = ledgerWith(many(0, 300));
  close(home);
  const file = fileIn(home, `${MONTH}.jsonl.gz`);
  writeFileSync(file, readFileSync(file).fill(7, 500, 600));
  drop(home);
  expect(filesIn(home)).toEqual([`${MONTH}.jsonl.gz`]);
});

test('sums that are damaged are told and left as they are', () => {
  const home = ledgerWith(many(0, 300));
  drop(home);
  const file = fileIn(home, `${MONTH}.sums.gz`);
  const damaged = readFileSync(file).fill(7, 500, 600);
  writeFileSync(file, damaged);
  appendEntries(home, many(300, 310));
  expect(readBooks(home, null).passedOver).toMatchObject([{ file }]);
  expect(counts(home)[0]).toBe(310); // by what is stored
  rmSync(join(home, 'ledger', 'books'), { recursive: true });
  expect(counts(home)[0]).toBe(10);
  drop(home);
  expect(readFileSync(file).equals(damaged)).toBe(true);
});

test('a page has those months by quarters of an hour, and the others call by call', () => {
  const home = ledgerWith(many(0, 300));
  const { calls } = readBooks(home, null);
  expect(singleCalls(home, calls, null)).toMatchObject({ isSingle: true, calls: { length: 301 } });
  drop(home);
  const { calls: groups, isSingle } = singleCalls(home, readBooks(home, null).calls, null);
  expect([isSingle, numberOf(groups), readLedger(home).calls.length]).toEqual([false, 301, 1]);
  expect(groups.length).toBeLessThan(100);
});
