// Work on a cheaper tier that came to nothing, by what checks and tiers above said of it: its cost was for nothing, and nothing was
// saved by it.
import type { TierName } from '../models/table.ts';
import type { PricedCall } from './priced-call.ts';
import type { Settled, WorkOutcome } from './work-outcome.ts';

export interface FailureFacts {
  /** How steps of plans ended on each rung. */
  outcomes: readonly WorkOutcome[];
  /** How far the tiers of bulk runs settled their items. */
  settled: readonly Settled[];
  /** Ids of calls by agents that did not end by themselves. */
  cutOff: ReadonlySet<string>;
}

export const NO_FAILURES: FailureFacts = { outcomes: [], settled: [], cutOff: new Set() };

/** Returns a function that tells which share of a call, from 0 to 1, was work that failed. */
export function failedShares(
  calls: readonly PricedCall[],
  { outcomes, settled, cutOff }: FailureFacts,
): (call: PricedCall) => number {
  const tries = failedTries(calls, outcomes);
  const handedUp = handedUpShares(settled);
  return (call) => {
    if (call.source === 'plan') return tries.has(call) ? 1 : 0;
    if (call.source === 'bulk') return handedUp.get(placeOf(call.project, call.tier)) ?? 0;
    return cutOff.has(call.id) ? 1 : 0;
  };
}

/**
 * Returns the work that a line of the ledger or an outcome is of: a line of a plan is `plan|<plan>|<base>|<step>|<try>|<ms>`, an
 * outcome `plan|<plan>|<base>|<step>|<fingerprint>|<rung>`.
 */
export const workOf = (id: string): string => id.split('|').slice(0, -2).join('|');

/** Of work that was judged, the last try on a rung that passed did; all others failed, and so did those that were broken off. */
function failedTries(
  calls: readonly PricedCall[],
  outcomes: readonly WorkOutcome[],
): ReadonlySet<PricedCall> {
  const judged = groupedBy(outcomes, ({ id }) => workOf(id));
  const tried = groupedBy(
    calls.filter(({ source }) => source === 'plan'),
    ({ id }) => workOf(id),
  );
  const failed = new Set<PricedCall>();
  for (const [work, lines] of tried) {
    const results = judged.get(work);
    const whole = lines.filter(({ stop }) => stop !== 'failed');
    const held = new Set(
      (results ?? [])
        .filter(({ passed }) => passed)
        .map(({ tier }) => whole.findLast((line) => line.tier === tier) ?? whole.at(-1)),
    );
    for (const line of lines) if (line.stop === 'failed' || (results && !held.has(line))) failed.add(line);
  }
  return failed;
}

function groupedBy<One>(all: readonly One[], keyOf: (one: One) => string): Map<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

const placeOf = (project: string | null, tier: TierName | null): string => `${tier} ${project}`;

/** What a tier handed up was paid for twice: of its items, that share. */
function handedUpShares(settled: readonly Settled[]): Map<string, number> {
  const sums = new Map<string, { asked: number; settled: number }>();
  for (const { project, tier, asked, settled: done } of settled) {
    if (tier === 'local') continue;
    const key = placeOf(project, tier);
    const sum = sums.get(key) ?? { asked: 0, settled: 0 };
    sums.set(key, { asked: sum.asked + asked, settled: sum.settled + done });
  }
  return new Map(
    [...sums].map(([key, { asked, settled: done }]) => [key, asked ? (asked - done) / asked : 0]),
  );
}
