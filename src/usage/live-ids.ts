// A request that the transcript and tierwise-live both write down has one id, so that readers, who count an id once, count it once.
// The module knows the request's id only; the transcript has the message's before it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { costUsd } from '../models/cost.ts';
import { shippedModel } from '../models/table.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** Whether the module of tierwise-live is, or was, in a session. */
export const wasLive = (home: string, session: string): boolean =>
  existsSync(join(home, 'live', session, 'module.json'));

/** Returns the id under which tierwise-live has written a call; the call's own where it has no request's id. */
export const liveId = (id: string): string => id.replace(/^[^|]*\|(?=.)/, 'live|');

/** Returns calls of a session that tierwise-live was in, under its ids and at its prices, whichever of the two is read last. */
export const asLive = (calls: readonly LedgerEntry[]): LedgerEntry[] =>
  calls.map((call) => ({ ...call, id: liveId(call.id), costUsd: clientUsd(call) }));

/** The client's figure goes by the model that was asked for. */
function clientUsd(call: LedgerEntry): number | null {
  if (call.requested === call.served) return call.costUsd;
  const { at, fast, usOnly, webSearches = 0 } = call;
  const usage = { ...call, webSearches };
  return costUsd(shippedModel(call.requested), usage, { at: new Date(at), fast, usOnly }) ?? call.costUsd;
}
