// What budgets and limits do to a decision: first a warning, then one tier down; a budget that is spent denies it.
import { percent, usd } from '../terminal/format.ts';
import { type Draft, shifted } from './adjust.ts';
import { DEFAULT_SHARES } from './default-policy.ts';
import { leftOf } from './match.ts';
import { type BudgetState, NO_RULE, type Policy, type RoutingState } from './policy.ts';

/** Lowers the draft where a budget is nearly spent. Returns the warnings. */
export function weighBudgets(draft: Draft, policy: Policy, state: RoutingState): string[] {
  const { lowerAt = DEFAULT_SHARES.lowerAt } = policy.budgets;
  const tight = state.budgets?.find((one) => percentOf(one) >= lowerAt);
  if (tight) lowerOnce(draft, 'budget', `the budget "${tight.name}" is nearly spent`);
  return budgetWarnings(policy, state);
}

/** Returns a line for each budget of which so much is spent that it is warned of. */
export function budgetWarnings(
  { budgets: { warnAt = DEFAULT_SHARES.warnAt } }: Pick<Policy, 'budgets'>,
  { budgets = [] }: Pick<RoutingState, 'budgets'>,
): string[] {
  return budgets
    .filter((state) => percentOf(state) >= warnAt)
    .map(
      (state) =>
        `${usd(state.spentUsd)} of ${usd(state.limitUsd)} of the budget "${state.name}" is spent (${percent(percentOf(state) / 100)})`,
    );
}

const percentOf = (state: BudgetState): number => 100 * (1 - leftOf(state));

/** Lowers the draft where the plan's limits are nearly used up. Returns the warnings. */
export function weighLimits(
  draft: Draft,
  { limits: { warnAt = 100, lowerAt = 100 } }: Policy,
  { limitsLeft }: RoutingState,
): string[] {
  if (limitsLeft === undefined) return [];
  const used = 100 - limitsLeft;
  const what = `${percent(used / 100)} of the plan's limits is used`;
  if (used >= lowerAt) lowerOnce(draft, 'limits', what);
  return used >= warnAt ? [what] : [];
}

function lowerOnce(draft: Draft, by: string, why: string): void {
  const tier = shifted(draft.tier, -1);
  if (draft.fixed || tier === draft.tier) return;
  draft.reasons.push(`${tier} instead of ${draft.tier}, as ${why}`);
  Object.assign(draft, { tier, rule: draft.rule === NO_RULE ? by : draft.rule });
}
