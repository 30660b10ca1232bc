// What everything that carries out a plan works with.
import type { Budget } from '../../ask/budget.ts';
import type { Catalog } from '../../models/catalog.ts';
import type { Plan } from '../file/plan.ts';
import type { Workshop } from '../git/worktrees.ts';
import type { PlanEvent } from './events.ts';
import type { StepState } from './state.ts';

/** Why no further try is started. */
export interface Halt {
  why: 'ceiling' | 'interrupted' | 'executor' | 'setup' | 'git';
  message: string;
}

export interface Site {
  plan: Plan;
  /** Top folder of the user's repository, for the books. */
  root: string;
  /** By what a plan in this repository is told from others. */
  key: string;
  home: string;
  base: string;
  catalog: Catalog;
  workshop: Workshop;
  budget: Budget;
  /** The contract an executor works by. */
  role: string;
  env: NodeJS.ProcessEnv;
  mark: string;
  halted: Halt | null;
  step(id: string): StepState;
  append(event: PlanEvent): void;
  halt(halt: Halt): void;
  /** Tells people. */
  note(line: string): void;
  onLedgerFailure(error: unknown): void;
}
