// Where a failing step goes next. Only failed checks move it, never a model's own word; what it has left it never sees again.
import type { Catalog } from '../../models/catalog.ts';
import { priceInForce } from '../../models/cost.ts';
import { EFFORTS, type Effort, TIER_NAMES, type TierName } from '../../models/table.ts';
import type { Step } from '../file/plan.ts';

/** Who tries: a tier of Claude Code, or another CLI (tier null), and how hard it thinks (null: its default). */
export interface Rung {
  tier: TierName | null;
  effort: Effort | null;
}

export const TRIES_PER_RUNG = 2;
const DEFAULT_EFFORT: Effort = 'medium';

export interface Climb {
  catalog: Catalog;
  top: TierName;
  at: Date;
}

/**
 * The rung for the next try of a step whose failed tries stood on `failed`, in order; null when a person has to look. Two failures
 * on a rung lead to the next: once to more effort on the same tier where that is cheaper than the next tier, then up.
 */
export function nextRung(step: Step, failed: readonly Rung[], climb: Climb): Rung | null {
  const last = failed.at(-1);
  if (!last) return firstRung(step, climb.catalog);
  const here = failed.filter((rung) => sameRung(rung, last)).length;
  if (here < TRIES_PER_RUNG) return last;
  const onTier = new Set(failed.filter(({ tier }) => tier === last.tier).map(({ effort }) => effort));
  const harder = onTier.size < 2 ? moreEffort(last, climb.catalog) : null;
  const higher = nextTier(last, step, climb);
  if (!harder || !higher) return harder ?? higher;
  return cost(harder, climb) < cost(higher, climb) ? harder : higher;
}

/** Whether two tries stand on the same rung. */
export const sameRung = (a: Rung, b: Rung): boolean => a.tier === b.tier && a.effort === b.effort;

function firstRung({ tier, effort }: Step, catalog: Catalog): Rung {
  if (!tier) return { tier, effort };
  return { tier, effort: effort ?? usualEffort(tier, catalog) };
}

const effortsOf = (tier: TierName, catalog: Catalog): readonly Effort[] =>
  catalog.model(catalog.tiers[tier].model)?.efforts ?? [];

const usualEffort = (tier: TierName, catalog: Catalog): Effort | null =>
  effortsOf(tier, catalog).includes(DEFAULT_EFFORT) ? DEFAULT_EFFORT : null;

function moreEffort({ tier, effort }: Rung, catalog: Catalog): Rung | null {
  if (effort === null) return tier ? null : { tier, effort: 'high' };
  const known = tier ? effortsOf(tier, catalog) : EFFORTS;
  const more = EFFORTS.slice(EFFORTS.indexOf(effort) + 1).find((one) => known.includes(one));
  return more ? { tier, effort: more } : null;
}

function nextTier({ tier }: Rung, step: Step, { catalog, top }: Climb): Rung | null {
  if (!tier) return null; // another CLI has no tiers, and a step does not change over to somebody else's bill
  const highest = Math.max(TIER_NAMES.indexOf(top), TIER_NAMES.indexOf(step.tier ?? tier));
  const next = TIER_NAMES[TIER_NAMES.indexOf(tier) + 1];
  if (!next || TIER_NAMES.indexOf(next) > highest) return null;
  return { tier: next, effort: usualEffort(next, catalog) };
}

/** The price of output on a rung, by the table's prices and its index of what an effort costs; infinite when not known. */
function cost({ tier, effort }: Rung, { catalog, at }: Climb): number {
  const model = tier ? catalog.model(catalog.tiers[tier].model) : undefined;
  const output = model && priceInForce(model, at)?.output;
  if (output === undefined) return Number.POSITIVE_INFINITY;
  return output * (effort ? (model?.effortCost?.[effort] ?? 1) : 1);
}

/** `sonnet medium`, or an executor's name and effort. */
export const rungName = ({ tier, effort }: Rung, executor: string): string =>
  [tier ?? executor, effort].filter(Boolean).join(' ');
