// What one run of a plan shares among its steps. A function takes the part it works with: `Pick<RunContext, 'plan' | 'note'>`.
import type { Budget } from '../../ask/budget.ts';
import type { Catalog } from '../../models/catalog.ts';
import type { ReviseWay } from '../../routing/policy.ts';
import type { Plan, Step } from '../file/plan.ts';
import type { Worktrees } from '../git/worktrees.ts';
import type { HaltSwitch } from './halt.ts';
import type { PlanHistory } from './history.ts';
import type { PlanLedger } from './plan-ledger.ts';
import type { Proposal } from './proposal-shape.ts';

export interface RunContext {
  /** As it reads now: the run itself may have mended it. */
  readonly plan: Plan;
  /** The commit that every step starts from. */
  readonly base: string;
  readonly catalog: Catalog;
  readonly roles: Roles;
  readonly worktrees: Worktrees;
  readonly budget: Budget;
  readonly history: PlanHistory;
  readonly ledger: PlanLedger;
  readonly programs: Programs;
  readonly halt: HaltSwitch;
  readonly reviser: Reviser;
  /** Tells the user a line. */
  note(line: string): void;
}

/** With which prompts begin. */
export interface Roles {
  readonly implementer: string;
  readonly reviewer: string;
}

/** What becomes of a step that the plan is wrong about. */
export interface Reviser {
  readonly way: ReviseWay;
  /** The planner's role, with which it is asked. */
  readonly role: string;
  /** Asks the user whether to take a proposal; null where nobody can answer. */
  readonly ask: ((step: Step, proposal: Proposal) => Promise<boolean>) | null;
  /** Writes a proposal to the plan file, as approved. Returns the plan as it reads then. Throws UsageError when it cannot be written. */
  take(step: Step, proposal: Proposal): Promise<Plan>;
}

/** How other programs are started. */
export interface Programs {
  readonly env: NodeJS.ProcessEnv;
  /** By what a later run finds what this one started. */
  readonly mark: string;
}
