// The beginning of a month that was added up: a line that says what it was made from, and one with what budgets ask.
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerFolder } from '../ledger-entry.ts';
import type { OddLines } from './month.ts';
import { ROWS_MADE_BY } from './rows.ts';
import type { SpentSums } from './spent-sums.ts';

/** How far a month's file was read when it was added up. */
export interface Stamp {
  /** What made the rows. */
  by: string;
  /** The state of what was closed of it, all of which was read; empty or missing where nothing was. */
  closed?: string;
  /** Of the file that is appended to. */
  bytes: number;
  lines: number;
  /** When the file was last written, where all of it was read. */
  mtimeMs: number;
  /** The last bytes that were read. */
  tail: string;
}

/** What stands in the first line. */
export interface Head {
  stamp: Stamp;
  sessions: string[];
  odd: OddLines;
  /** Bytes of the second line, and of the third. */
  spent: number;
  body: number;
}

const HEAD_BYTES = 64 * 1024;
export const NEWLINE = 10;

/** Returns the file of what is stored of a month. */
export const storedFile = (home: string, month: string): string =>
  join(ledgerFolder(home), 'books', `${month}.books`);

/** Returns the first line of what is stored of a month; null where nothing that can be used is. */
export function readHead(home: string, month: string): Head | null {
  let fd: number | null = null;
  try {
    fd = openSync(storedFile(home, month), 'r');
    return readBeginning(fd)?.head ?? null;
  } catch {
    return null;
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

/** What stands in front of the figures of a month. */
export interface Beginning {
  head: Head;
  spent: SpentSums;
  /** Where the table of known calls begins. */
  table: number;
}

/** Returns the first two lines of a stored month; null where they cannot be used. Throws what the file system and JSON.parse throw. */
export function readBeginning(fd: number): Beginning | null {
  for (let length = HEAD_BYTES; ; length *= 4) {
    const bytes = Buffer.allocUnsafe(length);
    const read = readSync(fd, bytes, 0, length, 0);
    const end = bytes.subarray(0, read).indexOf(NEWLINE);
    const head = end < 0 ? null : headIn(bytes.toString('utf8', 0, end));
    if (end >= 0 && !head) return null;
    const places = head && placesIn(head, end);
    if (head && places && places.body <= read)
      return {
        head,
        spent: JSON.parse(bytes.toString('utf8', places.spent, places.body - 1)),
        table: places.table,
      };
    if (read < length) return null;
  }
}

/** Returns where the parts behind the first line begin, which ends at `end`. */
export function placesIn(head: Head, end: number): { spent: number; body: number; table: number } {
  const body = end + 1 + head.spent + 1;
  return { spent: end + 1, body, table: body + head.body + 1 };
}

/** Returns the first line of a stored month; null where other rows made it. Throws what JSON.parse throws. */
export function headIn(text: string): Head | null {
  const head: Head = JSON.parse(text);
  return head.stamp.by === ROWS_MADE_BY ? head : null;
}
