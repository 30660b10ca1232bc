// The budgets that a status line shows. Loaded only where a policy file exists, as it brings what reads one.
import { inForce } from '../routing/in-force.ts';
import { loadPolicies } from '../routing/load.ts';
import type { BudgetState } from '../routing/policy.ts';
import type { Spender } from '../usage/budgets.ts';
import { budgetStates } from '../usage/spend.ts';

/** Returns the budgets of the policies in force for a spender, with what is spent of each. */
export function budgetsInForce(home: string, who: Spender): BudgetState[] {
  const { user, project } = loadPolicies(home, who.project);
  return budgetStates(home, inForce(user, project).policy.budgets, who);
}
