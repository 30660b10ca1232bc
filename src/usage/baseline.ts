// The model that work would have been done on without tiers: the one that most calls of the session's own thread used.
import type { Catalog } from '../models/catalog.ts';
import type { PricedCall } from './priced-call.ts';

/** Returns a function that names the usual model of a call's session; of all sessions for a direct call, opus where there is none. */
export function baselines(calls: readonly PricedCall[], { tiers }: Catalog): (call: PricedCall) => string {
  const bySession = new Map<string, Counts>();
  const overall: Counts = new Map();
  for (const call of calls) {
    if (call.source !== 'session') continue;
    count(overall, call);
    if (call.session === null) continue;
    const counts = bySession.get(call.session) ?? new Map();
    bySession.set(call.session, counts);
    count(counts, call);
  }
  const usual = new Map([...bySession].map(([session, counts]) => [session, mostUsed(counts)]));
  const otherwise = mostUsed(overall) ?? tiers.opus.model;
  return ({ session }) => (session !== null && usual.get(session)) || otherwise;
}

type Counts = Map<string, number>;

function count(counts: Counts, { served, calls = 1 }: PricedCall): void {
  counts.set(served, (counts.get(served) ?? 0) + calls);
}

/** Of two that were used as often, the later one: what was switched to. */
function mostUsed(counts: Counts): string | undefined {
  let found: [string, number] | undefined;
  for (const one of counts) if (!found || one[1] >= found[1]) found = one;
  return found?.[0];
}
