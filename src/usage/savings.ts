// What the tiers saved, as an accountant would put it: the same work on the model that the session's own thread usually used, at the
// same rates; what failed, was written again or only checked is cost.
import type { Catalog } from '../models/catalog.ts';
import { type Billing, costUsd, type Usage } from '../models/cost.ts';
import { isRegional } from '../models/names.ts';
import { baselines } from './baseline.ts';
import { type CacheUse, cacheUseOf, NOT_WRITTEN, type WrittenAgain, writtenAgain } from './cache-rebuild.ts';
import { type FailureFacts, failedShares, NO_FAILURES, workOf } from './failures.ts';
import type { Source } from './ledger-entry.ts';
import { type PricedCall, rank, usageOf } from './priced-call.ts';
import { verifications } from './verification.ts';
import type { WorkOutcome } from './work-outcome.ts';

/** A waterfall: `grossUsd` less failed work, rebuilt caches and verification is `netUsd`. */
export interface Waterfall {
  /** What was paid, at list price, for the calls that can be compared. */
  actualUsd: number;
  /** What the same work would have cost on each session's usual model. */
  baselineUsd: number;
  /** What work that held would have cost more there. */
  grossUsd: number;
  /** What tries on a cheaper model cost that came to nothing; the usual model would not have made them. */
  failedUsd: number;
  /** What caches rebuilt after a switch of models cost above reading them. */
  cacheRebuildUsd: number;
  /** What checking the cheaper work cost. */
  verificationUsd: number;
  /** The difference of the first two; negative where the mix was more expensive. */
  netUsd: number;
}

export interface Savings extends Waterfall {
  /** The same by what the work was: the kind of a plan's step, `bulk`, `agents`, `main thread`, `other`. */
  byKind: Record<string, Waterfall>;
  assumption: string;
}

const ASSUMPTION =
  "the same tokens on the model that most calls of the session's main thread used (direct calls: of all sessions, else opus), at the " +
  'same batch, fast and regional rates; models differ in how many tokens they need';

/** Returns what was saved, in US dollars. Unpriced calls are left out. */
export function savingsOf(
  calls: readonly PricedCall[],
  catalog: Catalog,
  failures: FailureFacts = NO_FAILURES,
): Savings {
  const facts: Facts = {
    catalog,
    rebuilt: cacheRebuilds(calls),
    usualOf: baselines(calls, catalog),
    failedShare: failedShares(calls, failures),
    checks: verifications(calls),
  };
  const kindOf = workKinds(failures.outcomes);
  const whole = nothing();
  const byKind = new Map<string, Waterfall>();
  for (const call of calls) {
    if (call.costUsd === null) continue;
    const one = waterfallOf(call, call.costUsd, facts);
    add(whole, one);
    const kind = kindOf(call);
    const sum = byKind.get(kind) ?? nothing();
    byKind.set(kind, sum);
    add(sum, one);
  }
  return { ...whole, byKind: Object.fromEntries(byKind), assumption: ASSUMPTION };
}

interface Facts {
  catalog: Catalog;
  rebuilt: ReadonlyMap<PricedCall, WrittenAgain>;
  usualOf(call: PricedCall): string;
  failedShare(call: PricedCall): number;
  checks: ReadonlySet<PricedCall>;
}

const nothing = (): Waterfall => ({
  actualUsd: 0,
  baselineUsd: 0,
  grossUsd: 0,
  failedUsd: 0,
  cacheRebuildUsd: 0,
  verificationUsd: 0,
  netUsd: 0,
});

function add(sum: Waterfall, more: Waterfall): void {
  for (const key of Object.keys(sum) as (keyof Waterfall)[]) sum[key] += more[key];
}

function waterfallOf(call: PricedCall, actualUsd: number, facts: Facts): Waterfall {
  if (facts.checks.has(call))
    return { ...nothing(), actualUsd, verificationUsd: actualUsd, netUsd: -actualUsd };
  const { catalog } = facts;
  const usual = facts.usualOf(call);
  const again = facts.rebuilt.get(call) ?? NOT_WRITTEN;
  const kept = again.switches ? keepCache(call, again) : call;
  const keptUsd = again.switches
    ? (price(call.served, usageOf(kept), call, catalog) ?? actualUsd)
    : actualUsd;
  const isBelow = !call.noUsage && rank(call.tier) < rank(catalog.model(usual)?.tier ?? null);
  const usualUsd = isBelow ? (price(usual, usageOf(kept), call, catalog) ?? keptUsd) : keptUsd;
  // What failed on the usual model would have been tried on it in any case.
  const failed = isBelow ? facts.failedShare(call) : 0;
  const held = 1 - failed;
  return {
    actualUsd,
    baselineUsd: held * usualUsd,
    grossUsd: held * (usualUsd - keptUsd),
    failedUsd: failed * actualUsd,
    cacheRebuildUsd: held * (actualUsd - keptUsd),
    verificationUsd: 0,
    netUsd: held * usualUsd - actualUsd,
  };
}

const KINDS: Partial<Record<Source, string>> = { session: 'main thread', subagent: 'agents', bulk: 'bulk' };

function workKinds(outcomes: readonly WorkOutcome[]): (call: PricedCall) => string {
  const kinds = new Map(outcomes.map(({ id, kind }) => [workOf(id), kind]));
  return ({ source, id }) =>
    (source === 'plan' ? kinds.get(workOf(id)) : KINDS[source]) ?? (source === 'plan' ? 'plans' : 'other');
}

/** Returns what `usage` would have cost on `model` when and how the call was made, in US dollars; null when no price is known. */
export function price(model: string, usage: Usage, call: PricedCall, catalog: Catalog): number | null {
  return costUsd(catalog.model(model), usage, billingOf(call));
}

/** Returns at which rates a call was made. */
export const billingOf = (call: PricedCall): Billing & { at: Date } => ({
  at: new Date(call.at),
  batch: call.batch,
  fast: call.fast,
  usOnly: call.usOnly,
  regional: isRegional(call.requested) || isRegional(call.served),
  prompt: call.prompt,
});

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
