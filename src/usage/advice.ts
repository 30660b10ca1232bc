// What to change, with the money it would save, the setting and the line to put there: right, or silent. No dollar stands in two
// pieces of advice.
import { modelSwitches, thinking, unchecked } from './advice-habits.ts';
import { underOtherTiers } from './advice-tiers.ts';
import type { Advice, AdviceContext } from './advice-types.ts';
import type { PricedCall } from './priced-call.ts';

/** Less than this is not worth a line. */
const WORTH_SAYING_USD = 0.01;

/** Returns what to change, the largest saving first. */
export function adviseOn(calls: readonly PricedCall[], context: AdviceContext): Advice[] {
  const tiers = underOtherTiers(calls, context).filter(isWorthSaying);
  // What costs less on another tier is no longer there to be thought less about.
  const taken = new Set(tiers.map(({ subject }) => subject));
  const left = calls.filter(({ source, who }) => source !== 'subagent' || !taken.has(who));
  const advice = [
    ...tiers,
    ...modelSwitches(calls, context),
    ...thinking(left, context),
    ...unchecked(calls),
  ];
  return advice.filter(isWorthSaying).sort((a, b) => (b.savesUsd ?? 0) - (a.savesUsd ?? 0));
}

const isWorthSaying = ({ savesUsd }: Advice): boolean => savesUsd === null || savesUsd >= WORTH_SAYING_USD;
