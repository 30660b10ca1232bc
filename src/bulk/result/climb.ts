// What an estimate expects to go up: the share of items that a tier could not decide so far, of those that it was asked about.
import type { RungName } from '../../models/table.ts';
import type { LadderPosition } from '../outcome/ladder.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { Standings } from '../survey/group-list.ts';
import type { Work } from '../survey/workload.ts';

/** Until a task has answers of its own: one item in fifty, as if fifty had been asked. */
const USUAL_SHARE = 0.02;
const USUAL_WEIGHT = 50;

/** The share of the groups asked on each rung that went on to the next one, as far as stored answers tell. */
export function climbingShares(standings: Standings, tiers: readonly RungName[]): number[] {
  const decided = tiers.map(() => 0);
  const past = tiers.map(() => 0);
  standings((outcome, _items, position) => {
    const by = outcome?.status === 'done' ? tiers.indexOf(outcome.by as RungName) : -1;
    if (by >= 0) (decided[by] as number)++;
    const passed = by >= 0 ? by : rungsPassed(outcome, position, tiers);
    for (let rung = 0; rung < passed; rung++) (past[rung] as number)++;
  });
  return tiers.map((_, rung) => {
    const asked = (past[rung] as number) + (decided[rung] as number);
    return ((past[rung] as number) + USUAL_SHARE * USUAL_WEIGHT) / (asked + USUAL_WEIGHT);
  });
}

/** How many rungs could not decide a group that no tier decided. */
function rungsPassed(
  outcome: Outcome | undefined,
  { rung }: LadderPosition,
  tiers: readonly RungName[],
): number {
  if (!outcome) return rung;
  return outcome.status === 'review' ? tiers.length : 0;
}

/** The work on each rung with what is expected to come up to it; packs are full, up to `packItems`. */
export function withClimb(byRung: readonly Work[], shares: readonly number[], packItems: number): Work[] {
  let climbing = { groups: 0, tokens: 0 };
  return byRung.map((work, rung) => {
    const requests = Math.max(climbing.groups / packItems, Math.min(1, climbing.groups));
    const all: Work = {
      groups: work.groups + climbing.groups,
      answers: work.answers + climbing.groups,
      items: work.items,
      requests: work.requests + requests,
      tokens: work.tokens + climbing.tokens,
    };
    const share = shares[rung] ?? 0;
    // A second pass shows an item twice, but it climbs once.
    const tokensEach = all.answers ? all.tokens / all.answers : 0;
    climbing = { groups: all.groups * share, tokens: all.groups * share * tokensEach };
    return all;
  });
}
