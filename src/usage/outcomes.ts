// How work that a check judged has ended: what routing can learn from.
import { join } from 'node:path';
import type { Effort, TierName } from '../models/table.ts';
import { type OnPassedOver, readRecords } from './ledger.ts';
import { appendLines, ledgerFolder, type Source } from './ledger-entry.ts';
import { OutcomeSchema } from './schemas.ts';

/** One piece of work on one tier and effort: a step that escalated leaves one per rung. */
export interface WorkOutcome {
  /** Readers count an id once, so writing twice is harmless. */
  id: string;
  at: string;
  source: Source;
  project: string;
  /** What kind of work it was: `code`, `docs`, … */
  kind: string;
  /** `claude`, or another CLI. */
  executor: string;
  /** Null for another CLI. */
  tier: TierName | null;
  effort: Effort | null;
  tries: number;
  /** Whether its check passed in the end. */
  passed: boolean;
  /** Of all its tries; null when the cost of any is unknown. */
  costUsd: number | null;
}

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
