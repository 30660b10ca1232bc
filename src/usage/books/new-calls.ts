// A month as budgets see it: its sums as they were stored, and the calls that came since. A hook has no time for more: where it is not
// told what those calls are (too many of them, or other counts of one that was added up), the month is to be added up again.
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { Spent } from '../budgets.ts';
import { firstWordOf, type KnownCall, KnownCalls, WORDS } from './call-ids.ts';
import { checkOf } from './month.ts';
import { monthFile, monthsIn, tailOf } from './months.ts';
import { type LedgerLine, type LineTaker, readLines } from './read-lines.ts';
import type { SpentSums } from './spent-sums.ts';
import { readBeginning, storedFile } from './stored-head.ts';

export interface SpentSince {
  /** Of each month of which something is stored. */
  sums: SpentSums[];
  /** The calls that came since then, each once. */
  calls: Spent[];
}

/** More new bytes than these are added up: behind what is stored, and where nothing is. */
const MOST_NEW_BYTES = 128 * 1024;
const MOST_BYTES_ALONE = 64 * 1024;

/** What was read last, and of which files: a hook asks twice. */
let last: { files: string; spent: SpentSince } | null = null;

/** Returns what is spent in the months from `first` on; null where one must be added up first. Throws nothing of the file system's. */
export function readSpent(home: string, first: string): SpentSince | null {
  const months = monthsIn(home).flatMap((name) =>
    name >= first ? [{ stored: storedFile(home, name), file: monthFile(home, name) }] : [],
  );
  const files = months.map(({ stored, file }) => `${stateOf(stored)}|${stateOf(file)}`).join('\n');
  if (last?.files === files) return last.spent;
  const spent = spentIn(months);
  last = spent && { files, spent };
  return spent;
}

function stateOf(file: string): string {
  const { ino, size, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? {};
  return `${file} ${ino} ${size} ${mtimeMs}`;
}

function spentIn(months: readonly { stored: string; file: string }[]): SpentSince | null {
  const reader = new NewCalls();
  const sums: SpentSums[] = [];
  try {
    for (const { stored, file } of months) {
      const found = reader.open(stored, file);
      if (found === undefined) return null;
      if (found) sums.push(found);
    }
    return reader.isRevised ? null : { sums, calls: reader.calls };
  } catch {
    return null;
  } finally {
    reader.close();
  }
}

/** The calls that came since the months were stored, each once. */
class NewCalls implements LineTaker {
  isRevised = false;
  readonly #stored: StoredCalls[] = [];
  readonly #calls = new Map<string, LedgerLine>();

  /** Reads what is new in a month. Returns the sums of the rest; undefined where they are not of this file, or too much is new. */
  open(stored: string, file: string): SpentSums | null | undefined {
    const calls = StoredCalls.open(stored);
    if (calls) this.#stored.push(calls);
    const { bytes, tail } = calls?.stamp ?? { bytes: 0, tail: '' };
    const { size } = statSync(file);
    const most = calls ? MOST_NEW_BYTES : MOST_BYTES_ALONE;
    if (size < bytes || size - bytes > most || tailOf(file, bytes) !== tail) return undefined;
    if (size > bytes) readLines(file, bytes, this);
    return calls?.sums ?? null;
  }

  take(line: LedgerLine): void {
    const known = this.#calls.get(line.id);
    const session = line.facts.session ?? '';
    if (known) {
      if (session === (known.facts.session ?? '')) this.#calls.set(line.id, { ...line, at: known.at });
      return; // else a copy
    }
    const before = this.#knownBefore(line.id);
    if (!before) this.#calls.set(line.id, line);
    else if (before.owner === session) this.isRevised ||= before.check !== checkOf(line);
  }

  passOver(): void {}

  #knownBefore(id: string): { owner: string; check: number } | null {
    for (const stored of this.#stored) {
      const call = stored.find(id);
      if (call) return { owner: stored.sessions[call.session] ?? '', check: call.check };
    }
    return null;
  }

  get calls(): Spent[] {
    return [...this.#calls.values()].map(({ at, costUsd, facts: { session, project, agent } }) => ({
      ...{ session, project, agent },
      at: new Date(at).toISOString(),
      costUsd: costUsd ?? 0,
    }));
  }

  close(): void {
    for (const stored of this.#stored) stored.close();
  }
}

/** Rows of the table that are read at once, around where an id is to be expected: its first words are spread evenly. */
const WINDOW = 512;
const ROW_BYTES = WORDS * 4;
/** After so many it is quicker to read the whole table. */
const MOST_WINDOWS = 12;

/** The calls that a stored month knows, looked up on the disk. */
class StoredCalls {
  readonly #fd: number;
  readonly #table: number;
  readonly #rows: number;
  #all: KnownCalls | null = null;
  #windows = 0;
  readonly stamp;
  readonly sums;
  readonly sessions;

  private constructor(fd: number, { head, spent, table }: NonNullable<ReturnType<typeof readBeginning>>) {
    this.#fd = fd;
    this.#table = table;
    this.#rows = Math.floor((fstatSync(fd).size - table) / ROW_BYTES);
    this.stamp = head.stamp;
    this.sums = spent;
    this.sessions = head.sessions;
  }

  /** Null where nothing that can be used is stored. */
  static open(file: string): StoredCalls | null {
    if (!statSync(file, { throwIfNoEntry: false })) return null;
    const fd = openSync(file, 'r');
    const beginning = readBeginning(fd);
    if (beginning) return new StoredCalls(fd, beginning);
    closeSync(fd);
    return null;
  }

  find(id: string): KnownCall | null {
    const found = this.#all || this.#windows++ === MOST_WINDOWS ? undefined : this.#findInWindow(id);
    if (found !== undefined) return found;
    this.#all ??= this.#read(0, this.#rows);
    return this.#all.find(id);
  }

  /** Undefined where the id may stand somewhere else. */
  #findInWindow(id: string): KnownCall | null | undefined {
    const word = firstWordOf(id);
    const from = Math.max(0, Math.round((word / 2 ** 32) * this.#rows) - WINDOW / 2);
    const to = Math.min(this.#rows, from + WINDOW);
    const known = this.#read(from, to);
    const { words } = known;
    const isInside =
      (from === 0 || (words[0] ?? word) < word) && (to === this.#rows || (words.at(-WORDS) ?? word) > word);
    return isInside ? known.find(id) : undefined;
  }

  #read(from: number, to: number): KnownCalls {
    const words = new Uint32Array((to - from) * WORDS);
    readSync(this.#fd, words, 0, words.byteLength, this.#table + from * ROW_BYTES);
    return new KnownCalls(words);
  }

  close(): void {
    closeSync(this.#fd);
  }
}
