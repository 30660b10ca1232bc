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

/** Why a tier did not settle an item, or an item was not asked about at all. */
export const UNSETTLED = [
  ...(['abstained', 'disagreed', 'refused', 'invalid', 'tooLong', 'unreadable', 'noAnswer'] as const),
  ...(['ceiling', 'interrupted', 'stopped'] as const),
] as const;
export type Unsettled = (typeof UNSETTLED)[number];

/** Distinct items by why they were not settled; a kind without any is missing. */
export type UnsettledCounts = Partial<Record<Unsettled, number>>;

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
  /** Why the others were not, and those that wait on this tier; missing in records of 0.2. */
  unsettled?: UnsettledCounts;
  costUsd: number;
}
