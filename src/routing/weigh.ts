// What budgets and limits do to a decision: first a warning, then one tier down; a budget that is spent denies it.
import { percent, usd } from '../terminal/format.ts';
import { type Draft, shifted } from './adjust.ts';
import { DEFAULT_SHARES } from './default-policy.ts';
import { leftOf } from './match.ts';
import { NO_RULE, type Policy, type RoutingState } from './policy.ts';

/** Lowers the draft where a budget is nearly spent. Returns the warnings. */
export function weighBudgets(
  draft: Draft,
  { budgets }: Policy,
  { budgets: states = [] }: RoutingState,
): string[] {
  const { warnAt = DEFAULT_SHARES.warnAt, lowerAt = DEFAULT_SHARES.lowerAt } = budgets;
  const used = states.map((state) => ({ ...state, percent: 100 * (1 - leftOf(state)) }));
  const tight = used.find((state) => state.percent >= lowerAt);
  if (tight) lowerOnce(draft, 'budget', `the budget "${tight.name}" is nearly spent`);
  return used
    .filter((state) => state.percent >= warnAt)
    .map(
      ({ name, spentUsd, limitUsd, percent: share }) =>
        `${usd(spentUsd)} of ${usd(limitUsd)} of the budget "${name}" is spent (${percent(share / 100)})`,
    );
}

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
