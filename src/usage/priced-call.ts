// Model calls as the report sees them, alone or added up, and what several come to.
import type { Usage } from '../models/cost.ts';
import { TIER_NAMES, type TierName } from '../models/table.ts';
import type { WrittenAgain } from './cache-rebuild.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** What some calls come to. Tokens as billed; `thinking` is a part of `output`; dollars at list price. */
export interface Totals {
  calls: number;
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  thinking: number;
  costUsd: number;
  /** How long the model took: from sending to the last part, calls at the same time each in full. */
  seconds: number;
}

export type TotalsByName = Record<string, Totals>;

/**
 * Calls of the ledger: one, or several that are alike in all that a report tells apart and lie in one quarter of an hour. Counts are
 * sums then, `at` is the first and `id` the last of them.
 */
export interface CallGroup extends LedgerEntry {
  /** How many there are; 1 when it is missing. */
  calls?: number;
  /** When the last of them was. */
  until?: string;
  /** The size of the largest prompt; every price step lies above all of them or below. That of the one call when it is missing. */
  prompt?: number;
  /** The machine whose ledger it is from, where several are read. */
  machine?: string;
  /** What was written to a cache again; not worked out yet when it is missing. */
  again?: WrittenAgain;
}

/** Returns how many calls they are. */
export const numberOf = (groups: Iterable<CallGroup>): number => {
  let sum = 0;
  for (const { calls = 1 } of groups) sum += calls;
  return sum;
};

/** Calls with their price by today's knowledge and the user's overrides. */
export interface PricedCall extends CallGroup {
  /** The main thread is `main`, a direct call is named by its source. */
  who: string;
  /** What the client counts it for, where that is another price. */
  clientUsd?: number;
  /** It stands for calls that only the client's own total knows. */
  isRest?: boolean;
}

/** Every field of a call, those that may be missing, too. */
type AllFields = { [name in keyof Required<PricedCall>]: PricedCall[name] };

/**
 * Returns a copy of a call with every field there may be. Written out, as V8 copies an object with so many fields forty times slower
 * where it is spread, and makes a table of one that is put together by names.
 */
export function allFieldsOf(call: CallGroup & Partial<PricedCall>): AllFields {
  return {
    id: call.id,
    at: call.at,
    until: call.until,
    calls: call.calls,
    prompt: call.prompt,
    input: call.input,
    output: call.output,
    cacheRead: call.cacheRead,
    cacheWrite5m: call.cacheWrite5m,
    cacheWrite1h: call.cacheWrite1h,
    thinking: call.thinking,
    webSearches: call.webSearches,
    ms: call.ms,
    sent: call.sent,
    costUsd: call.costUsd,
    source: call.source,
    session: call.session,
    project: call.project,
    agent: call.agent,
    skill: call.skill,
    step: call.step,
    requested: call.requested,
    served: call.served,
    tier: call.tier,
    effort: call.effort,
    stop: call.stop,
    isSum: call.isSum,
    isBilled: call.isBilled,
    noUsage: call.noUsage,
    fast: call.fast,
    batch: call.batch,
    usOnly: call.usOnly,
    client: call.client,
    branch: call.branch,
    did: call.did,
    samplings: call.samplings,
    machine: call.machine,
    again: call.again,
    who: call.who ?? '',
    clientUsd: call.clientUsd,
    isRest: call.isRest,
  };
}

/** Returns what a call used. Field by field: a call has forty, and a report asks for each several times. */
export const usageOf = (call: Usage | CallGroup): Usage => ({
  ...{ input: call.input, output: call.output, cacheRead: call.cacheRead, cacheWrite5m: call.cacheWrite5m },
  ...{ cacheWrite1h: call.cacheWrite1h, thinking: call.thinking, webSearches: call.webSearches ?? 0 },
});

/** Returns how high a tier is; an unknown one is below all. */
export const rank = (tier: TierName | null): number => (tier === null ? -1 : TIER_NAMES.indexOf(tier));

/** Returns the calls of each session, in order; those of none are left out. */
export function bySession(calls: readonly PricedCall[]): Map<string, PricedCall[]> {
  const sessions = new Map<string, PricedCall[]>();
  for (const call of calls) {
    if (call.session === null) continue;
    const own = sessions.get(call.session);
    if (own) own.push(call);
    else sessions.set(call.session, [call]);
  }
  return sessions;
}
