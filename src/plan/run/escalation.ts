// Where a failing step goes next. Only failed tries move it, never a model's own word; it never returns to a rung it has left.
import type { Catalog } from '../../models/catalog.ts';
import { priceInForce } from '../../models/cost.ts';
import { EFFORTS, type Effort, TIER_NAMES, type TierName } from '../../models/table.ts';
import type { Step } from '../file/plan.ts';

/** Who tries a step: a tier of Claude Code, or another CLI (tier null), and how hard it thinks (null: its default). */
export interface StepRung {
  tier: TierName | null;
  effort: Effort | null;
}

const TRIES_PER_RUNG = 2;
const TRIES_AT_MORE_EFFORT = 1;
const DEFAULT_EFFORT: Effort = 'medium';

export interface EscalationLimits {
  catalog: Catalog;
  /** The highest tier that a step may reach, unless it starts above. */
  top: TierName;
  /** The day whose prices count. */
  at: Date;
}

/**
 * Returns the rung for the next try of a step whose failed tries stood on `failed`, in order; null when it is the user's turn. Two
 * failures on a rung lead to the next: once to more effort on the same tier where that is cheaper than the next tier, for one try, then
 * up. `leaves`: the last failure is enough to leave its rung.
 */
export function nextRung(
  step: Step,
  failed: readonly StepRung[],
  limits: EscalationLimits,
  leaves = false,
): StepRung | null {
  const last = failed.at(-1);
  if (!last) return firstRung(step, limits.catalog);
  const here = failed.filter((rung) => sameRung(rung, last)).length;
  const onTier = new Set(failed.filter(({ tier }) => tier === last.tier).map(({ effort }) => effort));
  const tries = onTier.size > 1 ? TRIES_AT_MORE_EFFORT : TRIES_PER_RUNG;
  if (here < tries && !leaves) return last;
  const harder = onTier.size < 2 ? moreEffort(last, limits.catalog) : null;
  const higher = nextTier(last, step, limits);
  if (!harder || !higher) return harder ?? higher;
  return cost(harder, limits) < cost(higher, limits) ? harder : higher;
}

/** Returns the rungs of every try that a step can have at most, in order. */
export function longestClimb(step: Step, limits: EscalationLimits): StepRung[] {
  const failed: StepRung[] = [];
  for (;;) {
    const rung = nextRung(step, failed, limits);
    if (!rung) return failed;
    failed.push(rung);
  }
}

/** Whether two tries stood on the same rung. */
export const sameRung = (a: StepRung, b: StepRung): boolean => a.tier === b.tier && a.effort === b.effort;

function firstRung({ tier, effort }: Step, catalog: Catalog): StepRung {
  if (!tier) return { tier, effort };
  return { tier, effort: effort ?? usualEffort(tier, catalog) };
}

const effortsOf = (tier: TierName, catalog: Catalog): readonly Effort[] =>
  catalog.model(catalog.tiers[tier].model)?.efforts ?? [];

const usualEffort = (tier: TierName, catalog: Catalog): Effort | null =>
  effortsOf(tier, catalog).includes(DEFAULT_EFFORT) ? DEFAULT_EFFORT : null;

function moreEffort({ tier, effort }: StepRung, catalog: Catalog): StepRung | null {
  if (effort === null) return tier ? null : { tier, effort: 'high' };
  const known = tier ? effortsOf(tier, catalog) : EFFORTS;
  const more = EFFORTS.slice(EFFORTS.indexOf(effort) + 1).find((one) => known.includes(one));
  return more ? { tier, effort: more } : null;
}

function nextTier({ tier }: StepRung, step: Step, { catalog, top }: EscalationLimits): StepRung | null {
  if (!tier) return null; // another CLI has no tiers, and a step never moves to somebody else's bill
  const highest = Math.max(TIER_NAMES.indexOf(step.top ?? top), TIER_NAMES.indexOf(step.tier ?? tier));
  const next = TIER_NAMES[TIER_NAMES.indexOf(tier) + 1];
  if (!next || TIER_NAMES.indexOf(next) > highest) return null;
  return { tier: next, effort: usualEffort(next, catalog) };
}

/** The price of output on a rung, by the table's prices and its index of what an effort costs; infinite when unknown. */
function cost({ tier, effort }: StepRung, { catalog, at }: EscalationLimits): number {
  const model = tier ? catalog.model(catalog.tiers[tier].model) : undefined;
  const output = model && priceInForce(model, at)?.output;
  if (output === undefined) return Number.POSITIVE_INFINITY;
  return output * (effort ? (model?.effortCost?.[effort] ?? 1) : 1);
}

/** Returns `sonnet medium`, or an executor's name and effort. */
export const rungName = ({ tier, effort }: StepRung, executor: string): string =>
  [tier ?? executor, effort].filter(Boolean).join(' ');
