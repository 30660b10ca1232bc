// What sessions spent lately, from the ledger added up.
import { LedgerMonths } from '../usage/books/months.ts';
import type { Spending } from './forecast.ts';

/** Returns what the calls of sessions cost since `from`, those of a quarter of an hour together. A ledger that cannot be read is empty. */
export function recentSpending(home: string, from: Date, to: Date): Spending[] {
  const [first, last] = [from, to].map((day) => day.toISOString().slice(0, 7)) as [string, string];
  const months = new LedgerMonths(home, first);
  return months.names
    .filter((name) => name >= first && name <= last)
    .flatMap((name) => months.month(name).rows)
    .flatMap(({ facts: { source }, until, costUsd }) =>
      (source === 'session' || source === 'subagent') && costUsd !== null && until >= from.getTime()
        ? [{ at: until, usd: costUsd }]
        : [],
    );
}
