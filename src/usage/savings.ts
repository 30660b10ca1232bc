// What the tiers saved, net: the same tokens on the most expensive tier that the session's main thread used.
import type { Catalog } from '../models/catalog.ts';
import { costUsd, type Usage } from '../models/cost.ts';
import { TIER_NAMES, type TierName } from '../models/table.ts';
import { type CacheUse, cacheUseOf, NOT_WRITTEN, type WrittenAgain, writtenAgain } from './cache-rebuild.ts';
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
  const sums = { actualUsd: 0, onTopTierUsd: 0, cacheRebuildUsd: 0 };
  for (const call of calls) {
    if (call.costUsd === null) continue;
    const topModel = (call.session !== null && top.bySession.get(call.session)) || top.overall;
    const { keptUsd, onTopUsd } = compare(call, topModel, rebuilt.get(call) ?? NOT_WRITTEN, catalog);
    sums.actualUsd += call.costUsd;
    sums.onTopTierUsd += onTopUsd ?? call.costUsd;
    sums.cacheRebuildUsd += call.costUsd - (keptUsd ?? call.costUsd);
  }
  return { ...sums, savedUsd: sums.onTopTierUsd - sums.actualUsd, assumption: ASSUMPTION };
}

/** What a call would have cost without writing `again` tokens to the cache, and what it would have on the top model. */
function compare(
  call: PricedCall,
  topModel: string,
  again: WrittenAgain,
  catalog: Catalog,
): { keptUsd: number | null; onTopUsd: number | null } {
  const kept = keepCache(call, again);
  const keptUsd = again.switches ? price(call.served, kept, call, catalog) : call.costUsd;
  const isBelow = rank(call.tier) < rank(catalog.model(topModel)?.tier ?? null);
  return { keptUsd, onTopUsd: isBelow ? price(topModel, kept, call, catalog) : keptUsd };
}

/** Returns what `usage` would have cost on `model` when the call was made, in US dollars; null when no price is known. */
export function price(
  model: string,
  usage: Usage,
  { at, prompt }: PricedCall,
  catalog: Catalog,
): number | null {
  return costUsd(catalog.model(model), usage, { at: new Date(at), prompt });
}

export const usageOf = (call: PricedCall): Usage => ({ ...call, webSearches: call.webSearches ?? 0 });

export const rank = (tier: TierName | null): number => (tier === null ? -1 : TIER_NAMES.indexOf(tier));

interface TopModels {
  bySession: Map<string, string>;
  overall: string;
}

/** The model of the most expensive tier that main threads used, the latest where there are several: per session and overall. */
function topModels(calls: readonly PricedCall[], catalog: Catalog): TopModels {
  const bySession = new Map<string, PricedCall>();
  let overall: PricedCall | undefined;
  for (const call of calls) {
    if (call.source !== 'session') continue;
    overall = higher(overall, call);
    if (call.session !== null) bySession.set(call.session, higher(bySession.get(call.session), call));
  }
  return {
    bySession: new Map([...bySession].map(([session, { served }]) => [session, served])),
    overall: overall?.served ?? catalog.tiers.opus.model,
  };
}

const higher = (before: PricedCall | undefined, call: PricedCall): PricedCall =>
  before && rank(before.tier) > rank(call.tier) ? before : call;

/**
 * Main-thread calls that follow a call of another model in the same session and write again what was cached before, with what
 * they wrote. Groups of calls know it already; single ones are held against the one before.
 */
export function cacheRebuilds(calls: readonly PricedCall[]): Map<PricedCall, WrittenAgain> {
  const found = new Map<PricedCall, WrittenAgain>();
  const last = new Map<string, CacheUse>();
  for (const call of calls) {
    if (call.source !== 'session' || call.session === null) continue;
    const again = call.again ?? followed(last, call.session, call);
    if (again.switches) found.set(call, again);
  }
  return found;
}

function followed(last: Map<string, CacheUse>, session: string, call: PricedCall): WrittenAgain {
  const use = cacheUseOf(call);
  const again = writtenAgain(last.get(session), use);
  last.set(session, use);
  return again;
}

/** The call's tokens without the rebuild: what was written again is read from the cache instead. */
const keepCache = (call: PricedCall, { in5m, in1h }: WrittenAgain): Usage => ({
  ...usageOf(call),
  cacheRead: call.cacheRead + in5m + in1h,
  cacheWrite1h: call.cacheWrite1h - in1h,
  cacheWrite5m: call.cacheWrite5m - in5m,
});
