// Calls as advice looks at them.
import { count } from '../terminal/format.ts';
import { type PricedCall, rank } from './priced-call.ts';

export interface Group {
  first: PricedCall;
  calls: PricedCall[];
}

/** Returns the calls by what `keyOf` returns, each group with its first call; those with null are left out. */
export function groupBy(calls: readonly PricedCall[], keyOf: (call: PricedCall) => string | null): Group[] {
  const groups = new Map<string, Group>();
  for (const call of calls) {
    const key = keyOf(call);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.calls.push(call);
    else groups.set(key, { first: call, calls: [call] });
  }
  return [...groups.values()];
}

export const isAgent = ({ source }: PricedCall): boolean => source === 'subagent';
export const isTop = ({ tier }: PricedCall): boolean => rank(tier) >= rank('opus');

/** Returns what calls cost, in US dollars. */
export const costOf = (calls: readonly PricedCall[]): number =>
  calls.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);

export const times = (number: number): string => (number === 1 ? 'once' : `${count(number)} times`);
