// What is spent of each budget, from the ledger. The hook carries this file, so entries are checked by hand, and only the two
// newest months are read: no budget looks back further.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BudgetState, Budgets } from '../routing/policy.ts';
import { readCall, type Spender, type Spent, sameSpent, statesOf } from './budgets.ts';
import { ledgerFolder } from './ledger-entry.ts';

/**
 * Returns the state of every budget that is set and concerns the spender; the project's and the month's are of this month.
 * `pending`: calls that are not in the ledger yet.
 */
export function budgetStates(
  home: string,
  budgets: Budgets,
  who: Spender,
  pending: readonly Spent[] = [],
): BudgetState[] {
  if (!Object.keys(budgets).length) return [];
  return statesOf(chain(callsAround(home, who.at), pending), budgets, who);
}

function* chain(...lists: Iterable<Spent>[]): Generator<Spent> {
  for (const list of lists) yield* list;
}

/** The calls of this month and the one before, each id once: a repeated one has its last counts. */
function callsAround(home: string, at: Date): Iterable<Spent> {
  const calls = new Map<string, Spent>();
  const before = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1, 1));
  for (const month of [before, at]) {
    const file = join(ledgerFolder(home), `${month.toISOString().slice(0, 7)}.jsonl`);
    for (const line of linesOf(file)) {
      const [id, call] = readCall(line) ?? [];
      if (id === undefined || !call) continue;
      const known = calls.get(id);
      calls.set(id, known ? sameSpent(known, call) : call);
    }
  }
  return calls.values();
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
