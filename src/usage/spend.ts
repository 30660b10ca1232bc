// What is spent of each budget, from the ledger added up. Only the two newest months are read: no budget looks back further.
import type { BudgetState, Budgets } from '../routing/policy.ts';
import { LedgerMonths } from './books/months.ts';
import { type Spender, type Spent, statesOf } from './budgets.ts';

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

/** The calls of this month and the one before, those of a quarter of an hour together; days and months begin with one. */
function callsAround(home: string, at: Date): Spent[] {
  const first = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
  const months = new LedgerMonths(home, first);
  const rows = months.names.filter((name) => name >= first).flatMap((name) => months.month(name).rows);
  return rows.map(({ facts: { session, project, agent }, at: ms, costUsd }) => ({
    ...{ session, project, agent },
    at: new Date(ms).toISOString(),
    costUsd: costUsd ?? 0,
  }));
}
