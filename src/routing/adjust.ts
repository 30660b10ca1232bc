// What happens to a tier after a rule has chosen it: a repository may lower it, a need raises it, a task under way keeps it, and a
// cap holds it. In this order, so that the last one always holds.
import { EFFORTS, type Effort, TIER_NAMES, type TierName } from '../models/table.ts';
import { CAPABILITIES } from './default-policy.ts';
import { firstMatch } from './match.ts';
import type { Policy, RoutingRequest, RoutingState, Tiers } from './policy.ts';

/** A decision in the making. Only the tier moves: the effort follows from it at the end, whatever way it took. */
export interface Draft {
  rule: string;
  tier: TierName;
  /** What the rule came to. */
  chosen: { tier: TierName; effort: Effort };
  /** The most effort that a repository's rule leaves. */
  mostEffort: Effort | null;
  batch: boolean;
  /** What happened, in the order in which it did. */
  reasons: string[];
  /** Work that no budget and no limit may put on a lower tier. */
  fixed: boolean;
}

/** Lowers the draft as the rules of a repository want; they do nothing else. */
export function lowerByProject(
  draft: Draft,
  request: RoutingRequest,
  { lowering }: Policy,
  state: RoutingState,
): void {
  const rule = firstMatch(lowering, request, state);
  if (!rule) return;
  const { name, use } = rule;
  const tier = use.tier ?? shifted(draft.tier, -(use.lower ?? 0));
  if (isAbove(tier, draft.tier)) return;
  const thinksLess =
    use.effort !== undefined && lowest(use.effort, draft.chosen.effort) !== draft.chosen.effort;
  if (tier === draft.tier && !thinksLess) return;
  draft.reasons.push(`the project's rule "${name}" lowers it from ${draft.tier} ${draft.chosen.effort}`);
  Object.assign(draft, { tier, mostEffort: use.effort ?? null, rule: name });
}

/** Raises the draft to the first tier whose model can do what is needed: any other is of no use, however cheap. */
export function raiseToNeeds(draft: Draft, request: RoutingRequest, tiers: Tiers): void {
  for (const { need, can } of CAPABILITIES) {
    if (!request.needs?.includes(need) || can(tiers[draft.tier], draft.tier, request)) continue;
    const tier = TIER_NAMES.find((name) => isAbove(name, draft.tier) && can(tiers[name], name, request));
    if (!tier) {
      draft.reasons.push(`no tier above ${draft.tier} is known to do "${need}"`);
      continue;
    }
    draft.reasons.push(`${tier} instead of ${draft.tier}, which does not do "${need}"`);
    draft.tier = tier;
  }
}

/** Keeps a task that is under way where it is, unless it goes up. */
export function keepToTask(draft: Draft, { underWay }: RoutingRequest): void {
  if (!underWay || !isAbove(underWay.tier, draft.tier)) return;
  draft.reasons.push(`it stays on ${underWay.tier}, where the task is under way`);
  draft.tier = underWay.tier;
}

/** Holds the draft at the highest tier that the policy and the request allow. */
export function keepToCap(draft: Draft, request: RoutingRequest, cap: TierName | null): void {
  for (const highest of [cap, request.cap])
    if (highest && isAbove(draft.tier, highest)) {
      draft.reasons.push(`${highest} instead of ${draft.tier}, the highest tier allowed`);
      draft.tier = highest;
    }
}

/** Returns the effort on the tier that the draft ended on: below the one chosen, never more than was chosen. */
export function effortOf(
  { tier, chosen, mostEffort }: Draft,
  { underWay }: RoutingRequest,
  tiers: Tiers,
): Effort {
  const usual = tiers[tier].effort;
  const wanted =
    tier === chosen.tier ? chosen.effort : isAbove(tier, chosen.tier) ? usual : lowest(usual, chosen.effort);
  const effort = mostEffort ? lowest(wanted, mostEffort) : wanted;
  const keeps = underWay?.tier === tier && underWay.effort;
  return keeps && lowest(keeps, effort) === effort ? keeps : effort;
}

/** The tier so many places up, or down where it is negative; never beyond the ends. */
export const shifted = (tier: TierName, by: number): TierName =>
  TIER_NAMES[Math.min(TIER_NAMES.length - 1, Math.max(0, TIER_NAMES.indexOf(tier) + by))] ?? tier;

const lowest = (effort: Effort, other: Effort): Effort =>
  EFFORTS.indexOf(effort) < EFFORTS.indexOf(other) ? effort : other;

const isAbove = (tier: TierName, other: TierName): boolean =>
  TIER_NAMES.indexOf(tier) > TIER_NAMES.indexOf(other);
