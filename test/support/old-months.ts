// Ledgers with months that ended long ago, and what is said of them.
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { onTestFinished } from 'vitest';
import { loadCatalog } from '../../src/models/catalog.ts';
import { readBooks } from '../../src/usage/books/books.ts';
import { closeMonths } from '../../src/usage/books/close-months.ts';
import { readLedger } from '../../src/usage/ledger.ts';
import { appendEntries, type LedgerEntry } from '../../src/usage/ledger-entry.ts';
import { buildReport } from '../../src/usage/report.ts';
import { pricedCall } from './priced-calls.ts';

const catalog = loadCatalog('/nowhere', '/nowhere', {});
export const NOW = new Date('2026-11-20T12:00:00.000Z');
export const MONTH = '2026-06';

export function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

export const fileIn = (home: string, name: string): string => join(home, 'ledger', name);
export const filesIn = (home: string): string[] =>
  readdirSync(join(home, 'ledger')).filter((name) => name.startsWith(MONTH));

/** Closes months as a report does; with `keepCalls`, single calls of older ones are dropped. */
export function close(
  home: string,
  onStep: (step: string) => void = () => {},
  keepCalls: number | null = null,
): void {
  closeMonths(home, { now: NOW, keepCalls, mostMs: 60_000, onStep });
}

export function entry(facts: Partial<LedgerEntry>): LedgerEntry {
  const { who: _, ...call } = pricedCall(facts);
  return call;
}

/** Enough calls for a month to be stored, their ids as long as real ones. */
export const many = (from: number, to: number, facts: Partial<LedgerEntry> = {}): LedgerEntry[] =>
  Array.from({ length: to - from }, (_, index) => {
    const number = from + index;
    const at = new Date(Date.UTC(2026, 5, 2) + number * 40_000).toISOString();
    const id = `msg_01${number}abcdefghijklmnop|req_011C${number}`;
    return entry({ id, at, session: `s${Math.floor(number / 60)}`, output: number, ...facts });
  });

/** A ledger that is in use, with some calls of a month that is not. */
export function ledgerWith(calls: readonly LedgerEntry[]): string {
  const home = newHome();
  appendEntries(home, [...calls, entry({ id: 'now', at: '2026-11-19T00:00:00.000Z' })]);
  return home;
}

/** How many calls the month has, by the books and by the lines. */
export const counts = (home: string): [number, number] => [
  readBooks(home, null).calls.reduce((sum, { at, calls = 1 }) => sum + (at < '2026-07' ? calls : 0), 0),
  readLedger(home).calls.filter(({ at }) => at < '2026-07').length,
];

/** What is said of a ledger: by the books, and call by call. */
export function said(home: string, how: 'singly' | 'in sums' = 'singly'): object {
  const options = { from: null, to: new Date('2027-01-01'), catalog, declaredTiers: new Map() };
  const { passedOver, ...books } = readBooks(home, null);
  return rounded({
    report: buildReport(books, options),
    odd: passedOver.reduce((sum, { more = 0 }) => sum + 1 + more, 0),
    ...(how === 'singly' && { calls: readLedger(home).calls }),
  });
}

/** Sums of the same numbers in another order differ in their last digits, and groups of the same cost in their order. */
const rounded = (value: object): object =>
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
export const call = fc
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
export type Act = LedgerEntry[] | 'close' | 'read' | 'forget' | 'odd';
export const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.array(call, { minLength: 1, maxLength: 20 }) },
  { weight: 4, arbitrary: fc.constantFrom<Act>('close', 'close', 'read', 'forget', 'odd') },
);

export function doTo(home: string, one: Act): void {
  if (one === 'close') close(home);
  else if (one === 'read') readBooks(home, null);
  else if (one === 'forget') rmSync(join(home, 'ledger', 'books'), { recursive: true, force: true });
  else if (one === 'odd') {
    mkdirSync(join(home, 'ledger'), { recursive: true });
    appendFileSync(fileIn(home, '2026-07.jsonl'), '{"key":"x"}\nnull\n');
  } else appendEntries(home, one);
}
