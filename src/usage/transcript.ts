// Claude Code's transcripts: where they lie, and the model calls they record. Subagents have files of their own beside the
// session's; a fork copies records under a new session id.
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { systemCode } from '../errors.ts';
import { moment } from './json-fields.ts';
import type { CostState, LedgerEntry } from './ledger-entry.ts';
import type { QuickCalls } from './quick-calls.ts';
import { repeated, wholeTime } from './repeated-call.ts';
import { type CostLine, LineScanner, sameButLater, type TakeCalls } from './scan-lines.ts';
import { findCost, timeUntil } from './transcript-record.ts';

export interface TranscriptPart {
  calls: LedgerEntry[];
  costStates: CostState[];
  /** Records that speak of cost but cannot be counted. */
  passedOver: number;
  /** Where to go on next time: behind the last whole line that was read. */
  offset: number;
}

const CHUNK_BYTES = 256 * 1024;
/** A record is one line; what is longer is none, and passed over as it comes. */
const LONGEST_LINE_BYTES = 64 * 1024 * 1024;
const NEWLINE = 10;
/** What was read last. One for all files: a chunk is done with before the next one is read. */
let shared: Buffer | null = null;

/** Returns what came after byte `offset`, at most about `maxBytes`. A file that cannot be read has nothing new. */
export function readTranscript(
  file: string,
  offset: number,
  maxBytes = Number.POSITIVE_INFINITY,
  quick?: QuickCalls,
): TranscriptPart {
  let fd: number | null = null;
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK); // a pipe does not keep a session waiting
    return readFrom(fd, offset, { maxBytes, quick });
  } catch (error) {
    if (!systemCode(error)) throw error;
    return { calls: [], costStates: [], passedOver: 0, offset };
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

function readFrom(
  fd: number,
  offset: number,
  { maxBytes, quick }: { maxBytes: number; quick: QuickCalls | undefined },
): TranscriptPart {
  const { size, mtime } = fstatSync(fd);
  const start = offset > size ? 0 : offset; // the file was replaced by a shorter one
  const found = new Found(mtime.toISOString());
  let position = start;
  const scanner = new LineScanner((line, sentAt) => found.add(line, sentAt), quick && found.taking(quick));
  for (const { lines, end } of wholeLines(fd, { start, size, maxBytes })) {
    scanner.scan(lines);
    position = end;
  }
  return { ...found.sofar(), offset: position };
}

/** What the lines of a part have said so far. */
class Found {
  readonly #calls = new Map<string, LedgerEntry>();
  readonly #costStates: CostState[] = [];
  /** The record that was parsed last, and its call: most records say the same as the one before. */
  #last: { text: string; call: LedgerEntry } | null = null;
  #passedOver = 0;
  #lastMainCall: string | null = null;
  /** The call that was read from bytes last, where nothing came after it. */
  #lastQuick: LedgerEntry | null = null;
  /** The moment of the last call, which stands for one that has none; in milliseconds or as the ledger keeps it. */
  #at: string | number;

  constructor(at: string) {
    this.#at = at;
  }

  /** Returns what takes the calls that `quick` reads. */
  taking(quick: QuickCalls): TakeCalls {
    return {
      read: (lines, start, end) => quick.read(lines, start, end),
      take: (sentAt) => this.#takeQuick(quick, sentAt),
    };
  }

  #takeQuick(quick: QuickCalls, sentAt: number | null): void {
    const { at, isSame } = quick;
    this.#last = null;
    if (isSame && this.#lastQuick) {
      const sent = Math.min(sentAt ?? at, at);
      this.#noteAgain(this.#lastQuick, { at, sent, ms: at - sent });
      return;
    }
    this.#lastQuick = quick.call(sentAt);
    this.#note([this.#lastQuick]);
  }

  add(line: CostLine, sentAt: number | null): void {
    this.#lastQuick = null;
    const later = this.#last && line.isCut ? sameButLater(this.#last.text, line.text) : null;
    const at = later === null ? null : moment(later);
    if (at !== null && this.#last) {
      this.#noteAgain(this.#last.call, { at, ...timeUntil(at, sentAt) });
      return;
    }
    const before = typeof this.#at === 'string' ? this.#at : new Date(this.#at).toISOString();
    let finding = findCost(line.text, before, sentAt);
    if (finding?.kind === 'unusable') finding = findCost(line.whole(), before, sentAt);
    if (finding?.kind === 'unusable') this.#passedOver++;
    else if (finding?.kind === 'cost-state')
      this.#costStates.push({ ...finding.state, lastCall: this.#lastMainCall });
    else if (finding) {
      const { call, advisors } = finding;
      this.#last = line.isCut && !advisors.length ? { text: line.text, call } : null;
      this.#note([call, ...advisors]);
    }
  }

  #note(calls: readonly [LedgerEntry, ...LedgerEntry[]]): void {
    for (const one of calls) {
      const known = this.#calls.get(one.id);
      this.#calls.set(one.id, known ? repeated(known, one) : one);
    }
    const [{ id, at, source }] = calls;
    this.#at = at;
    if (source === 'session') this.#lastMainCall = id;
  }

  /** A call of which a record said the same, but for when. */
  #noteAgain(
    { id, source }: LedgerEntry,
    { at, sent, ms }: { at: string | number; sent: number; ms: number },
  ): void {
    const known = this.#calls.get(id);
    if (known) Object.assign(known, wholeTime(known, { sent, ms }));
    this.#at = at;
    if (source === 'session') this.#lastMainCall = id;
  }

  sofar(): Omit<TranscriptPart, 'offset'> {
    return { calls: [...this.#calls.values()], costStates: this.#costStates, passedOver: this.#passedOver };
  }
}

/** The whole lines of a part of a file, many at a time, each time with the position behind them. */
function* wholeLines(
  fd: number,
  { start, size, maxBytes }: { start: number; size: number; maxBytes: number },
): Generator<{ lines: Buffer; end: number }> {
  let position = start;
  let length = CHUNK_BYTES;
  while (position < size && position - start < maxBytes) {
    const chunk = chunkOf(length);
    const read = readSync(fd, chunk, 0, Math.min(length, size - position), position);
    const end = read ? chunk.lastIndexOf(NEWLINE, read - 1) + 1 : 0;
    if (end) {
      position += end;
      yield { lines: chunk.subarray(0, end), end: position };
    } else {
      if (!read || position + read >= size) return; // the last line is still being written
      if (length < LONGEST_LINE_BYTES) {
        length *= 2; // a line longer than the chunk
        continue;
      }
      position += read;
      yield { lines: chunk.subarray(0, 0), end: position };
    }
  }
}

function chunkOf(length: number): Buffer {
  if (length > CHUNK_BYTES) return Buffer.allocUnsafe(length);
  shared ??= Buffer.allocUnsafeSlow(CHUNK_BYTES);
  return shared;
}

/** Returns the transcripts of a session's subagents, workflow agents included. */
export function subagentTranscripts(transcript: string): string[] {
  const folder = join(transcript.replace(/\.jsonl$/, ''), 'subagents');
  if (!existsSync(folder)) return []; // most sessions; to be told so by an error takes several times as long
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /^agent-.*\.jsonl$/.test(basename(name)))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Returns every session's transcript below the client's configuration folder, the oldest first: a fork after its parent. */
export function allTranscripts(configFolder: string): string[] {
  const projects = join(configFolder, 'projects');
  const files = namesIn(projects).flatMap((folder) =>
    namesIn(join(projects, folder))
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => join(projects, folder, name)),
  );
  const born = new Map(files.map((file) => [file, bornAt(file)]));
  return files.sort((a, b) => (born.get(a) ?? 0) - (born.get(b) ?? 0));
}

/** Returns when a file was made, in milliseconds; when it was last written, on disks that do not tell. */
export function bornAt(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.birthtimeMs || stat?.mtimeMs || 0;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not there, or not a folder
  }
}
