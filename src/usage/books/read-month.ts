// What is new in the files of a month since it was added up; all of it, where what is stored does not fit them any more.
import { basename } from 'node:path';
import { systemCode } from '../../errors.ts';
import { type Elsewhere, type Month, MonthReader, noMonth } from './month.ts';
import { type ClosedPart, closedPart, monthFile, statOf, tailOf } from './month-files.ts';
import { closedPieces, type Damaged } from './month-pieces.ts';
import { markOf } from './packed-lines.ts';
import { LineReader, type ReadLines } from './read-lines.ts';
import { ROWS_MADE_BY } from './rows.ts';
import type { Stamp } from './stored-head.ts';
import { readMonth } from './stored-month.ts';
import { readSums } from './sums-file.ts';

/** A month with all that its files hold now. */
export interface MonthRead {
  month: Month;
  stamp: Stamp;
  /** Whether there was enough that is new, and it can be taken for good. */
  isWorthStoring: boolean;
  damaged: readonly Damaged[];
}

/** Of a month, fewer new bytes than this are read again by each report instead of being stored. */
const WORTH_STORING_BYTES = 64 * 1024;
/** Another process may be closing the month; it does not do so more often. */
const MOST_TRIES = 5;

/** Returns a month with what is new in its files since `stamp`; null where nothing is. Throws the file system's error. */
export function readNew(
  home: string,
  name: string,
  stamp: Stamp | undefined,
  elsewhere: Elsewhere,
): MonthRead | null {
  for (let tries = 1; ; tries++) {
    const files = new MonthFiles(home, name);
    if (files.isAsAt(stamp)) return null;
    try {
      const read = files.read(stamp, elsewhere);
      if (!files.wereMoved() || tries === MOST_TRIES) return read;
    } catch (error) {
      if (systemCode(error) !== 'ENOENT' || tries === MOST_TRIES) throw error;
    }
  }
}

const NEW: Stamp = { by: ROWS_MADE_BY, closed: '', bytes: 0, lines: 0, mtimeMs: 0, tail: '' };

/** The files of a month as they are now. */
class MonthFiles {
  readonly #home: string;
  readonly #name: string;
  readonly #closed: ClosedPart;
  /** That is appended to. */
  readonly #file: string;
  readonly #stat;

  constructor(home: string, name: string) {
    this.#home = home;
    this.#name = name;
    this.#closed = closedPart(home, name);
    this.#file = monthFile(home, name);
    this.#stat = statOf(this.#file);
  }

  /** Whether another process closes the month, or has closed it since. */
  wereMoved(): boolean {
    return closedPart(this.#home, this.#name).state !== this.#closed.state;
  }

  isAsAt(stamp: Stamp | undefined): boolean {
    const { size, mtimeMs } = this.#stat ?? NOTHING;
    return this.#isClosedAsAt(stamp) && stamp?.bytes === size && stamp.mtimeMs === mtimeMs;
  }

  #isClosedAsAt(stamp: Stamp | undefined): boolean {
    return stamp !== undefined && (stamp.closed ?? '') === this.#closed.state;
  }

  read(stamp: Stamp | undefined, elsewhere: Elsewhere): MonthRead {
    return (this.#hasGrownSince(stamp) ? this.#readOn(elsewhere, []) : null) ?? this.#readWhole(elsewhere);
  }

  #hasGrownSince(stamp: Stamp | undefined): stamp is Stamp {
    if (!this.#isClosedAsAt(stamp) || (this.#stat?.size ?? 0) === stamp?.bytes) return false;
    return stamp !== undefined && this.#beginsAs(stamp);
  }

  /** Whether the file that is appended to is the one of which so much was read. */
  #beginsAs({ bytes, tail }: Stamp): boolean {
    return bytes <= (this.#stat?.size ?? 0) && tailOf(this.#file, bytes) === tail;
  }

  /** Goes on from what is stored; null where that cannot be done. */
  #readOn(elsewhere: Elsewhere, damaged: readonly Damaged[]): MonthRead | null {
    const stored = readMonth(this.#home, this.#name);
    if (!stored) return null;
    const { stamp } = stored.head;
    if (!damaged.length && !this.#hasGrownSince(stamp)) return null;
    const from = this.#beginsAs(stamp) ? stamp : NEW;
    const month = new MonthReader(stored.month, elsewhere);
    const read = this.#readOpen(new LineReader(month), month, from);
    return month.isRevised ? null : this.#found(month.month(), from, { read, closedBytes: 0, damaged });
  }

  #readWhole(elsewhere: Elsewhere): MonthRead {
    const damaged: Damaged[] = [];
    const { sums, packed } = this.#closed;
    const summed = sums === null ? null : readSums(sums);
    if (sums !== null && !summed) damaged.push({ file: sums, lines: null });
    const month = new MonthReader(summed?.month ?? noMonth(), elsewhere);
    const reader = new LineReader(month);
    // What a process left that was killed is in the sums.
    const isInSums = summed !== null && packed !== null && summed.of === markOf(packed);
    const lines = isInSums ? { ...this.#closed, packed: null } : this.#closed;
    let closedBytes = sums === null ? 0 : WORTH_STORING_BYTES;
    for (const { file, pieces } of closedPieces(lines, (one) => damaged.push(one))) {
      month.begin(basename(file), 0);
      closedBytes += reader.pieces(pieces).bytes;
    }
    const stored = damaged.length && !this.wereMoved() ? this.#readOn(elsewhere, damaged) : null;
    if (stored) return stored;
    const read = this.#readOpen(reader, month, NEW);
    return this.#found(month.month(), NEW, { read, closedBytes, damaged });
  }

  #readOpen(reader: LineReader, month: MonthReader, from: Stamp): ReadLines {
    month.begin(basename(this.#file), from.lines);
    return this.#stat ? reader.file(this.#file, from.bytes) : reader.pieces([]);
  }

  #found(
    month: Month,
    from: Stamp,
    { read, closedBytes, damaged }: { read: ReadLines; closedBytes: number; damaged: readonly Damaged[] },
  ): MonthRead {
    const bytes = from.bytes + read.bytes;
    const stamp = {
      ...{ by: ROWS_MADE_BY, closed: this.#closed.state, bytes, lines: from.lines + read.lines },
      ...{ mtimeMs: (this.#stat ?? NOTHING).mtimeMs, tail: tailOf(this.#file, bytes) },
    };
    const isWorth = read.bytes + closedBytes >= WORTH_STORING_BYTES;
    return { month, stamp, isWorthStoring: isWorth && !read.isTorn && !damaged.length, damaged };
  }
}

const NOTHING = { size: 0, mtimeMs: 0 };
