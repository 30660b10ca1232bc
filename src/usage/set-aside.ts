// Money set aside for agents that were started and have not answered yet. Several hooks may run at once, and need no lock: each
// appends what it wants before it looks, and in a file that only grows, those before it come first.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendLines, ledgerFolder } from './ledger-entry.ts';
import { readTranscript, subagentTranscripts } from './transcript.ts';

/** What one agent's first request may cost. */
export interface SetAside {
  /** The id of the tool call that starts it. */
  id: string;
  at: string;
  session: string;
  transcript: string;
  project: string;
  agent: string;
  /** 0: it was not started after all. */
  usd: number;
}

/** What was not answered by then never will be. */
const LONGEST_MS = 10 * 60_000;

const fileOf = (at: string): string => `set-aside-${at.slice(0, 10)}.jsonl`;

/** Sets money aside, or gives it back. Throws the file system's error. */
export const setAside = (home: string, record: SetAside): void =>
  appendLines(home, fileOf(record.at), [record]);

/** Returns what is set aside at `at` and not known to be spent: all of it, or what came before the record of that id. */
export function stillSetAside(home: string, at: Date, before?: string): SetAside[] {
  const records = new Map<string, SetAside>();
  for (const record of readRecords(join(ledgerFolder(home), fileOf(at.toISOString()))))
    records.set(record.id, record);
  const all = [...records.values()];
  const own = before === undefined ? -1 : all.findIndex(({ id }) => id === before);
  return (own < 0 ? all : all.slice(0, own)).filter(
    (record) => record.usd > 0 && at.getTime() - Date.parse(record.at) < LONGEST_MS && !hasAnswered(record),
  );
}

function* readRecords(file: string): Generator<SetAside> {
  for (const line of textOf(file).split('\n')) {
    try {
      const record: SetAside = JSON.parse(line);
      if (typeof record.id === 'string' && typeof record.usd === 'number') yield record;
    } catch {
      // A torn line, or the end.
    }
  }
}

/** Whether the agent that a call started has answered once, so that its real cost counts. */
function hasAnswered({ id, transcript }: SetAside): boolean {
  const file = subagentTranscripts(transcript).find((one) => {
    try {
      return JSON.parse(textOf(one.replace(/\.jsonl$/, '.meta.json'))).toolUseId === id;
    } catch {
      return false;
    }
  });
  return file !== undefined && readTranscript(file, 0).calls.length > 0;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
