// Single calls that the user does not want to keep: of an old month its sums stay, which say all that a report says of it. What goes is
// the calls one by one.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { closedPart, monthFile, monthsIn, statOf, sumsFile } from './month-files.ts';
import { LedgerMonths } from './months.ts';
import { markOf } from './packed-lines.ts';
import { ROWS_MADE_BY } from './rows.ts';
import { writeMonth } from './stored-month.ts';
import { holdsMonth, readSums, sumsText } from './sums-file.ts';

/** Returns whether single calls of a month are not kept any more. */
export const isSummed = (home: string, name: string): boolean => closedPart(home, name).sums !== null;

/** Returns which calls were dropped, by their ids; null where none was. */
export function droppedCalls(home: string): ((id: string) => boolean) | null {
  const tables = monthsIn(home).flatMap((name) => {
    const { sums } = closedPart(home, name);
    return (sums && readSums(sums)?.month.known) || [];
  });
  if (!tables.length) return null;
  return (id) => {
    const bytes = Buffer.from(id).toString('latin1');
    return tables.some((known) => known.find(bytes) !== null);
  };
}

/** Removes packed calls that a process has put into sums already, and was killed then. Throws the file system's error. */
export function removeSummed(home: string, name: string): void {
  const { sums, packed } = closedPart(home, name);
  if (sums && packed && readSums(sums)?.of === markOf(packed)) rmSync(packed);
}

/**
 * Puts the sums of a month in the place of its calls, where all of them are packed and can be read. `onStep` is called after each step
 * that changes something on the disk. Throws the file system's error.
 */
export function dropCalls(home: string, name: string, onStep: (step: string) => void): void {
  removeSummed(home, name);
  const before = closedPart(home, name);
  const isAllPacked = (): boolean => !before.following.length && !statOf(monthFile(home, name));
  if (!before.packed || !isAllPacked()) return;
  const of = markOf(before.packed);
  const months = new LedgerMonths(home);
  if (months.unreadable.length) return;
  const month = months.month(name);
  const summed = { month, of };
  if (closedPart(home, name).state !== before.state || !isAllPacked()) return;
  const file = sumsFile(home, name);
  const draft = `${file}.${process.pid}.tmp`;
  try {
    write(draft, sumsText(summed));
    if (!holdsMonth(draft, summed)) return;
    onStep('summed');
    renameSync(draft, file);
    onStep('sums in place');
  } finally {
    rmSync(draft, { force: true });
  }
  rmSync(before.packed);
  onStep('dropped');
  const { state } = closedPart(home, name);
  const stamp = { by: ROWS_MADE_BY, closed: state, bytes: 0, lines: 0, mtimeMs: 0, tail: '' };
  writeMonth(home, name, stamp, month);
}

function write(file: string, bytes: Buffer): void {
  const fd = openSync(file, 'wx', 0o600);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
