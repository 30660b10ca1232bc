// A month that was added up, on disk, so that the next report need not read it again: a line that says what it was made from, one for
// budgets, one of figures, and the table of known calls. It can be deleted at any time; what does not fit the ledger any more is made
// anew.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../../data-home.ts';
import { NOT_WRITTEN } from '../cache-rebuild.ts';
import { ledgerFolder } from '../ledger-entry.ts';
import { KnownCalls } from './call-ids.ts';
import type { Facts } from './entry-fields.ts';
import type { LastCall, Month } from './month.ts';
import type { Row } from './rows.ts';
import { sumSpent } from './spent-sums.ts';
import { type Head, headIn, NEWLINE, placesIn, type Stamp, storedFile } from './stored-head.ts';

/** Returns a stored month; null where it is not whole. */
export function readMonth(home: string, month: string): { head: Head; month: Month } | null {
  try {
    const bytes = readFileSync(storedFile(home, month));
    const end = bytes.indexOf(NEWLINE);
    const head = headIn(bytes.toString('utf8', 0, end));
    const places = head && placesIn(head, end);
    const body = places && JSON.parse(bytes.toString('utf8', places.body, places.table - 1));
    if (!places || !body) return null;
    const ids = bytes.subarray(places.table);
    if (ids.length !== body.known) return null;
    return { head, month: monthOf(head, body, knownIn(ids)) };
  } catch {
    return null;
  }
}

/** The calls that a month knows. */
export type Table = Pick<Month, 'known' | 'sessions'>;

/** Returns the calls that a stored month knows; null where it is not whole. */
export function readTable(home: string, month: string): Table | null {
  try {
    const bytes = readFileSync(storedFile(home, month));
    const end = bytes.indexOf(NEWLINE);
    const head = headIn(bytes.toString('utf8', 0, end));
    return head && { known: knownIn(bytes.subarray(placesIn(head, end).table)), sessions: head.sessions };
  } catch {
    return null;
  }
}

/** Returns a table of known calls by its bytes. */
export const knownIn = (ids: Uint8Array): KnownCalls =>
  new KnownCalls(new Uint32Array(new Uint8Array(ids).buffer));

/** Stores a month. Returns its first line; null where that fails, and the next report adds it up again. */
export function writeMonth(home: string, name: string, stamp: Stamp, month: Month): Head | null {
  const file = storedFile(home, name);
  const draft = `${file}.${process.pid}.tmp`;
  const { words } = month.known;
  const body = JSON.stringify(bodyOf(month, words.byteLength));
  const spent = JSON.stringify(sumSpent(name, month.rows, Date.now()));
  const bytes = { spent: Buffer.byteLength(spent), body: Buffer.byteLength(body) };
  const head: Head = { stamp, sessions: month.sessions, odd: month.odd, ...bytes };
  try {
    makePrivateFolder(join(ledgerFolder(home), 'books'));
    const text = Buffer.from(`${JSON.stringify(head)}\n${spent}\n${body}\n`);
    const ids = Buffer.from(words.buffer, words.byteOffset, words.byteLength);
    writeFileSync(draft, Buffer.concat([text, ids]), { mode: 0o600 });
    renameSync(draft, file);
    return head;
  } catch {
    remove(draft);
    return null;
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It was never there.
  }
}

/** The figures of a month, column by column: numbers in a list are read many times faster than fields of objects. */
export interface Body {
  facts: Facts[];
  rows: Columns;
  copies: Columns;
  /** The session in whose transcripts each row of `copies` stands. */
  copiedTo: string[];
  threads: [string, LastCall][];
  lastCopies: [string, LastCall][];
  /** Bytes of the table of known calls. */
  known: number;
}

export interface Columns {
  facts: number[];
  at: number[];
  /** Milliseconds after `at`. */
  lasted: number[];
  calls: number[];
  prompt: number[];
  sums: number[][];
  costUsd: (number | null)[];
  /** What was written to a cache again, by the place of the row, where anything was. */
  again: [number, Row['again']][];
}

/** Returns the figures of a month whose table of known calls has so many bytes. */
export function bodyOf({ rows, copies, threads, lastCopies }: Month, known: number): Body {
  const numbers = new Map<Facts, number>();
  const numberOf = (facts: Facts): number => {
    const number = numbers.get(facts) ?? numbers.size;
    numbers.set(facts, number);
    return number;
  };
  const copied = [...copies].flatMap(([session, list]) => list.map((row) => ({ session, row })));
  return {
    rows: columnsOf(rows, numberOf),
    copies: columnsOf(
      copied.map(({ row }) => row),
      numberOf,
    ),
    copiedTo: copied.map(({ session }) => session),
    threads: [...threads],
    lastCopies: [...lastCopies],
    facts: [...numbers.keys()],
    known,
  };
}

const columnsOf = (rows: readonly Row[], numberOf: (facts: Facts) => number): Columns => ({
  facts: rows.map(({ facts }) => numberOf(facts)),
  at: rows.map(({ at }) => at),
  lasted: rows.map(({ at, until }) => until - at),
  calls: rows.map(({ calls }) => calls),
  prompt: rows.map(({ prompt }) => prompt),
  sums: rows.map(({ sums }) => sums),
  costUsd: rows.map(({ costUsd }) => costUsd),
  again: rows.flatMap(({ again }, row): Columns['again'] => (again.switches ? [[row, again]] : [])),
});

/** Returns the month with these figures. */
export function monthOf(
  { sessions, odd }: Pick<Month, 'sessions' | 'odd'>,
  body: Body,
  known: KnownCalls,
): Month {
  const copies = new Map<string, Row[]>();
  for (const [index, row] of rowsOf(body.copies, body.facts).entries()) {
    const session = body.copiedTo[index] ?? '';
    const list = copies.get(session);
    if (list) list.push(row);
    else copies.set(session, [row]);
  }
  const rows = rowsOf(body.rows, body.facts);
  const threads = new Map(body.threads);
  return { rows, copies, threads, lastCopies: new Map(body.lastCopies), sessions, known, odd };
}

function rowsOf(
  { facts, at, lasted, calls, prompt, sums, costUsd, again }: Columns,
  all: readonly Facts[],
): Row[] {
  const written = new Map(again);
  return at.map((begins, row) => ({
    facts: all[facts[row] ?? -1] as Facts,
    at: begins,
    until: begins + (lasted[row] ?? 0),
    calls: calls[row] ?? 0,
    prompt: prompt[row] ?? 0,
    sums: sums[row] ?? [],
    costUsd: costUsd[row] ?? null,
    again: written.get(row) ?? NOT_WRITTEN,
  }));
}
