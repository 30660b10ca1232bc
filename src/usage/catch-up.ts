// Brings the ledger up to date before a report: with what is new in every session seen before, or with the whole history on disk.
import { basename } from 'node:path';
import type { PassedOver } from '../records.ts';
import { readSessions } from './history.ts';
import { ingestSession } from './ingest.ts';
import { SeenSessions, stateOf } from './seen.ts';
import { allTranscripts } from './transcript.ts';

/** Brings the ledger up to date with every session seen before. Returns the offsets that could not be read. */
export function ingestKnown(home: string, seen = new SeenSessions(home)): PassedOver[] {
  for (const [name, { transcript, state }] of seen.sessions) {
    const now = stateOf(transcript);
    if (now === null) seen.remove(name);
    else if (now !== state) {
      ingestSession(home, transcript);
      seen.update(name, now);
    }
  }
  seen.save();
  return seen.passedOver;
}

interface Reading {
  /** The sessions that were read. */
  seen: SeenSessions;
  /** Called with how many transcripts of all have been read. */
  onRead(read: number, all: number): void;
}

/**
 * Brings the ledger up to date with every transcript there is, the oldest first, and returns how many there are. Where it is
 * interrupted, the next time goes on from there.
 */
export async function ingestAll(
  home: string,
  configFolder: string,
  { seen = new SeenSessions(home), onRead = () => {} }: Partial<Reading> = {},
): Promise<number> {
  const transcripts = allTranscripts(configFolder);
  const states = new Map(transcripts.map((transcript) => [transcript, stateOf(transcript) ?? '']));
  const unread = transcripts.filter(
    (transcript) => seen.sessions.get(basename(transcript, '.jsonl'))?.state !== states.get(transcript),
  );
  const uncounted = new Map<string, number>();
  await readSessions(home, unread, (done, progress) => {
    if (progress) uncounted.set(progress.transcript, progress.passedOver ?? 0);
    onRead(transcripts.length - unread.length + done, transcripts.length);
  });
  for (const transcript of unread) {
    const passedOver = uncounted.get(transcript);
    const state = states.get(transcript) ?? '';
    if (passedOver === undefined) seen.update(basename(transcript, '.jsonl'), state);
    else seen.note(transcript, passedOver, state);
  }
  seen.hasHistory = true;
  seen.save();
  return transcripts.length;
}
