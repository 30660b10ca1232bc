// The calls of a period one by one, where there are few enough for a page.

import { isSummed } from '../usage/books/drop-calls.ts';
import { monthsIn } from '../usage/books/month-files.ts';
import { bytesOfMonth } from '../usage/books/month-pieces.ts';
import { readLedger } from '../usage/ledger.ts';
import { type CallGroup, numberOf } from '../usage/priced-call.ts';

const MOST_CALLS = 100_000;
/** Reading more takes seconds. */
const MOST_BYTES = 128 * 1024 * 1024;

/**
 * Returns the calls of this machine's ledger since `from` singly, and those of others as they are; all as they are, and `isSingle`
 * false, where there are too many. It is false, too, where some are not kept singly any more.
 */
export function singleCalls(
  home: string,
  groups: readonly CallGroup[],
  from: Date | null,
): { calls: readonly CallGroup[]; isSingle: boolean } {
  if (numberOf(groups) > MOST_CALLS || bytesIn(home) > MOST_BYTES) return { calls: groups, isSingle: false };
  const since = from?.toISOString() ?? '';
  const summed = new Set(monthsIn(home).filter((name) => isSummed(home, name)));
  const isOfSummed = ({ at }: CallGroup): boolean => summed.has(at.slice(0, 7));
  const own = readLedger(home).calls.filter((call) => call.at >= since && !isOfSummed(call));
  const others = groups.filter((group) => group.machine || isForeign(group) || isOfSummed(group));
  return { calls: [...own, ...others], isSingle: !others.some(isOfSummed) };
}

const isForeign = ({ source }: CallGroup): boolean => source === 'codex' || source === 'gemini';

/** As lines: what is packed takes as long to read. */
function bytesIn(home: string): number {
  return monthsIn(home).reduce((sum, name) => sum + bytesOfMonth(home, name), 0);
}
