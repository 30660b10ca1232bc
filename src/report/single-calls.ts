// The calls of a period one by one, where there are few enough for a page.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readLedger } from '../usage/ledger.ts';
import { ledgerFolder } from '../usage/ledger-entry.ts';
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

function bytesIn(home: string): number {
  try {
    return readdirSync(ledgerFolder(home))
      .filter((name) => /^\d{4}-\d\d\.jsonl$/.test(name))
      .reduce((sum, name) => sum + statSync(join(ledgerFolder(home), name)).size, 0);
  } catch {
    return 0;
  }
}
