// What an estimate expects to go up: the share of items that a tier could not decide so far, of those that it was asked about.
import type { RungName } from '../../models/table.ts';
import type { Group } from '../survey/survey.ts';
import type { Work } from '../survey/workload.ts';

/** Until a task has answers of its own: one item in fifty, as if fifty had been asked. */
const USUAL_SHARE = 0.02;
const USUAL_WEIGHT = 50;

/** The share of the groups asked on each rung that went on to the next one, as far as stored answers tell. */
export function climbingShares(groups: readonly Group[], tiers: readonly RungName[]): number[] {
  const reached = groups.flatMap((group) => rungOf(group, tiers) ?? []);
  return tiers.map((_, rung) => {
    const asked = reached.filter(({ at, isDone }) => at > rung || (at === rung && isDone)).length;
    const past = reached.filter(({ at }) => at > rung).length;
    return (past + USUAL_SHARE * USUAL_WEIGHT) / (asked + USUAL_WEIGHT);
  });
}

/** How far up a group is, and whether it was decided there; null for one that no tier was asked about. */
function rungOf({ outcome, ladderPosition }: Group, tiers: readonly RungName[]) {
  if (!outcome) return ladderPosition.rung ? { at: ladderPosition.rung, isDone: false } : null;
  if (outcome.status === 'review') return { at: tiers.length, isDone: false };
  const at = outcome.status === 'done' ? tiers.indexOf(outcome.by as RungName) : -1;
  return at < 0 ? null : { at, isDone: true };
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
