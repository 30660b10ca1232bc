// A month as budgets see it: its sums as they were stored, and the calls that came since. A hook has no time for more: where it is not
// told what those calls are (too many of them, or other counts of one that was added up), the month is to be added up again.
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { Spent } from '../budgets.ts';
import type { LedgerEntry } from '../ledger-entry.ts';
import { firstWordOf, type KnownCall, KnownCalls, WORDS } from './call-ids.ts';
import { entryIn, sumsOf } from './entry-fields.ts';
import { checkOf } from './month.ts';
import { filesOfMonths, monthFile, tailOf } from './month-files.ts';
import type { SpentSums } from './spent-sums.ts';
import { readBeginning, storedFile } from './stored-head.ts';

export interface SpentSince {
  /** Of each month of which something is stored. */
  sums: SpentSums[];
  /** The calls that came since then, each once. */
  calls: Spent[];
}

/** More new bytes than these are added up: behind what is stored, and where nothing is. */
const MOST_NEW_BYTES = 256 * 1024;
const MOST_BYTES_ALONE = 64 * 1024;

/** What was read last, and of which files: a hook asks twice. */
let last: { files: string; spent: SpentSince } | null = null;

/** Returns what is spent in the months from `first` on; null where one must be added up first. Throws nothing of the file system's. */
export function readSpent(home: string, first: string): SpentSince | null {
  const inPeriod = [...filesOfMonths(home)].filter(([name]) => name >= first);
  if (inPeriod.some(([name, files]) => files.some((file) => file !== `${name}.jsonl`))) return null; // closed
  const months = inPeriod.map(([name]) => ({ stored: storedFile(home, name), file: monthFile(home, name) }));
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
class NewCalls {
  isRevised = false;
  readonly #stored: StoredCalls[] = [];
  readonly #calls = new Map<string, Spent>();

  /** Reads what is new in a month. Returns the sums of the rest; undefined where they are not of this file, or too much is new. */
  open(stored: string, file: string): SpentSums | null | undefined {
    const calls = StoredCalls.open(stored);
    if (calls) this.#stored.push(calls);
    const { closed, bytes, tail } = calls?.stamp ?? { closed: '', bytes: 0, tail: '' };
    if (closed) return undefined;
    const { size } = statSync(file);
    const most = calls ? MOST_NEW_BYTES : MOST_BYTES_ALONE;
    if (size < bytes || size - bytes > most || tailOf(file, bytes) !== tail) return undefined;
    if (size > bytes) for (const line of textFrom(file, bytes, size).split('\n')) this.#take(line);
    return calls?.sums ?? null;
  }

  #take(line: string): void {
    const found = callIn(line);
    if (!found) return;
    const { id, call } = found;
    const known = this.#calls.get(id);
    if (known) {
      if (call.session === known.session) this.#calls.set(id, { ...call, at: known.at });
      return; // else a copy
    }
    const before = this.#knownBefore(id);
    if (!before) this.#calls.set(id, call);
    else if (before.owner === (call.session ?? '')) this.isRevised ||= before.check !== checkIn(line);
  }

  #knownBefore(id: string): { owner: string; check: number } | null {
    for (const stored of this.#stored) {
      const call = stored.find(id);
      if (call) return { owner: stored.sessions[call.session] ?? '', check: call.check };
    }
    return null;
  }

  get calls(): Spent[] {
    return [...this.#calls.values()];
  }

  close(): void {
    for (const stored of this.#stored) stored.close();
  }
}

function textFrom(file: string, from: number, to: number): string {
  const fd = openSync(file, 'r');
  try {
    const bytes = Buffer.allocUnsafe(to - from);
    return bytes.toString('utf8', 0, readSync(fd, bytes, 0, bytes.length, from));
  } finally {
    closeSync(fd);
  }
}

/** A line as it is written, as far as the agent: to be read by a pattern takes a hook a tenth of the time of any other way. */
const LINE =
  /^\{"id":"([\w|#.:-]+)","at":"(\d{4}-[\dT:.-]+Z)",(?:"sent":\d+,)?(?:"\w+":\d+,)+"costUsd":(null|[\d.e+-]+),"source":"\w+","session":(null|"[^"\\]*"),"project":(null|"[^"\\]*"),"agent":(null|"[^"\\]*"),"skill":/;

interface FoundCall {
  id: string;
  call: Spent;
}

/** A call, with the id by which it is known, in a line; null where that is no entry. */
function callIn(line: string): FoundCall | null {
  const parts = LINE.exec(line);
  if (!parts) return parsed(line);
  // Each by its place, as a list that is taken apart takes a hook twice as long.
  const call = {
    at: parts[2] ?? '',
    session: named(parts[4]),
    project: named(parts[5]),
    agent: named(parts[6]),
    costUsd: Number(parts[3]) || 0,
  };
  return { id: parts[1] ?? '', call };
}

const named = (text: string | undefined): string | null => (text?.startsWith('"') ? text.slice(1, -1) : null);

function parsed(line: string): FoundCall | null {
  const entry = entryOf(line);
  if (!entry) return null;
  const { id, at, session, project, agent, costUsd } = entry;
  const call = { at, session, project, agent, costUsd: costUsd ?? 0 };
  return { id: Buffer.from(id).toString('latin1'), call };
}

function entryOf(line: string): LedgerEntry | null {
  try {
    return entryIn(JSON.parse(line));
  } catch {
    return null;
  }
}

/** What is held against the check of a call that was added up; null for a line that would not be. */
function checkIn(line: string): number | null {
  const entry = entryOf(line);
  return entry && checkOf({ sums: sumsOf(entry), facts: entry });
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
