// The calls of a period one by one, where there are few enough for a page.

import { monthsIn } from '../usage/books/month-files.ts';
import { bytesOfMonth } from '../usage/books/month-pieces.ts';
import { readLedger } from '../usage/ledger.ts';
import { type CallGroup, numberOf } from '../usage/priced-call.ts';

const MOST_CALLS = 100_000;
/** Reading more takes seconds. */
const MOST_BYTES = 128 * 1024 * 1024;

/**
 * Returns the calls of this machine's ledger since `from` singly, and those of others as they are; all as they are, and `isSingle`
 * false, where there are too many.
 */
export function singleCalls(
  home: string,
  groups: readonly CallGroup[],
  from: Date | null,
): { calls: readonly CallGroup[]; isSingle: boolean } {
  if (numberOf(groups) > MOST_CALLS || bytesIn(home) > MOST_BYTES) return { calls: groups, isSingle: false };
  const since = from?.toISOString() ?? '';
  const own = readLedger(home).calls.filter(({ at }) => at >= since);
  const others = groups.filter(({ machine, source }) => machine || source === 'codex' || source === 'gemini');
  return { calls: [...own, ...others], isSingle: true };
}

/** As lines: what is packed takes as long to read. */
function bytesIn(home: string): number {
  return monthsIn(home).reduce((sum, name) => sum + bytesOfMonth(home, name), 0);
}
