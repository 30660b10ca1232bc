// Transcripts → ledger, reading only what is new. Offsets are kept per session, written after the entries they stand
// for: killed in between, a part is read twice, and the ledger's readers count it once.
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { makePrivateFolder } from '../data-home.ts';
import { appendCostStates, appendEntries, ledgerFolder } from './ledger.ts';
import { allTranscripts, readTranscript, subagentTranscripts } from './transcript.ts';

interface Progress {
  transcript: string;
  /** Bytes read, by file relative to the transcript's folder. */
  offsets: Record<string, number>;
  /** The last call of the main thread that was read. */
  lastCall: string | null;
}

/** Brings the ledger up to date with one session. `maxBytes` bounds what is read; the rest is read next time. */
export function ingestSession(home: string, transcript: string, maxBytes = Number.POSITIVE_INFINITY): void {
  const session = basename(transcript, '.jsonl');
  const before = readProgress(home, session);
  const offsets: Record<string, number> = { ...before?.offsets };
  let lastCall = before?.lastCall ?? null;
  let left = maxBytes;
  let changed = false;
  for (const file of [transcript, ...subagentTranscripts(transcript)]) {
    if (left <= 0) break;
    const name = relative(dirname(transcript), file);
    const offset = offsets[name] ?? 0;
    const part = readTranscript(file, offset, left);
    if (part.offset === offset) continue;
    left -= Math.max(0, part.offset - offset);
    appendEntries(home, part.calls);
    if (file === transcript) {
      appendCostStates(
        home,
        part.costStates.map((state) => ({ ...state, lastCall: state.lastCall ?? lastCall })),
      );
      lastCall = part.calls.filter(({ source }) => source === 'session').at(-1)?.id ?? lastCall;
    }
    offsets[name] = part.offset;
    changed = true;
  }
  if (changed) writeProgress(home, session, { transcript, offsets, lastCall });
}

/** Brings the ledger up to date with every session seen before. */
export function ingestKnown(home: string): void {
  for (const session of knownSessions(home)) {
    const progress = readProgress(home, session);
    if (progress) ingestSession(home, progress.transcript);
  }
}

/** Brings the ledger up to date with every transcript there is; `onProgress` is called with how many of how many are done. */
export function ingestAll(
  home: string,
  configFolder: string,
  onProgress?: (done: number, all: number) => void,
): number {
  const transcripts = allTranscripts(configFolder);
  for (const [index, transcript] of transcripts.entries()) {
    ingestSession(home, transcript);
    onProgress?.(index + 1, transcripts.length);
  }
  return transcripts.length;
}

const offsetsFolder = (home: string): string => join(ledgerFolder(home), 'offsets');

function knownSessions(home: string): string[] {
  try {
    return readdirSync(offsetsFolder(home)).flatMap((name) =>
      name.endsWith('.json') ? [name.slice(0, -5)] : [],
    );
  } catch {
    return [];
  }
}

function readProgress(home: string, session: string): Progress | null {
  try {
    const progress = JSON.parse(readFileSync(join(offsetsFolder(home), `${session}.json`), 'utf8'));
    return typeof progress.transcript === 'string' && progress.offsets ? progress : null;
  } catch {
    return null;
  }
}

function writeProgress(home: string, session: string, progress: Progress): void {
  const folder = offsetsFolder(home);
  makePrivateFolder(folder);
  const file = join(folder, `${session}.json`);
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify(progress), { mode: 0o600 });
  renameSync(temporary, file);
}
