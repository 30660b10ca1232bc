// What is spent of each budget, from the ledger added up. Only the two newest months are read: no budget looks back further.
import { fitsPattern } from '../routing/match.ts';
import type { BudgetState, Budgets } from '../routing/policy.ts';
import { LedgerMonths } from './books/months.ts';

/** Whose budgets are asked about. What is null has none. */
export interface Spender {
  session: string | null;
  project: string | null;
  agent: string | null;
  at: Date;
}

/** One call, as far as budgets need it. */
export interface Spent {
  at: string;
  session: unknown;
  project: unknown;
  agent: unknown;
  costUsd: number;
}

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
  const asked = scopesOf(budgets, who);
  if (!asked.length) return [];
  const states = asked.map(({ name, limitUsd }) => ({ name, limitUsd, spentUsd: 0 }));
  for (const call of [...callsAround(home, who.at), ...pending])
    for (const [index, { counts }] of asked.entries()) {
      const state = states[index];
      if (state && counts(call)) state.spentUsd += call.costUsd;
    }
  return states;
}

interface Scope {
  name: string;
  limitUsd: number;
  counts(call: Spent): boolean;
}

function scopesOf(budgets: Budgets, { session, project, agent, at }: Spender): Scope[] {
  const day = new Date(at.getFullYear(), at.getMonth(), at.getDate()).toISOString();
  const month = new Date(at.getFullYear(), at.getMonth(), 1).toISOString();
  const scopes: Scope[] = [];
  const add = (name: string, limitUsd: number | undefined, counts: Scope['counts']): void => {
    if (limitUsd !== undefined) scopes.push({ name, limitUsd, counts });
  };
  if (session !== null) add('session', budgets.session, (call) => call.session === session);
  add('day', budgets.day, (call) => call.at >= day);
  add('month', budgets.month, (call) => call.at >= month);
  if (project !== null)
    add('project', budgets.project, (call) => call.at >= month && call.project === project);
  for (const [pattern, limitUsd] of Object.entries(budgets.agents ?? {}))
    if (agent !== null && fitsPattern(pattern, agent))
      add(
        `agent ${pattern}`,
        limitUsd,
        (call) => call.at >= day && typeof call.agent === 'string' && fitsPattern(pattern, call.agent),
      );
  return scopes;
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
