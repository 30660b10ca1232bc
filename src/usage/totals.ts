// Calls added up, all of them or by what they have in common.
import type { PricedCall, Totals, TotalsByName } from './priced-call.ts';

const noTotals = (): Totals => ({
  calls: 0,
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  thinking: 0,
  costUsd: 0,
  seconds: 0,
});

function add(sum: Totals, call: PricedCall): void {
  sum.calls += call.calls ?? 1;
  sum.input += call.input;
  sum.output += call.output;
  sum.cacheRead += call.cacheRead;
  sum.cacheWrite += call.cacheWrite5m + call.cacheWrite1h;
  sum.thinking += call.thinking;
  sum.costUsd += call.costUsd ?? 0;
  sum.seconds += (call.ms ?? 0) / 1000;
}

/** Returns what some calls come to. */
export function totalsOf(calls: Iterable<PricedCall>): Totals {
  const sum = noTotals();
  for (const call of calls) add(sum, call);
  return sum;
}

/** Returns what calls come to by name, the most expensive first; those whose name is null are left out. */
export function totalsBy(
  calls: Iterable<PricedCall>,
  keyOf: (call: PricedCall) => string | null,
): TotalsByName {
  const sums = new Map<string, Totals>();
  for (const call of calls) {
    const key = keyOf(call);
    if (key === null) continue;
    const sum = sums.get(key) ?? noTotals();
    add(sum, call);
    sums.set(key, sum);
  }
  return Object.fromEntries([...sums].sort(([, a], [, b]) => b.costUsd - a.costUsd || b.calls - a.calls));
}
