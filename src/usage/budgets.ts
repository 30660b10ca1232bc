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
export const statesOf = (calls: Iterable<Spent>, budgets: Budgets, who: Spender): BudgetState[] => {
  const asked = scopesOf(budgets, who);
  const all = asked.length ? [...calls] : [];
  return asked.map((scope) => ({
    ...{ name: scope.name, limitUsd: scope.limitUsd },
    spentUsd: spentBy(all, scope),
  }));
};

/** Which calls count toward a budget. */
export interface Scope {
  name: string;
  limitUsd: number;
  /** The field by which calls are told apart; null where all count. */
  of: 'session' | 'project' | 'agent' | null;
  fits(name: unknown): boolean;
  /** Milliseconds of the epoch. */
  since: number;
}

/** Returns which calls count toward each budget that is set and concerns the spender. */
export function scopesOf(budgets: Budgets, { session, project, agent, at }: Spender): Scope[] {
  const day = new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
  const month = new Date(at.getFullYear(), at.getMonth(), 1).getTime();
  const scopes: Scope[] = [];
  const add = (name: string, limitUsd: number | undefined, which: Omit<Scope, 'name' | 'limitUsd'>): void => {
    if (limitUsd !== undefined) scopes.push({ name, limitUsd, ...which });
  };
  const is = (wanted: string) => (name: unknown) => name === wanted;
  const all = { of: null, fits: () => true } as const;
  if (session !== null) add('session', budgets.session, { of: 'session', fits: is(session), since: 0 });
  add('day', budgets.day, { ...all, since: day });
  add('month', budgets.month, { ...all, since: month });
  if (project !== null) add('project', budgets.project, { of: 'project', fits: is(project), since: month });
  for (const [pattern, limitUsd] of Object.entries(budgets.agents ?? {})) {
    const fits = (name: unknown) => typeof name === 'string' && fitsPattern(pattern, name);
    if (fits(agent)) add(`agent ${pattern}`, limitUsd, { of: 'agent', fits, since: day });
  }
  return scopes;
}

/** Returns what those of some calls that count cost, in US dollars. */
export function spentBy(calls: Iterable<Spent>, { of, fits, since }: Scope): number {
  let usd = 0;
  for (const call of calls)
    if (Date.parse(call.at) >= since && (of === null || fits(call[of]))) usd += call.costUsd;
  return usd;
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
