// The files of a month of the ledger, and their order: `2026-11.sums.gz`, where single calls are not kept any more; then lines, in
// `2026-11.jsonl.gz`, where the month was closed; then, while it is
// being closed, `2026-11.after-<bytes>.jsonl`, what goes behind so many packed bytes; then `2026-11.jsonl`, to which everybody appends.
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerFolder } from '../ledger-entry.ts';

const TAIL_BYTES = 64;
const NAME = /^(\d{4}-\d\d)\.(?:jsonl|jsonl\.gz|sums\.gz|after-\d+\.jsonl)$/;

/** Returns the file of a month that is appended to. */
export const monthFile = (home: string, name: string): string => join(ledgerFolder(home), `${name}.jsonl`);

/** Returns the file of a month that was closed. */
export const packedFile = (home: string, name: string): string => `${monthFile(home, name)}.gz`;

/** Returns the file of the sums of a month whose single calls are not kept. */
export const sumsFile = (home: string, name: string): string => join(ledgerFolder(home), `${name}.sums.gz`);

/** Returns the file of lines that go behind so many packed bytes. */
export const followingFile = (home: string, name: string, bytes: number): string =>
  join(ledgerFolder(home), `${name}.after-${bytes}.jsonl`);

/** Returns how many packed bytes such a file goes behind; null for another file. */
export function bytesBefore(file: string): number | null {
  const [, bytes] = /\.after-(\d+)\.jsonl$/.exec(file) ?? [];
  return bytes === undefined ? null : Number(bytes);
}

/** Returns the files of each month of a ledger such as `2026-11`, by their names, the months in order. */
export function filesOfMonths(home: string): Map<string, string[]> {
  const months = new Map<string, string[]>();
  for (const file of namesIn(ledgerFolder(home)).sort()) {
    const [, name] = NAME.exec(file) ?? [];
    if (name) months.set(name, [...(months.get(name) ?? []), file]);
  }
  return months;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Returns the months of a ledger, in order. */
export const monthsIn = (home: string): string[] => [...filesOfMonths(home).keys()];

/** What of a month is not appended to any more. */
export interface ClosedPart {
  sums: string | null;
  packed: string | null;
  /** Files of lines behind the packed ones. */
  following: string[];
  /** All of them by name, size and time; empty where there is none. */
  state: string;
}

/** Returns what of a month is closed. Throws nothing of the file system's. */
export function closedPart(home: string, name: string): ClosedPart {
  const files = (filesOfMonths(home).get(name) ?? []).filter((file) => file !== `${name}.jsonl`);
  const found = files.flatMap((base) => {
    const file = join(ledgerFolder(home), base);
    const stat = statOf(file);
    return stat ? [{ file, state: `${base} ${stat.size} ${stat.mtimeMs}` }] : [];
  });
  const known = [sumsFile(home, name), packedFile(home, name)];
  const [sums = null, packed = null] = known.map((one) =>
    found.some(({ file }) => file === one) ? one : null,
  );
  return {
    ...{ sums, packed },
    following: found.flatMap(({ file }) => (known.includes(file) ? [] : [file])),
    state: found.map(({ state }) => state).join(' + '),
  };
}

/** Returns what is told of a file; undefined where it cannot be looked at. */
export function statOf(file: string): { ino: number; size: number; mtimeMs: number } | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Returns the bytes before a place in a file, as text. Throws the file system's error. */
export function tailOf(file: string, before: number): string {
  if (!before) return '';
  const fd = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(Math.min(TAIL_BYTES, before));
    return bytes.toString('latin1', 0, readSync(fd, bytes, 0, bytes.length, before - bytes.length));
  } finally {
    closeSync(fd);
  }
}
