// How work that a check judged has ended: what routing can learn from.
import { join } from 'node:path';
import { type OnPassedOver, readRecords } from './ledger.ts';
import { appendLines, ledgerFolder } from './ledger-entry.ts';
import { OutcomeSchema } from './schemas.ts';
import type { WorkOutcome } from './work-outcome.ts';

const FILE = 'outcomes.jsonl';

/** Appends outcomes. Throws the file system's error. */
export function appendOutcomes(home: string, outcomes: readonly WorkOutcome[]): void {
  if (outcomes.length) appendLines(home, FILE, outcomes);
}

/** Returns all outcomes, each id once, as last written. `onPassedOver` is called with each line that cannot be read. */
export function readOutcomes(home: string, onPassedOver: OnPassedOver = () => {}): WorkOutcome[] {
  const byId = new Map<string, WorkOutcome>();
  const file = join(ledgerFolder(home), FILE);
  for (const outcome of readRecords(file, OutcomeSchema, onPassedOver)) byId.set(outcome.id, outcome);
  return [...byId.values()];
}
