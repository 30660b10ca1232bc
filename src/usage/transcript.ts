// Claude Code's transcripts: where they lie, and the model calls they record. Subagents have files of their own beside the
// session's; a fork copies records under a new session id.
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CostState, LedgerEntry } from './ledger-entry.ts';
import { findCost } from './transcript-record.ts';

export interface TranscriptPart {
  calls: LedgerEntry[];
  costStates: CostState[];
  /** Records that speak of cost but cannot be counted. */
  passedOver: number;
  /** Where to go on next time: behind the last whole line that was read. */
  offset: number;
}

const CHUNK_BYTES = 4 * 1024 * 1024;
const NEWLINE = 10;
// Both stand unescaped in a record of that type only; the records themselves decide.
const MARKS = [Buffer.from('"type":"assistant"'), Buffer.from('"type":"cost-state"')];

/** Returns what came after byte `offset`, at most about `maxBytes`. A file that cannot be read has nothing new. */
export function readTranscript(
  file: string,
  offset: number,
  maxBytes = Number.POSITIVE_INFINITY,
): TranscriptPart {
  let fd: number | null = null;
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK); // a pipe does not keep a session waiting
    return readFrom(fd, offset, maxBytes);
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code) throw error;
    return { calls: [], costStates: [], passedOver: 0, offset };
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

function readFrom(fd: number, offset: number, maxBytes: number): TranscriptPart {
  const { size, mtime } = fstatSync(fd);
  const start = offset > size ? 0 : offset; // the file was replaced by a shorter one
  const calls = new Map<string, LedgerEntry>();
  const costStates: CostState[] = [];
  let passedOver = 0;
  let lastMainCall: string | null = null;
  let position = start;
  let at = mtime.toISOString();
  for (const { lines, end } of wholeLines(fd, { start, size, maxBytes })) {
    for (const line of markedLines(lines)) {
      const finding = findCost(line, at);
      if (finding?.kind === 'unusable') passedOver++;
      else if (finding?.kind === 'cost-state') {
        const { session, totalCostUsd } = finding;
        costStates.push({ session, totalCostUsd, lastCall: lastMainCall });
      } else if (finding) {
        const { call } = finding;
        calls.set(call.id, call);
        at = call.at;
        if (call.source === 'session') lastMainCall = call.id;
      }
    }
    position = end;
  }
  return { calls: [...calls.values()], costStates, passedOver, offset: position };
}

/** The whole lines of a part of a file, many at a time, each time with the position behind them. */
function* wholeLines(
  fd: number,
  { start, size, maxBytes }: { start: number; size: number; maxBytes: number },
): Generator<{ lines: Buffer; end: number }> {
  let position = start;
  let length = CHUNK_BYTES;
  while (position < size && position - start < maxBytes) {
    const chunk = Buffer.allocUnsafe(Math.min(length, size - position));
    const read = readSync(fd, chunk, 0, chunk.length, position);
    const end = read ? chunk.lastIndexOf(NEWLINE, read - 1) + 1 : 0;
    if (end) {
      position += end;
      yield { lines: chunk.subarray(0, end), end: position };
    } else {
      if (!read || position + read >= size) return; // the last line is still being written
      length *= 2; // a line longer than the chunk
    }
  }
}

/** The whole lines that hold a mark, in order; all others are passed over without being decoded. */
function* markedLines(lines: Buffer): Generator<string> {
  const next = MARKS.map((mark) => lines.indexOf(mark));
  for (;;) {
    const found = Math.min(...next.map((at) => (at < 0 ? Number.POSITIVE_INFINITY : at)));
    if (!Number.isFinite(found)) return;
    const start = lines.lastIndexOf(NEWLINE, found) + 1;
    const end = lines.indexOf(NEWLINE, found);
    yield lines.toString('utf8', start, end);
    for (const [index, mark] of MARKS.entries()) {
      const at = next[index] as number;
      if (at >= 0 && at < end) next[index] = lines.indexOf(mark, end);
    }
  }
}

/** Returns the transcripts of a session's subagents, workflow agents included. */
export function subagentTranscripts(transcript: string): string[] {
  const folder = join(transcript.replace(/\.jsonl$/, ''), 'subagents');
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
