// One session's transcripts → ledger, reading only what is new. Offsets are kept per session, written after the entries
// they stand for: killed in between, a part is read twice, and the ledger's readers count it once. The hook carries this
// file, so it checks offsets by hand; test/usage/ledger.test.ts holds the check to the schema.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { makePrivateFolder } from '../data-home.ts';
import {
  appendCostStates,
  appendEntryLines,
  type CostState,
  type LedgerEntry,
  ledgerFolder,
  lineOf,
} from './ledger-entry.ts';
import { asLive, liveId, wasLive } from './live-ids.ts';
import type { QuickCalls } from './quick-calls.ts';
import { readTranscript, subagentTranscripts, type TranscriptPart } from './transcript.ts';

/** How far a session has been read. */
export interface Progress {
  /** The version of the record; 1 when it is missing. */
  v?: 1;
  transcript: string;
  /** Bytes read, by file relative to the transcript's folder. */
  offsets: Record<string, number>;
  /** The last call of the main thread that was read. */
  lastCall: string | null;
  /** How many records speak of cost but could not be counted; 0 when it is missing. */
  passedOver?: number;
}

/** What is new in a session. */
export interface SessionPart {
  /** Lines of the ledger, by the month they are of. */
  lines: Map<string, string>;
  costStates: CostState[];
  /** How far it is read now. */
  progress: Progress;
  /** Whether nothing of it was read before. */
  isFirst: boolean;
}

/** Brings the ledger up to date with one session. `maxBytes` bounds what is read; the rest is read next time. */
export function ingestSession(home: string, transcript: string, maxBytes = Number.POSITIVE_INFINITY): void {
  const part = readSession(home, transcript, maxBytes);
  if (part) writeSessions(home, [part]);
}

/** Returns what is new in a session since it was last read; null where nothing is. With `quick`, most calls are read by it. */
export function readSession(
  home: string,
  transcript: string,
  maxBytes = Number.POSITIVE_INFINITY,
  quick?: QuickCalls,
): SessionPart | null {
  const before = readProgress(home, transcript);
  const live = wasLive(home, basename(transcript, '.jsonl'));
  const progress: Progress = {
    ...(before ?? { lastCall: null }),
    transcript,
    offsets: { ...before?.offsets },
  };
  const part: SessionPart = { lines: new Map(), costStates: [], progress, isFirst: !before };
  let left = maxBytes;
  let changed = false;
  for (const file of [transcript, ...subagentTranscripts(transcript)]) {
    if (left <= 0) break;
    const read = readFile(file, part, { live, maxBytes: left, quick });
    left -= Math.max(0, read);
    changed ||= read !== 0;
  }
  return changed ? part : null;
}

/** Adds what is new in one file to a part, and returns how many bytes further it is read. */
function readFile(
  file: string,
  { lines, costStates, progress }: SessionPart,
  { live, maxBytes, quick }: { live: boolean; maxBytes: number; quick: QuickCalls | undefined },
): number {
  const { transcript, offsets, lastCall } = progress;
  const name = relative(dirname(transcript), file);
  const from = offsets[name] ?? 0;
  const read = readTranscript(file, from, maxBytes, quick);
  const { passedOver, offset } = read;
  if (offset === from) return 0;
  const { calls, costStates: states } = live ? underLiveIds(read) : read;
  for (const call of calls) addLine(lines, call);
  if (file === transcript) {
    costStates.push(...states.map((state) => ({ ...state, lastCall: state.lastCall ?? lastCall })));
    progress.lastCall = calls.findLast(({ source }) => source === 'session')?.id ?? lastCall;
  }
  if (passedOver) progress.passedOver = (progress.passedOver ?? 0) + passedOver;
  offsets[name] = offset;
  return offset - from;
}

function addLine(lines: Map<string, string>, call: LedgerEntry): void {
  const month = call.at.slice(0, 7);
  lines.set(month, (lines.get(month) ?? '') + lineOf(call));
}

/** Writes what is new in sessions, what was found before how far that was read. Throws the file system's error. */
export function writeSessions(home: string, parts: readonly SessionPart[]): void {
  const months = new Map<string, string[]>();
  for (const { lines } of parts)
    for (const [month, text] of lines) {
      const texts = months.get(month);
      if (texts) texts.push(text);
      else months.set(month, [text]);
    }
  for (const [month, texts] of months) appendEntryLines(home, month, texts.join(''));
  appendCostStates(
    home,
    parts.flatMap(({ costStates }) => costStates),
  );
  if (parts.length) makePrivateFolder(offsetsFolder(home));
  for (const { progress, isFirst } of parts) writeProgress(home, progress, isFirst);
}

const underLiveIds = ({
  calls,
  costStates,
}: TranscriptPart): Pick<TranscriptPart, 'calls' | 'costStates'> => ({
  calls: asLive(calls),
  costStates: costStates.map((state) => ({ ...state, lastCall: state.lastCall && liveId(state.lastCall) })),
});

export const offsetsFolder = (home: string): string => join(ledgerFolder(home), 'offsets');

const offsetsFile = (home: string, transcript: string): string =>
  join(offsetsFolder(home), `${basename(transcript, '.jsonl')}.json`);

/**
 * Returns how far a session has been read; null where that is not known. What cannot be understood is written anew: the session is
 * read from its start, and ids count once.
 */
export function readProgress(home: string, transcript: string): Progress | null {
  try {
    const file = offsetsFile(home, transcript);
    if (!existsSync(file)) return null;
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isProgress(value) ? value : null;
  } catch {
    return null;
  }
}

/** Whether a value read from the offsets is one of ours, of a version we know. */
export function isProgress(value: unknown): value is Progress {
  if (typeof value !== 'object' || value === null) return false;
  const { v = 1, transcript, offsets, lastCall, passedOver = 0 }: Partial<Progress> = value;
  return (
    v === 1 &&
    typeof transcript === 'string' &&
    transcript !== '' &&
    (typeof lastCall === 'string' || lastCall === null) &&
    isCount(passedOver) &&
    typeof offsets === 'object' &&
    offsets !== null &&
    !Array.isArray(offsets) &&
    Object.values(offsets).every(isCount)
  );
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** Of a session that is new, half a file is as good as none: it is read from its start, and ids count once. */
function writeProgress(home: string, progress: Progress, isFirst: boolean): void {
  const file = offsetsFile(home, progress.transcript);
  if (isFirst) {
    writeFileSync(file, JSON.stringify(progress), { mode: 0o600 });
    return;
  }
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify(progress), { mode: 0o600 });
  renameSync(temporary, file);
}
