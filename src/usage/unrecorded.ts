// Sessions that kept no transcript (--no-session-persistence): their calls are in no record, and the report says so.
import { existsSync } from 'node:fs';
import { appendLines } from './ledger-entry.ts';

export interface Unrecorded {
  session: string;
  at: string;
}

export const UNRECORDED = 'unrecorded.jsonl';

/** Notes a session that has ended without a transcript. Throws the file system's error. */
export function noteUnrecorded(home: string, session: string, transcript: string): void {
  if (existsSync(transcript)) return;
  const record: Unrecorded = { session, at: new Date().toISOString() };
  appendLines(home, UNRECORDED, [record]);
}
