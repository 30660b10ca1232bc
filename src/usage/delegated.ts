// Delegations read back from the transcripts of agents: what each was asked, and which calls it made. The text is used to work out
// what a policy would have decided, and is kept nowhere.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { LedgerEntry } from './ledger-entry.ts';
import type { CallGroup } from './priced-call.ts';
import { readTranscript, subagentTranscripts } from './transcript.ts';

export interface Delegated {
  agent: string;
  session: string | null;
  /** What it was asked; '' where that is not told. */
  text: string;
  at: string;
  /** What it called, in order. */
  calls: readonly CallGroup[];
  /** Whether its last answer ended by itself: it was not cut off, and did not fail. */
  ended: boolean;
}

/** Reads the delegations of the sessions with these transcripts; files that were last written before `from` are left out. */
export function* readDelegated(transcripts: Iterable<string>, from: Date | null): Generator<Delegated> {
  for (const transcript of transcripts)
    for (const file of subagentTranscripts(transcript)) {
      if (from && lastWritten(file) < from.getTime()) continue;
      const { calls } = readTranscript(file, 0);
      const [first, last] = [calls[0], calls.at(-1)];
      if (first && last) yield delegatedBy(file, first, last, calls);
    }
}

const delegatedBy = (
  file: string,
  { agent, session, at }: LedgerEntry,
  { stop }: LedgerEntry,
  calls: readonly LedgerEntry[],
): Delegated => ({
  agent: agent ?? 'unnamed agent',
  session,
  text: promptIn(file),
  at,
  calls,
  ended: stop === 'end_turn' || stop === 'stop_sequence',
});

const lastWritten = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Bytes in which the first message stands; of a longer one only the calls count. */
const HEAD_BYTES = 256 * 1024;

/** The first message of an agent's transcript, which is its task. */
function promptIn(file: string): string {
  for (const line of headOf(file).split('\n')) {
    try {
      const { type, message } = JSON.parse(line);
      if (type === 'user') return textOf(message?.content);
    } catch {
      return ''; // a line that is longer than what was read
    }
  }
  return '';
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((block) => (typeof block?.text === 'string' ? block.text : '')).join('\n');
}

function headOf(file: string): string {
  let fd: number | null = null;
  try {
    fd = openSync(file, 'r');
    const bytes = Buffer.alloc(HEAD_BYTES);
    return bytes.toString('utf8', 0, readSync(fd, bytes, 0, HEAD_BYTES, 0));
  } catch {
    return '';
  } finally {
    if (fd !== null) closeSync(fd);
  }
}
