// Delegations read back from the transcripts of agents: what each was asked, and which calls it made. The text is used to work out
// what a policy would have decided, and is kept nowhere.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { type DelegationFacts, KeptDelegations } from './kept-delegations.ts';
import { readTranscript, subagentTranscripts } from './transcript.ts';

export interface Delegated extends DelegationFacts {
  /** What it was asked; '' where that is not told. */
  text: string;
}

/**
 * Returns the delegations of the sessions with these transcripts; files that were last written before `from` are left out. What was
 * read of a file, but for its text, is kept in the data home until the file changes.
 */
export function readDelegated(home: string, transcripts: readonly string[], from: Date | null): Delegated[] {
  const files = transcripts.flatMap(subagentTranscripts).flatMap((file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat && (!from || stat.mtimeMs >= from.getTime())
      ? [{ file, state: `${stat.ino} ${stat.size} ${stat.mtimeMs}` }]
      : [];
  });
  if (!files.length) return [];
  const kept = new KeptDelegations(home);
  const delegated = files.flatMap(({ file, state }) => {
    const facts = kept.find(file, state) ?? kept.add(file, state, factsIn(file));
    return facts.calls.length ? [{ ...facts, text: promptIn(file) }] : [];
  });
  kept.save();
  return delegated;
}

function factsIn(file: string): DelegationFacts {
  const { calls } = readTranscript(file, 0);
  const [first, last] = [calls[0], calls.at(-1)];
  return {
    agent: first?.agent ?? 'unnamed agent',
    session: first?.session ?? null,
    at: first?.at ?? '',
    calls,
    ended: last?.stop === 'end_turn' || last?.stop === 'stop_sequence',
  };
}

/** Bytes in which the first message mostly stands, and in which it stands; of a longer one only the calls count. */
const HEADS = [16 * 1024, 256 * 1024];

/** The first message of an agent's transcript, which is its task. */
function promptIn(file: string): string {
  for (const bytes of HEADS) {
    for (const line of headOf(file, bytes).split('\n')) {
      try {
        const { type, message } = JSON.parse(line);
        if (type === 'user') return textOf(message?.content);
      } catch {
        break; // a line that is longer than what was read
      }
    }
  }
  return '';
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((block) => (typeof block?.text === 'string' ? block.text : '')).join('\n');
}

function headOf(file: string, length: number): string {
  let fd: number | null = null;
  try {
    fd = openSync(file, 'r');
    const bytes = Buffer.alloc(length);
    return bytes.toString('utf8', 0, readSync(fd, bytes, 0, length, 0));
  } catch {
    return '';
  } finally {
    if (fd !== null) closeSync(fd);
  }
}
