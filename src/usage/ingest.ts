// One session's transcripts → ledger, reading only what is new. Offsets are kept per session, written after the entries
// they stand for: killed in between, a part is read twice, and the ledger's readers count it once. The hook carries this
// file, so it checks offsets by hand; test/usage/ledger.test.ts holds the check to the schema.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { makePrivateFolder } from '../data-home.ts';
import { appendCostStates, appendEntries, ledgerFolder } from './ledger-entry.ts';
import { asLive, liveId, wasLive } from './live-ids.ts';
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

/** Brings the ledger up to date with one session. `maxBytes` bounds what is read; the rest is read next time. */
export function ingestSession(home: string, transcript: string, maxBytes = Number.POSITIVE_INFINITY): void {
  const session = basename(transcript, '.jsonl');
  const before = readProgress(home, session) ?? { offsets: {}, lastCall: null };
  const progress: Progress = { ...before, transcript, offsets: { ...before.offsets } };
  let left = maxBytes;
  let changed = false;
  for (const file of [transcript, ...subagentTranscripts(transcript)]) {
    if (left <= 0) break;
    const offset = progress.offsets[relative(dirname(transcript), file)] ?? 0;
    const now = ingestFile(home, file, progress, left);
    left -= Math.max(0, now - offset);
    changed ||= now !== offset;
  }
  if (changed) writeProgress(home, session, progress);
}

/** Ingests what is new in one file, notes it in `progress`, and returns how far the file is read now. */
function ingestFile(home: string, file: string, progress: Progress, maxBytes: number): number {
  const { transcript, offsets, lastCall } = progress;
  const name = relative(dirname(transcript), file);
  const read = readTranscript(file, offsets[name] ?? 0, maxBytes);
  const { passedOver, offset } = read;
  if (offset === (offsets[name] ?? 0)) return offset;
  const { calls, costStates } = wasLive(home, basename(transcript, '.jsonl')) ? underLiveIds(read) : read;
  appendEntries(home, calls);
  if (file === transcript) {
    appendCostStates(
      home,
      costStates.map((state) => ({ ...state, lastCall: state.lastCall ?? lastCall })),
    );
    progress.lastCall = calls.findLast(({ source }) => source === 'session')?.id ?? lastCall;
  }
  if (passedOver) progress.passedOver = (progress.passedOver ?? 0) + passedOver;
  offsets[name] = offset;
  return offset;
}

const underLiveIds = ({
  calls,
  costStates,
}: TranscriptPart): Pick<TranscriptPart, 'calls' | 'costStates'> => ({
  calls: asLive(calls),
  costStates: costStates.map((state) => ({ ...state, lastCall: state.lastCall && liveId(state.lastCall) })),
});

export const offsetsFolder = (home: string): string => join(ledgerFolder(home), 'offsets');

// What cannot be understood is written anew: the session is read from its start, and ids count once.
function readProgress(home: string, session: string): Progress | null {
  try {
    const value: unknown = JSON.parse(readFileSync(join(offsetsFolder(home), `${session}.json`), 'utf8'));
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

function writeProgress(home: string, session: string, progress: Progress): void {
  const folder = offsetsFolder(home);
  makePrivateFolder(folder);
  const file = join(folder, `${session}.json`);
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify(progress), { mode: 0o600 });
  renameSync(temporary, file);
}
