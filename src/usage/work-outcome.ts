import type { Effort, RungName, TierName } from '../models/table.ts';
import type { Source } from './ledger-entry.ts';

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

/** How far the items of one bulk run were settled on one tier. Counts only. */
export interface Settled {
  at: string;
  project: string;
  /** The scheme or recipe, and its hash. */
  task: string;
  hash: string;
  kind: 'classification' | 'extraction';
  tier: RungName;
  effort: Effort;
  /** Distinct items that this tier was done with in the run, and those of them that its answer settled; the others went up. */
  asked: number;
  settled: number;
  costUsd: number;
}
