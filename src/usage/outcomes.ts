// How work that a check judged has ended, and how far tiers settled the items of bulk runs: what routing can learn from.
import { join } from 'node:path';
import { type OnPassedOver, readRecords } from './ledger.ts';
import { appendLines, ledgerFolder } from './ledger-entry.ts';
import { OutcomeSchema, SettledSchema } from './schemas.ts';
import type { Settled, WorkOutcome } from './work-outcome.ts';

const FILE = 'outcomes.jsonl';
const SETTLED = 'settled.jsonl';

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

/** Appends how far a bulk run was settled on each tier. Throws the file system's error. */
export function appendSettled(home: string, records: readonly Settled[]): void {
  if (records.length) appendLines(home, SETTLED, records);
}

/** Returns what bulk runs have left there. `onPassedOver` is called with each line that cannot be read. */
export const readSettled = (home: string, onPassedOver: OnPassedOver = () => {}): Settled[] => [
  ...readRecords(join(ledgerFolder(home), SETTLED), SettledSchema, onPassedOver),
];
