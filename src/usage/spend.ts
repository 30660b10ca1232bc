// What is spent of each budget, from the ledger. The hook carries this file, so entries are checked by hand, and only the two
// newest months are read: no budget looks back further.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fitsPattern } from '../routing/match.ts';
import type { BudgetState, Budgets } from '../routing/policy.ts';
import { ledgerFolder } from './ledger-entry.ts';

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
      calls.set(id, known ? { ...call, session: known.session, at: known.at } : call);
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

function readCall(line: string): [string, Spent] | null {
  try {
    const { id, at, session, project, agent, costUsd } = JSON.parse(line);
    if (typeof id !== 'string' || typeof at !== 'string') return null;
    return [id, { at, session, project, agent, costUsd: typeof costUsd === 'number' ? costUsd : 0 }];
  } catch {
    return null;
  }
}
