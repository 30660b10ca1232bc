// What one run of a plan shares among its steps. A function takes the part it works with: `Pick<RunContext, 'plan' | 'note'>`.
import type { Budget } from '../../ask/budget.ts';
import type { Catalog } from '../../models/catalog.ts';
import type { Plan } from '../file/plan.ts';
import type { Worktrees } from '../git/worktrees.ts';
import type { HaltSwitch } from './halt.ts';
import type { PlanHistory } from './history.ts';
import type { PlanLedger } from './plan-ledger.ts';

export interface RunContext {
  readonly plan: Plan;
  /** The commit that every step starts from. */
  readonly base: string;
  readonly catalog: Catalog;
  /** The implementer's role, with which every prompt begins. */
  readonly role: string;
  readonly worktrees: Worktrees;
  readonly budget: Budget;
  readonly history: PlanHistory;
  readonly ledger: PlanLedger;
  readonly programs: Programs;
  readonly halt: HaltSwitch;
  /** Tells the user a line. */
  note(line: string): void;
}

/** How other programs are started. */
export interface Programs {
  readonly env: NodeJS.ProcessEnv;
  /** By what a later run finds what this one started. */
  readonly mark: string;
}
