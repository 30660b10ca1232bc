// What one try of a step may cost.
import type { TierName } from '../../models/table.ts';
import type { StepState } from './state.ts';
import { mayHaveCost } from './tries.ts';

/** Where the step has no budget of its own, by the prices of the tiers. */
const TRY_LIMIT_USD: Record<TierName, number> = { haiku: 0.5, sonnet: 2, opus: 5, fable: 10 };
const OTHER_TRY_LIMIT_USD = 5;

/** Returns what a try may cost in US dollars where its step has no budget; `tier` null is another CLI. */
export const usualTryLimit = (tier: TierName | null): number =>
  tier ? TRY_LIMIT_USD[tier] : OTHER_TRY_LIMIT_USD;

/**
 * Returns the most that the next try of a step on `tier` may cost in US dollars: null when the step's own budget is used up, 0 when
 * the plan's is. `leftUsd` is what is left of the plan's, null without one.
 */
export function tryLimit(state: StepState, tier: TierName | null, leftUsd: number | null): number | null {
  const { budgetUsd } = state.step;
  const own = budgetUsd === null ? usualTryLimit(tier) : budgetUsd - mayHaveCost(state);
  return own > 0 ? Math.min(own, leftUsd ?? own) : null;
}
