// How far each tier of a run settled the items that it was asked about, seen from before and after.
import type { RungName } from '../../models/table.ts';
import type { UnsettledCounts } from '../../usage/work-outcome.ts';
import type { Group } from '../survey/group.ts';
import { type StoppedBy, unsettledByTier } from './unsettled.ts';

/** Distinct items that a tier was done with, and those that its answer settled. */
export interface TierSettled {
  tier: RungName;
  asked: number;
  settled: number;
  /** Why others were not; a tier that was never asked may have some that wait for it. */
  unsettled: UnsettledCounts;
}

export interface Watched {
  groups: readonly Group[];
  /** Why items without a group cannot be asked. */
  problems: ReadonlyMap<number, string>;
}

/** Remembers where the open items of a run wait. Returns what, called after the run, counts how far each tier settled them. */
export function watchSettled(
  { groups, problems }: Watched,
  tiers: readonly RungName[],
  abstention: string,
): (stoppedBy: StoppedBy) => TierSettled[] {
  const from = Int8Array.from(groups, ({ outcome, ladderPosition }) => (outcome ? -1 : ladderPosition.rung));
  return (stoppedBy) => {
    const counts = tiers.map((tier) => ({ tier, asked: 0, settled: 0 }));
    for (const [index, group] of groups.entries()) {
      const start = from[index] ?? -1;
      const end = start < 0 ? null : endOf(group, tiers);
      if (!end) continue;
      const done = end.settled ? end.rung : end.rung - 1;
      for (const count of counts.slice(start, done + 1)) count.asked++;
      const at = counts[end.rung];
      if (end.settled && at) at.settled++;
    }
    const settings = { tiers, abstention, stoppedBy, problems: problems.values() };
    const unsettled = unsettledByTier(openAtFirst(groups, from), settings);
    return counts
      .map((one) => ({ ...one, unsettled: unsettled.get(one.tier) ?? {} }))
      .filter((one) => one.asked || Object.keys(one.unsettled).length);
  };
}

function* openAtFirst(groups: readonly Group[], from: Int8Array): Generator<{ group: Group; from: number }> {
  for (const [index, group] of groups.entries()) {
    const start = from[index] ?? -1;
    if (start >= 0) yield { group, from: start };
  }
}

/** The rung that settled an item; else the one where it waits now, behind the last for one that a person has to decide. */
function endOf(
  { outcome, ladderPosition }: Group,
  tiers: readonly RungName[],
): { rung: number; settled: boolean } | null {
  if (!outcome || outcome.status === 'failed') return { rung: ladderPosition.rung, settled: false };
  if (outcome.status === 'review') return { rung: tiers.length, settled: false };
  const names: readonly string[] = tiers;
  const rung = names.indexOf(outcome.by);
  return rung < 0 ? null : { rung, settled: true };
}
