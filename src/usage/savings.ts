// What the tiers saved, net: the same tokens on the dearest tier that the session's own thread used.
import type { Catalog } from '../models/catalog.ts';
import { costUsd, promptTokens, type Usage } from '../models/cost.ts';
import { TIER_NAMES, type TierName } from '../models/table.ts';
import type { Call } from './call.ts';

export interface Savings {
  /** What was paid, at list price, for the calls that can be compared. */
  actualUsd: number;
  /** The same tokens on each session's top tier. */
  onTopTierUsd: number;
  /** The difference; negative when the mix was dearer. */
  savedUsd: number;
  /** What switching models in mid-conversation cost in caches written anew; it is in `actualUsd` and lowers the saving. */
  cacheRebuildUsd: number;
  assumption: string;
}

const ASSUMPTION =
  "the same tokens on the dearest tier that the session's own thread used (direct calls: of all sessions, else opus), " +
  'caches kept instead of rebuilt where the thread switched models; models differ in how many tokens they need';

/** Compares what was paid with everything on the top tier. Calls of models without a price are left out. */
export function savingsOf(calls: readonly Call[], catalog: Catalog): Savings {
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

/** What `call` would have cost on `model`, with its tokens as given; null when the model has no known price. */
export function price(model: string, usage: Usage, { at }: Call, catalog: Catalog): number | null {
  return costUsd(catalog.model(model), usage, { at: new Date(at) });
}

export const usageOf = (call: Call): Usage => ({ ...call, webSearches: call.webSearches ?? 0 });

export const rank = (tier: TierName | null): number => (tier === null ? -1 : TIER_NAMES.indexOf(tier));

/** By session, the model of the dearest tier its main thread used; under '' that of all sessions. */
function topModels(calls: readonly Call[], catalog: Catalog): Map<string, string> {
  const top = new Map<string, Call>();
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
export function cacheRebuilds(calls: readonly Call[]): Map<Call, number> {
  const found = new Map<Call, number>();
  const last = new Map<string, Call>();
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

/** The call's tokens as they had been without the rebuild: read from the cache, not written. */
function keepCache(call: Call, again: number): Usage {
  const from1h = Math.min(again, call.cacheWrite1h);
  return {
    ...usageOf(call),
    cacheRead: call.cacheRead + again,
    cacheWrite1h: call.cacheWrite1h - from1h,
    cacheWrite5m: call.cacheWrite5m - (again - from1h),
  };
}
