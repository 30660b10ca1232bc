// The budgets that an agent counts toward, held before it is started: what is spent, what is set aside for others, and then its
// own first request.
import type { BudgetState, Decision, Policy } from '../routing/policy.ts';
import { usd } from '../terminal/format.ts';
import { firstRequestUsd } from '../usage/budgets.ts';
import { ingestSession } from '../usage/ingest.ts';
import { type SetAside, setAside, stillSetAside } from '../usage/set-aside.ts';
import { budgetStates } from '../usage/spend.ts';
import type { Delegation } from './read-delegation.ts';

const MOST_BYTES = 16 * 1024 * 1024;

/** Returns the budgets that a delegation counts toward, with what the session has spent up to now. */
export function budgetsOf(
  home: string,
  { budgets }: Policy,
  delegation: Delegation,
  at: Date,
): BudgetState[] {
  if (!Object.keys(budgets).length) return [];
  ingestSession(home, delegation.transcript, MOST_BYTES);
  return statesWith(home, budgets, { delegation, at, others: stillSetAside(home, at) });
}

interface Held {
  delegation: Delegation;
  at: Date;
  others: readonly SetAside[];
}

const statesWith = (
  home: string,
  budgets: Policy['budgets'],
  { delegation, at, others }: Held,
): BudgetState[] => {
  const { session, cwd, agent } = delegation;
  const pending = others.map(({ usd: costUsd, ...record }) => ({ ...record, costUsd }));
  return budgetStates(home, budgets, { session, project: cwd, agent, at }, pending);
};

/**
 * Sets the first request of a delegation aside. Returns why it must not be started: that request no longer fits. Null when it
 * fits, and when nothing can be set aside, as a hook never breaks a session.
 */
export function reserveFirst(
  home: string,
  { budgets }: Policy,
  delegation: Delegation,
  { model }: Decision,
): string | null {
  const at = new Date();
  if (!Object.keys(budgets).length) return null;
  const { id, session, transcript, cwd, agent, prompt } = delegation;
  const amount = firstRequestUsd(model, prompt, at);
  const record = { id, at: at.toISOString(), session, transcript, project: cwd, agent, usd: amount };
  if (!written(() => setAside(home, record))) return null;
  const states = statesWith(home, budgets, { delegation, at, others: stillSetAside(home, at, id) });
  const full = states.find(({ limitUsd, spentUsd }) => spentUsd + amount > limitUsd);
  if (!full) return null;
  written(() => setAside(home, { ...record, usd: 0 }));
  return `${usd(full.spentUsd)} of ${usd(full.limitUsd)} of the budget "${full.name}" is spent or set aside, and its first request alone costs about ${usd(amount)}`;
}

function written(write: () => void): boolean {
  try {
    write();
    return true;
  } catch {
    return false;
  }
}
