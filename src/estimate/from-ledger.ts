// What was done, under another policy: the calls of the ledger, each with its own tokens, on other tiers.
import type { Catalog } from '../models/catalog.ts';
import { costUsd, promptTokens } from '../models/cost.ts';
import { EFFORTS, TIER_NAMES, type TierName } from '../models/table.ts';
import { decide } from '../routing/decide.ts';
import { ROLE_KINDS } from '../routing/default-policy.ts';
import { fitsPattern } from '../routing/match.ts';
import { NO_RULE, type Policy } from '../routing/policy.ts';
import { deriveFrom } from '../routing/words.ts';
import type { PricedCall } from '../usage/priced-call.ts';
import { usageOf } from '../usage/priced-call.ts';
import { type ClassEstimate, type Estimate, unpricedIn } from './estimate.ts';

export interface LedgerEstimate extends Estimate {
  /** Calls that are left out: of models that stand for no tier, unpriced ones, and sums of several requests. */
  leftOut: number;
}

/**
 * Returns what the calls would cost by tier and under `policy`, and what they did (`totals.actual`), in US dollars at the prices
 * of their time. A policy moves agents only: the main thread and direct calls stay where they were.
 */
export function estimateLedger(
  calls: readonly PricedCall[],
  policy: Policy,
  catalog: Catalog,
): LedgerEstimate {
  const used = calls.filter(isComparable);
  const totals: Estimate['totals'] = { ...Object.fromEntries(TIER_NAMES.map((tier) => [tier, 0])) };
  const rows = new Map<string, Row>();
  let actual = 0;
  for (const call of used) {
    actual += call.costUsd;
    for (const tier of TIER_NAMES) totals[tier] = plus(totals[tier], onTier(call, tier, catalog));
    const tier = decidedTier(call, policy);
    addTo(rows, call, tier, tier === call.tier ? call.costUsd : onTier(call, tier, catalog));
  }
  const classes = [...rows.values()].map(averaged);
  totals.policy = classes.reduce<number | null>((sum, row) => plus(sum, row.costUsd), 0);
  totals.actual = actual;
  return { classes, totals, ...unpricedIn({ catalog, at: new Date() }), leftOut: calls.length - used.length };
}

type Comparable = PricedCall & { tier: TierName; costUsd: number };

const isComparable = (call: PricedCall): call is Comparable =>
  call.tier !== null && call.costUsd !== null && !call.isSum;

/** Where a policy would have put a call: agents by name, role and hour; what they were asked is not in the ledger. */
function decidedTier({ agent, tier, effort, at }: Comparable, policy: Policy): TierName {
  if (agent === null) return tier;
  const moment = new Date(at);
  const request = {
    ...(ROLE_KINDS.some(([pattern]) => fitsPattern(pattern, agent)) && deriveFrom('', { agent })),
    agent,
    failures: 0,
    tier,
    effort: EFFORTS.find((one) => one === effort),
  };
  const state = { minuteOfDay: moment.getHours() * 60 + moment.getMinutes() };
  const decision = decide(request, { ...policy, otherwise: [] }, state);
  return decision.rule === NO_RULE ? tier : decision.tier;
}

function onTier(call: Comparable, tier: TierName, catalog: Catalog): number | null {
  const { at, batch, usOnly } = call;
  return costUsd(catalog.model(catalog.tiers[tier].model), usageOf(call), {
    at: new Date(at),
    batch,
    usOnly,
  });
}

interface Row extends ClassEstimate {
  inputs: number;
  outputs: number;
}

function addTo(rows: Map<string, Row>, call: Comparable, tier: TierName, usd: number | null): void {
  const key = `${call.who}\n${tier}`;
  const none = { name: call.who, requests: 0, input: 0, output: 0, tier, costUsd: 0, inputs: 0, outputs: 0 };
  const row: Row = rows.get(key) ?? none;
  row.requests++;
  row.inputs += promptTokens(usageOf(call));
  row.outputs += call.output;
  row.costUsd = plus(row.costUsd, usd);
  rows.set(key, row);
}

const averaged = ({ name, requests, inputs, outputs, tier, costUsd: usd }: Row): ClassEstimate => ({
  name,
  requests,
  input: Math.round(inputs / requests),
  output: Math.round(outputs / requests),
  tier,
  costUsd: usd,
});

const plus = (sum: number | null | undefined, usd: number | null): number | null =>
  sum === null || sum === undefined || usd === null ? null : sum + usd;
