// What is spent of each budget, worked out from calls, wherever they come from. Pure: the hook reads a file for it, the module of
// tierwise-live counts as it goes.
import { costUsd, NO_USAGE } from '../models/cost.ts';
import { shippedModel } from '../models/table.ts';
import { estimateTokens } from '../models/tokens.ts';
import { fitsPattern } from '../routing/match.ts';
import type { BudgetState, Budgets } from '../routing/policy.ts';

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

/** Returns the state of every budget that is set and concerns the spender; the project's and the month's are of this month. */
export function statesOf(calls: Iterable<Spent>, budgets: Budgets, who: Spender): BudgetState[] {
  const asked = scopesOf(budgets, who);
  const states = asked.map(({ name, limitUsd }) => ({ name, limitUsd, spentUsd: 0 }));
  if (!asked.length) return states;
  for (const call of calls)
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

/** Returns a call as far as budgets need it, with what it is told apart by, in a line of the ledger; null when it is none. */
export function readCall(line: string): [string, Spent] | null {
  try {
    const { id, at, session, project, agent, costUsd } = JSON.parse(line);
    if (typeof id !== 'string' || typeof at !== 'string') return null;
    return [id, { at, session, project, agent, costUsd: typeof costUsd === 'number' ? costUsd : 0 }];
  } catch {
    return null;
  }
}

/** Two lines about one call: the first session and moment, the last counts. */
export const sameSpent = (known: Spent, call: Spent): Spent => ({
  ...call,
  session: known.session,
  at: known.at,
  agent: call.agent ?? known.agent,
});

/** An agent's system prompt and tools, and its first answer, in tokens: what small agents were seen to need, and some more. */
const SYSTEM_TOKENS = 5000;
const ANSWER_TOKENS = 1000;

/** Returns about what the first request of an agent costs, in US dollars; 0 for a model without a known price. */
export function firstRequestUsd(model: string, prompt: string, at: Date): number {
  const usage = { ...NO_USAGE, cacheWrite5m: SYSTEM_TOKENS + estimateTokens(prompt), output: ANSWER_TOKENS };
  return costUsd(shippedModel(model), usage, { at }) ?? 0;
}
