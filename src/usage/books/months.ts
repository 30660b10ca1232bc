// The ledger added up, month by month: what was added up before is read from disk, and only what came since is read from the ledger.
import { systemCode, systemReason } from '../../errors.ts';
import { type Elsewhere, type Month, noMonth, type OddLines } from './month.ts';
import { monthFile, monthsIn } from './month-files.ts';
import { damagedInWords } from './month-pieces.ts';
import { readNew } from './read-month.ts';
import { type Head, readHead } from './stored-head.ts';
import { readMonth, readTable, type Table, writeMonth } from './stored-month.ts';

/** A month's file that could not be read, or a part of it. */
export interface Unreadable {
  file: string;
  problem: string;
}

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

  /** Returns the sessions with calls, or copies of calls, in a month. */
  sessions(name: string): readonly string[] {
    return this.#months.get(name)?.sessions ?? this.#heads.get(name)?.sessions ?? [];
  }

  /** Returns the lines of a month that are no entries. */
  odd(name: string): OddLines {
    return this.#months.get(name)?.odd ?? this.#heads.get(name)?.odd ?? noMonth().odd;
  }

  #bringUpToDate(name: string): void {
    try {
      const read = readNew(this.#home, name, this.#heads.get(name)?.stamp, this.#otherThan(name));
      if (!read) return;
      const { month, stamp, isWorthStoring, damaged } = read;
      for (const one of damaged) this.unreadable.push({ file: one.file, problem: damagedInWords(one) });
      this.#tables.set(name, month);
      const head = isWorthStoring ? writeMonth(this.#home, name, stamp, month) : null;
      if (head) this.#heads.set(name, head);
      else this.#months.set(name, month); // it is nowhere else; others are read when they are asked for
    } catch (error) {
      if (!systemCode(error)) throw error;
      this.#months.set(name, noMonth());
      this.unreadable.push({ file: monthFile(this.#home, name), problem: systemReason(error) });
    }
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
