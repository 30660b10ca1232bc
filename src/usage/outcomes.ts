// How work ended that a check decided about: what routing can learn from.
import { join } from 'node:path';
import type { Effort, TierName } from '../models/table.ts';
import { appendLines, forEachRecord, ledgerFolder, type Source } from './ledger.ts';

/** One piece of work on one tier and effort: a step that climbed leaves one for each rung it stood on. */
export interface Outcome {
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
  /** Of all its tries; null when any is not known. */
  costUsd: number | null;
}

const FILE = 'outcomes.jsonl';

/** Appends outcomes. Throws when the disk does not take them. */
export function appendOutcomes(home: string, outcomes: readonly Outcome[]): void {
  if (outcomes.length) appendLines(home, FILE, outcomes);
}

/** All outcomes, each id once, the last one standing. */
export function readOutcomes(home: string): Outcome[] {
  const byId = new Map<string, Outcome>();
  forEachRecord(join(ledgerFolder(home), FILE), (outcome: Outcome) => byId.set(outcome.id, outcome));
  return [...byId.values()];
}
