// What a workload costs by tier and under a policy. Pure: prices, policy and time are given.
import type { Catalog } from '../models/catalog.ts';
import { costUsd, NO_USAGE } from '../models/cost.ts';
import { type Effort, TIER_NAMES, type TierName } from '../models/table.ts';
import { decide } from '../routing/decide.ts';
import type { Policy } from '../routing/policy.ts';
import { deriveFrom } from '../routing/words.ts';
import type { WorkClass } from './workload.ts';

/** One class, where it is put and what it costs there; tokens per request. */
export interface ClassEstimate {
  name: string;
  requests: number;
  input: number;
  output: number;
  tier: TierName;
  /** Null when the tier's model has no known price. */
  costUsd: number | null;
}

export interface Estimate {
  classes: ClassEstimate[];
  /** Dollars by tier, every class on it, and under the policy; null where a model has no known price. */
  totals: Record<string, number | null>;
  /** Models without a known price. Missing where there are none. */
  unpriced?: { tier: TierName; model: string }[];
}

/** A class where the policy puts it. */
export interface Placed {
  tier: TierName;
  effort: Effort | null;
  batch: boolean;
  /** The rule's name; `given` where the class names its tier. */
  rule: string;
}

export interface EstimateOptions {
  policy: Policy;
  catalog: Catalog;
  at: Date;
}

/** Returns what a workload costs, in US dollars. No request is counted twice unless the workload says so. */
export function estimateWorkload(work: readonly WorkClass[], options: EstimateOptions): Estimate {
  const classes = work.map((one): ClassEstimate => {
    const { name, requests, input, output } = one;
    const place = placeOf(one, options.policy);
    return { name, requests, input, output, tier: place.tier, costUsd: classUsd(one, place, options) };
  });
  const totals: Estimate['totals'] = {};
  for (const tier of TIER_NAMES)
    totals[tier] = sum(
      work.map((one) =>
        classUsd(one, { tier, effort: one.effort ?? null, batch: one.batch, rule: '' }, options),
      ),
    );
  totals.policy = sum(classes.map(({ costUsd: usd }) => usd));
  return { classes, totals, ...unpricedIn(options) };
}

/** Returns where a class is put: on its own tier, else where the policy's rules put it. */
export function placeOf(one: WorkClass, policy: Policy): Placed {
  const { name, kind, tier, batch, input } = one;
  if (tier) return { tier, effort: one.effort ?? null, batch, rule: 'given' };
  const request = {
    ...deriveFrom(name, { kind, inputTokens: input }),
    text: name,
    urgency: batch ? ('low' as const) : ('normal' as const),
  };
  const decision = decide(request, policy, {});
  return { ...decision, batch: batch || decision.batch === true };
}

/** The price of all requests of a class in one place. */
function classUsd(
  one: WorkClass,
  { tier, effort, batch }: Placed,
  { catalog, at }: EstimateOptions,
): number | null {
  const model = catalog.model(catalog.tiers[tier].model);
  const usage = { ...NO_USAGE, input: one.input - one.cached, cacheRead: one.cached, output: one.output };
  const requestUsd = costUsd(model, usage, { at, batch });
  if (requestUsd === null) return null;
  const index = model?.effortCost;
  const factor = index && effort && one.effort ? index[effort] / index[one.effort] : 1;
  return requestUsd * one.requests * (1 + one.retries) * factor;
}

const sum = (amounts: readonly (number | null)[]): number | null =>
  amounts.reduce<number | null>(
    (total, amount) => (total === null || amount === null ? null : total + amount),
    0,
  );

/** The tiers whose models have no known price, as a part of an estimate. */
export function unpricedIn({
  catalog,
  at,
}: Pick<EstimateOptions, 'catalog' | 'at'>): Pick<Estimate, 'unpriced'> {
  const unpriced = TIER_NAMES.flatMap((tier) => {
    const { model } = catalog.tiers[tier];
    return costUsd(catalog.model(model), NO_USAGE, { at }) === null ? [{ tier, model }] : [];
  });
  return unpriced.length ? { unpriced } : {};
}
