// The ledger added up, month by month: what was added up before is read from disk, and only what came since is read from the ledger.
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode, systemReason } from '../../errors.ts';
import { ledgerFolder } from '../ledger-entry.ts';
import { type Elsewhere, type Month, MonthReader, noMonth, type OddLines } from './month.ts';
import { type ReadLines, readLines } from './read-lines.ts';
import { ROWS_MADE_BY } from './rows.ts';
import { type Head, readHead, type Stamp } from './stored-head.ts';
import { readMonth, readTable, type Table, writeMonth } from './stored-month.ts';

/** A month's file that could not be read. */
export interface Unreadable {
  name: string;
  problem: string;
}

/** Of a month, fewer new bytes than this are read again by each report instead of being stored. */
const WORTH_STORING_BYTES = 64 * 1024;
const TAIL_BYTES = 64;

/** All months of a ledger; each is read when it is asked for. */
export class LedgerMonths {
  /** In order. */
  readonly names: readonly string[];
  readonly unreadable: Unreadable[] = [];
  readonly #home: string;
  readonly #months = new Map<string, Month>();
  readonly #tables = new Map<string, Table>();
  readonly #heads = new Map<string, Head | null>();

  /** Brings what is stored up to date with the ledger of a data home, as far as it can be written; the months from `first` on. */
  constructor(home: string, first = '') {
    this.#home = home;
    this.names = monthsIn(home);
    for (const name of this.names) this.#heads.set(name, readHead(home, name));
    for (const name of this.names) if (name >= first) this.#bringUpToDate(name);
  }

  /** Returns a month in full. */
  month(name: string): Month {
    const known = this.#months.get(name);
    if (known) return known;
    const month = readMonth(this.#home, name)?.month ?? noMonth();
    this.#months.set(name, month);
    return month;
  }

  /** Returns the file of a month. */
  file(name: string): string {
    return monthFile(this.#home, name);
  }

  /** Returns the sessions with calls, or copies of calls, in a month. */
  sessions(name: string): readonly string[] {
    return this.#months.get(name)?.sessions ?? this.#heads.get(name)?.sessions ?? [];
  }

  /** Returns the lines of a month that are no entries. */
  odd(name: string): OddLines {
    return this.#months.get(name)?.odd ?? this.#heads.get(name)?.odd ?? noMonth().odd;
  }

  #bringUpToDate(name: string): void {
    const head = this.#heads.get(name);
    const now = statSync(this.file(name), { throwIfNoEntry: false });
    if (!now) return;
    const stamp = head?.stamp;
    if (stamp && stamp.bytes === now.size && stamp.mtimeMs === now.mtimeMs) return;
    try {
      const goesOn = stamp && stamp.bytes < now.size && tailOf(this.file(name), stamp.bytes) === stamp.tail;
      const stored = goesOn ? readMonth(this.#home, name) : null;
      if (!stored || !this.#readFrom(name, stored.head.stamp, stored.month))
        this.#readFrom(name, NEW, noMonth());
    } catch (error) {
      if (!systemCode(error)) throw error;
      this.#months.set(name, noMonth());
      this.unreadable.push({ name, problem: systemReason(error) });
    }
  }

  /** Reads what is new in a month. Returns false where it must be read from its start. */
  #readFrom(name: string, stamp: Stamp, before: Month): boolean {
    const reader = new MonthReader(before, stamp.lines, this.#otherThan(name));
    const file = this.file(name);
    const { mtimeMs } = statSync(file);
    const read = readLines(file, stamp.bytes, reader);
    if (reader.isRevised) return false;
    const month = reader.month();
    this.#tables.set(name, month);
    const isWorth = !read.isTorn && read.bytes >= WORTH_STORING_BYTES;
    const head = isWorth
      ? writeMonth(this.#home, name, stampAfter(file, stamp, { ...read, mtimeMs }), month)
      : null;
    if (head) this.#heads.set(name, head);
    else this.#months.set(name, month); // it is nowhere else; others are read when they are asked for
    return true;
  }

  #table(name: string): Table {
    const known =
      this.#months.get(name) ?? this.#tables.get(name) ?? readTable(this.#home, name) ?? noMonth();
    this.#tables.set(name, { known: known.known, sessions: known.sessions });
    return known;
  }

  #otherThan(name: string): Elsewhere {
    const others = this.names.filter((other) => other !== name && this.#isKnown(other));
    return {
      sessionOf: (id) => {
        for (const other of others) {
          const { known, sessions } = this.#table(other);
          const call = known.find(id);
          if (call) return sessions[call.session] ?? '';
        }
        return null;
      },
    };
  }

  /** Whether a month was read already, or what is stored of it is of use. */
  #isKnown(name: string): boolean {
    return this.#months.has(name) || Boolean(this.#heads.get(name));
  }
}

const NEW: Stamp = { by: ROWS_MADE_BY, bytes: 0, lines: 0, mtimeMs: 0, tail: '' };

function stampAfter(
  file: string,
  before: Stamp,
  { bytes, lines, mtimeMs }: ReadLines & { mtimeMs: number },
): Stamp {
  const all = before.bytes + bytes;
  return { by: ROWS_MADE_BY, bytes: all, lines: before.lines + lines, mtimeMs, tail: tailOf(file, all) };
}

/** Returns the bytes before a place in a file, as text. Throws the file system's error. */
export function tailOf(file: string, before: number): string {
  const fd = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(Math.min(TAIL_BYTES, before));
    return bytes.toString('latin1', 0, readSync(fd, bytes, 0, bytes.length, before - bytes.length));
  } finally {
    closeSync(fd);
  }
}

/** Returns the file of a month of the ledger. */
export const monthFile = (home: string, name: string): string => join(ledgerFolder(home), `${name}.jsonl`);

/** Returns the months of a ledger, such as `2026-11`, in order. */
export function monthsIn(home: string): string[] {
  try {
    return readdirSync(ledgerFolder(home))
      .flatMap((name) => /^(\d{4}-\d\d)\.jsonl$/.exec(name)?.[1] ?? [])
      .sort();
  } catch {
    return [];
  }
}
