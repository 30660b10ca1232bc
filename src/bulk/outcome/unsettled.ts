// Why items were not settled, by kind: what the report shows of a run that left some.
import type { RungName } from '../../models/table.ts';
import type { Unsettled, UnsettledCounts } from '../../usage/work-outcome.ts';
import type { Group } from '../survey/group.ts';
import { CUT_OFF, DISAGREED, REFUSED, type TierAnswer, TOO_LARGE } from './outcome.ts';

/** What ended a run before all was asked; null when nothing did. */
export type StoppedBy = 'ceiling' | 'interrupted' | 'error' | null;

export interface UnsettledSettings {
  tiers: readonly RungName[];
  /** What an answer says that has none to give. */
  abstention: string;
  stoppedBy: StoppedBy;
  /** Why items without a group cannot be asked. */
  problems: Iterable<string>;
}

/** Returns why each of `groups`, which waited on a rung before the run, was not settled: by tier. */
export function unsettledByTier(
  groups: Iterable<{ group: Group; from: number }>,
  { tiers, abstention, stoppedBy, problems }: UnsettledSettings,
): Map<RungName, UnsettledCounts> {
  const counts = new Map<RungName, UnsettledCounts>();
  if (tiers[0]) addUnaskable(counts, tiers[0], problems);
  for (const { group, from } of groups) {
    const asked = new Set(tiers.slice(from));
    // Readings that disagree are several for one item.
    const said = new Map(evidenceOf(group).map(({ tier, why }) => [tier, kindOf(why, abstention)]));
    for (const [tier, kind] of said) if (asked.has(tier)) add(counts, tier, kind);
    const waits = tiers[group.ladderPosition.rung];
    const kind = whyItWaits(group, stoppedBy);
    if (waits && kind) add(counts, waits, kind);
  }
  return counts;
}

/** Adds why items could not be asked about at all, to the tier that would have been asked first. */
function addUnaskable(
  counts: Map<RungName, UnsettledCounts>,
  first: RungName,
  problems: Iterable<string>,
): void {
  for (const problem of problems) add(counts, first, TOO_LONG.test(problem) ? 'tooLong' : 'unreadable');
}

/** How the survey says so. */
const TOO_LONG = /\btoo long\b|\blarger than\b/;

/** What tiers said before the one that settled an item, or all of them. */
const evidenceOf = ({ outcome, ladderPosition }: Group): readonly TierAnswer[] =>
  outcome?.status === 'review' ? outcome.answers : ladderPosition.said;

function kindOf(why: string, abstention: string): Unsettled {
  if (why === abstention) return 'abstained';
  return KINDS[why] ?? 'invalid';
}

const KINDS: Readonly<Record<string, Unsettled>> = {
  [DISAGREED]: 'disagreed',
  [REFUSED]: 'refused',
  [TOO_LARGE]: 'tooLong',
  [CUT_OFF]: 'tooLong',
};

/** Null for an item that is decided, and for one that nobody meant to ask about. */
function whyItWaits({ outcome }: Group, stoppedBy: StoppedBy): Unsettled | null {
  if (outcome) return outcome.status === 'failed' ? 'noAnswer' : null;
  return stoppedBy === 'error' ? 'stopped' : stoppedBy;
}

function add(counts: Map<RungName, UnsettledCounts>, tier: RungName, kind: Unsettled): void {
  const ofTier = counts.get(tier) ?? {};
  ofTier[kind] = (ofTier[kind] ?? 0) + 1;
  counts.set(tier, ofTier);
}
