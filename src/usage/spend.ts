// What is spent of each budget, from the ledger added up. Only the two newest months are read: no budget looks back further.
import type { BudgetState, Budgets } from '../routing/policy.ts';
import { LedgerMonths } from './books/months.ts';
import { readSpent } from './books/new-calls.ts';
import { spentIn } from './books/spent-sums.ts';
import { type Scope, type Spender, type Spent, scopesOf, spentBy } from './budgets.ts';

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
  const scopes = scopesOf(budgets, who);
  const first = monthBefore(who.at);
  const spent = soFar(home, first, scopes) ?? addedUp(home, first, scopes);
  return scopes.map((scope, index) => ({
    name: scope.name,
    limitUsd: scope.limitUsd,
    spentUsd: (spent[index] ?? 0) + spentBy(pending, scope),
  }));
}

/** What is spent of each; null where the sums that are stored do not tell. */
function soFar(home: string, first: string, scopes: readonly Scope[]): number[] | null {
  const read = readSpent(home, first);
  if (!read) return null;
  const spent: number[] = [];
  for (const scope of scopes) {
    let usd = spentBy(read.calls, scope);
    for (const sums of read.sums) {
      const stored = spentIn(sums, scope);
      if (stored === null) return null;
      usd += stored;
    }
    spent.push(usd);
  }
  return spent;
}

/** The same from the rows of the months, which are brought up to date and stored for the next time. */
function addedUp(home: string, first: string, scopes: readonly Scope[]): number[] {
  const months = new LedgerMonths(home, first);
  const rows = months.names.filter((name) => name >= first).flatMap((name) => months.month(name).rows);
  const calls = rows.map(({ facts: { session, project, agent }, at, costUsd }) => ({
    ...{ session, project, agent },
    at: new Date(at).toISOString(),
    costUsd: costUsd ?? 0,
  }));
  return scopes.map((scope) => spentBy(calls, scope));
}

/** The month before, in UTC as the ledger's are. */
const monthBefore = (at: Date): string =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
