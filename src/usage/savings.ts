// What the tiers saved, net: the same tokens on the most expensive tier that the session's main thread used.
import type { Catalog } from '../models/catalog.ts';
import { costUsd, promptTokens, type Usage } from '../models/cost.ts';
import { TIER_NAMES, type TierName } from '../models/table.ts';
import type { PricedCall } from './priced-call.ts';

export interface Savings {
  /** What was paid, at list price, for the calls that can be compared. */
  actualUsd: number;
  /** The same tokens on each session's top tier. */
  onTopTierUsd: number;
  /** The difference; negative when the mix was more expensive. */
  savedUsd: number;
  /** What caches rebuilt after a switch of models cost; included in `actualUsd`, so it lowers the saving. */
  cacheRebuildUsd: number;
  assumption: string;
}

const ASSUMPTION =
  "the same tokens on the most expensive tier that the session's main thread used (direct calls: of all sessions, else opus), " +
  'caches kept instead of rebuilt where the thread switched models; models differ in how many tokens they need';

/** Returns what was paid beside the price of everything on the top tier, in US dollars. Unpriced calls are left out. */
export function savingsOf(calls: readonly PricedCall[], catalog: Catalog): Savings {
  const rebuilt = cacheRebuilds(calls);
  const top = topModels(calls, catalog);
  let actualUsd = 0;
  let onTopTierUsd = 0;
  let cacheRebuildUsd = 0;
  for (const call of calls) {
    if (call.costUsd === null) continue;
    const model = top.get(call.session ?? '') ?? (top.get('') as string);
    const kept = keepCache(call, rebuilt.get(call) ?? 0);
    const isBelow = rank(call.tier) < rank(catalog.model(model)?.tier ?? null);
    const onTop =
      isBelow || rebuilt.has(call) ? price(isBelow ? model : call.served, kept, call, catalog) : call.costUsd;
    actualUsd += call.costUsd;
    onTopTierUsd += onTop ?? call.costUsd;
    if (rebuilt.has(call))
      cacheRebuildUsd += call.costUsd - (price(call.served, kept, call, catalog) ?? call.costUsd);
  }
  return {
    actualUsd,
    onTopTierUsd,
    savedUsd: onTopTierUsd - actualUsd,
    cacheRebuildUsd,
    assumption: ASSUMPTION,
  };
}

/** Returns what `usage` would have cost on `model` when the call was made, in US dollars; null when no price is known. */
export function price(model: string, usage: Usage, { at }: PricedCall, catalog: Catalog): number | null {
  return costUsd(catalog.model(model), usage, { at: new Date(at) });
}

export const usageOf = (call: PricedCall): Usage => ({ ...call, webSearches: call.webSearches ?? 0 });

export const rank = (tier: TierName | null): number => (tier === null ? -1 : TIER_NAMES.indexOf(tier));

/** By session, the model of the most expensive tier its main thread used; under '' that of all sessions. */
function topModels(calls: readonly PricedCall[], catalog: Catalog): Map<string, string> {
  const top = new Map<string, PricedCall>();
  for (const call of calls) {
    if (call.source !== 'session') continue;
    for (const key of [call.session ?? '', '']) {
      if (rank(call.tier) >= rank(top.get(key)?.tier ?? null)) top.set(key, call);
    }
  }
  const models = new Map([...top].map(([key, { served }]) => [key, served]));
  if (!models.has('')) models.set('', catalog.tiers.opus.model);
  return models;
}

/**
 * Main-thread calls that follow a call of another model in the same session and write again what was cached before, with
 * the number of tokens written again.
 */
export function cacheRebuilds(calls: readonly PricedCall[]): Map<PricedCall, number> {
  const found = new Map<PricedCall, number>();
  const last = new Map<string, PricedCall>();
  for (const call of calls) {
    if (call.source !== 'session' || call.session === null) continue;
    const before = last.get(call.session);
    last.set(call.session, call);
    if (!before || before.served === call.served) continue;
    const wasCached = before.cacheRead + before.cacheWrite5m + before.cacheWrite1h;
    const again = Math.min(call.cacheWrite5m + call.cacheWrite1h, Math.max(0, wasCached - call.cacheRead));
    if (again > 0 && again > promptTokens(usageOf(call)) / 4) found.set(call, again);
  }
  return found;
}

/** The call's tokens without the rebuild: `again` tokens read from the cache instead of written to it. */
function keepCache(call: PricedCall, again: number): Usage {
  const from1h = Math.min(again, call.cacheWrite1h);
  return {
    ...usageOf(call),
    cacheRead: call.cacheRead + again,
    cacheWrite1h: call.cacheWrite1h - from1h,
    cacheWrite5m: call.cacheWrite5m - (again - from1h),
  };
}
