// What came of real work, by kind, tier and effort: how often it succeeded, in which interval that lies, and what a success cost.
// Steps come one by one and reports are looked at again and again, so their intervals are those that hold at every look
// (stats/betting). Items come by the run and nothing is decided by them: their intervals are the exact ones.
import type { Effort, RungName, TierName } from '../models/table.ts';
import { confidenceSequence } from '../stats/betting.ts';
import { exactInterval, type Interval } from '../stats/share.ts';
import type { Settled, WorkOutcome } from '../usage/work-outcome.ts';

export const CONFIDENCE = 0.95;
/** Below this a row says next to nothing, and is said to. */
export const FEW = 10;

/** Steps of plans of one kind on one tier and effort. */
export interface StepRow {
  kind: string;
  executor: string;
  tier: TierName | null;
  effort: Effort | null;
  /** Their check passed in the end; and at the first try, without a rung below. */
  passed: Interval;
  firstTry: Interval;
  tries: number;
  costUsd: number;
  /** Null without a success, and where the cost of some is not known. */
  costPerSuccessUsd: number | null;
  few: boolean;
}

/** Items of bulk runs of one task on one tier and effort. */
export interface BulkRow {
  task: string;
  kind: Settled['kind'];
  tier: RungName;
  effort: Effort;
  /** The tier's answer stood: valid, no abstention, two passes agreed where two were asked. Not: it was right. */
  settled: Interval;
  costUsd: number;
  costPerSuccessUsd: number | null;
  few: boolean;
}

/** Returns a row per kind, executor, tier and effort, in the order of kinds and tiers. */
export function stepRows(outcomes: readonly WorkOutcome[]): StepRow[] {
  const first = new Set(firstRungs(outcomes));
  const groups = grouped(outcomes, ({ kind, executor, tier, effort }) => [kind, executor, tier, effort]);
  return groups.map((group): StepRow => {
    const { kind, executor, tier, effort } = group[0];
    const passed = shareOf(group, (one) => one.passed);
    const successes = group.filter((one) => one.passed).length;
    const known = group.every(({ costUsd }) => costUsd !== null);
    const costUsd = group.reduce((sum, one) => sum + (one.costUsd ?? 0), 0);
    return {
      ...{ kind, executor, tier, effort, passed, costUsd },
      firstTry: shareOf(
        group.filter((one) => first.has(one)),
        (one) => one.passed && one.tries === 1,
      ),
      tries: group.reduce((sum, { tries }) => sum + tries, 0),
      costPerSuccessUsd: known && successes ? costUsd / successes : null,
      few: group.length < FEW,
    };
  });
}

/** Returns of each piece of work the rung it started on: later ones are of work that had failed below. In the order of time. */
export function firstRungs(outcomes: readonly WorkOutcome[]): WorkOutcome[] {
  const byWork = new Map<string, WorkOutcome>();
  for (const one of inTime(outcomes)) {
    const work = one.id.slice(0, one.id.lastIndexOf('|'));
    if (!byWork.has(work)) byWork.set(work, one);
  }
  return [...byWork.values()];
}

/** Returns a row per task, tier and effort. */
export function bulkRows(records: readonly Settled[]): BulkRow[] {
  // Where nothing was asked, a record only says why.
  const asked = records.filter((one) => one.asked);
  const groups = grouped(asked, ({ task, kind, tier, effort }) => [task, kind, tier, effort]);
  return groups.map((group): BulkRow => {
    const { task, kind, tier, effort } = group[0];
    const [n, hits, costUsd] = (['asked', 'settled', 'costUsd'] as const).map((key) =>
      group.reduce((sum, one) => sum + one[key], 0),
    ) as [number, number, number];
    return {
      ...{ task, kind, tier, effort, costUsd },
      settled: exactInterval({ hits, n, population: null }, CONFIDENCE),
      costPerSuccessUsd: hits ? costUsd / hits : null,
      few: n < FEW,
    };
  });
}

/** The share of those that hit, in the order of time. */
export const shareOf = (group: readonly WorkOutcome[], hit: (one: WorkOutcome) => boolean): Interval =>
  group.length
    ? confidenceSequence({ hits: inTime(group).map(hit), population: null }, CONFIDENCE)
    : { value: 0, low: 0, high: 1, n: 0 };

const inTime = <One extends { at: string }>(all: readonly One[]): One[] =>
  all.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

function grouped<One>(all: readonly One[], keyOf: (one: One) => readonly unknown[]): [One, ...One[]][] {
  const groups = new Map<string, [One, ...One[]]>();
  for (const one of all) {
    const key = JSON.stringify(keyOf(one));
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
