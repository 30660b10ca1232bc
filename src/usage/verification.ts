// Calls that only check cheaper work: nobody would have made them for the work of the usual model.

import { isChecker } from './agent-names.ts';
import { type PricedCall, rank } from './priced-call.ts';

/**
 * Returns them: calibrations with their sentinels, and agents that by their name check, after a cheaper agent that does not in the
 * same session. Which of them would have checked anyway no record tells, so all of them count.
 */
export function verifications(calls: readonly PricedCall[]): ReadonlySet<PricedCall> {
  const found = new Set<PricedCall>();
  const cheapest = new Map<string, number>();
  for (const call of calls) {
    if (call.source === 'calibrate') found.add(call);
    if (call.source !== 'subagent' || call.session === null) continue;
    const below = cheapest.get(call.session);
    if (isChecker(call.who)) {
      if (below !== undefined && below < rank(call.tier)) found.add(call);
    } else cheapest.set(call.session, Math.min(below ?? rank(call.tier), rank(call.tier)));
  }
  return found;
}
