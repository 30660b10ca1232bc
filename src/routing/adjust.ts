// What happens to a tier after a rule has chosen it: a repository may lower it, a need raises it, a task under way keeps it, and a
// cap holds it. In this order, so that the last one always holds.
import { EFFORTS, type Effort, TIER_NAMES, type TierName } from '../models/table.ts';
import { CAPABILITIES } from './default-policy.ts';
import { firstMatch } from './match.ts';
import type { Policy, RoutingRequest, RoutingState, Tiers } from './policy.ts';

/** A decision in the making. */
export interface Draft {
  rule: string;
  tier: TierName;
  effort: Effort | null;
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
  { lowering, tiers }: Policy,
  state: RoutingState,
): void {
  const rule = firstMatch(lowering, request, state);
  if (!rule) return;
  const { name, use } = rule;
  const tier = use.tier ?? shifted(draft.tier, -(use.lower ?? 0));
  if (isAbove(tier, draft.tier)) return;
  const isSame = tier === draft.tier;
  const effort = isSame ? lowest(use.effort ?? null, draft.effort) : (use.effort ?? tiers[tier].effort);
  if (isSame && effort === draft.effort) return;
  draft.reasons.push(`the project's rule "${name}" lowers it from ${inWords(draft)}`);
  Object.assign(draft, { tier, effort, rule: name });
}

/** Raises the draft to the first tier whose model can do what is needed: any other is of no use, however cheap. */
export function raiseToNeeds(draft: Draft, before: Draft, request: RoutingRequest, tiers: Tiers): void {
  for (const { need, can } of CAPABILITIES) {
    if (!request.needs?.includes(need) || can(tiers[draft.tier], draft.tier, request)) continue;
    const tier = TIER_NAMES.find((name) => isAbove(name, draft.tier) && can(tiers[name], name, request));
    if (!tier) {
      draft.reasons.push(`no tier above ${draft.tier} is known to do "${need}"`);
      continue;
    }
    draft.reasons.push(`${tier} instead of ${draft.tier}, which does not do "${need}"`);
    // Back where it was before a repository lowered it, it thinks as hard as it did.
    Object.assign(draft, { tier, effort: tier === before.tier ? before.effort : tiers[tier].effort });
  }
}

/** Keeps a task that is under way where it is, unless it goes up. */
export function keepToTask(draft: Draft, { underWay }: RoutingRequest): void {
  if (!underWay) return;
  const isLower = isAbove(underWay.tier, draft.tier);
  const thinksLess =
    underWay.tier === draft.tier && lowest(draft.effort, underWay.effort) !== underWay.effort;
  if (!isLower && !thinksLess) return;
  draft.reasons.push(`it stays on ${inWords(underWay)}, where the task is under way`);
  Object.assign(draft, { tier: underWay.tier, effort: underWay.effort });
}

/** Holds the draft at the highest tier that the policy and the request allow. */
export function keepToCap(draft: Draft, request: RoutingRequest, { cap, tiers }: Policy): void {
  for (const highest of [cap, request.cap])
    if (highest && isAbove(draft.tier, highest)) {
      draft.reasons.push(`${highest} instead of ${draft.tier}, the highest tier allowed`);
      Object.assign(draft, { tier: highest, effort: tiers[highest].effort });
    }
}

/** The tier so many places up, or down where it is negative; never beyond the ends. */
export const shifted = (tier: TierName, by: number): TierName =>
  TIER_NAMES[Math.min(TIER_NAMES.length - 1, Math.max(0, TIER_NAMES.indexOf(tier) + by))] ?? tier;

/** The lower one of two efforts; the one that is known where the other is not. */
export function lowest(effort: Effort | null, other: Effort | null): Effort | null {
  if (!effort || !other) return effort ?? other;
  return EFFORTS.indexOf(effort) < EFFORTS.indexOf(other) ? effort : other;
}

const isAbove = (tier: TierName, other: TierName): boolean =>
  TIER_NAMES.indexOf(tier) > TIER_NAMES.indexOf(other);

const inWords = ({ tier, effort }: Pick<Draft, 'tier' | 'effort'>): string =>
  [tier, effort].filter(Boolean).join(' ');
