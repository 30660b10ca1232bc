// A plan from start to finish: what is ready is carried out, what needs it follows, and the finished work becomes a branch.
import { basename } from 'node:path';
import { Budget, least } from '../../ask/budget.ts';
import { makePrivateFolder } from '../../data-home.ts';
import { UsageError } from '../../errors.ts';
import { GitError } from '../../git.ts';
import type { Catalog } from '../../models/catalog.ts';
import { killMarked } from '../../process.ts';
import type { Plan } from '../file/plan.ts';
import { branchStanding } from '../git/branch-standing.ts';
import { commitOf, type Repository } from '../git/git.ts';
import { copiesOf } from '../git/private-clone.ts';
import { Worktrees } from '../git/worktrees.ts';
import type { Reviser, Roles, RunContext } from './context.ts';
import { exportBranches } from './export-branches.ts';
import { type Halt, HaltSwitch } from './halt.ts';
import { PlanHistory } from './history.ts';
import { takeProposals } from './mend-plan.ts';
import { PlanLedger } from './plan-ledger.ts';
import { lockPlan } from './plan-lock.ts';
import { proveBranch } from './prove.ts';
import { reviewBranch } from './review-branch.ts';
import { runStep } from './run-step.ts';
import type { PlanState, StepState } from './state.ts';

export interface RunSettings {
  plan: Plan;
  repository: Repository;
  /** Where the plan's events and its clone are. */
  folder: string;
  home: string;
  catalog: Catalog;
  jobs: number;
  maxCostUsd: number | null;
  /** What this run may spend beside what earlier ones did: what is left of the user's budgets; null for no ceiling. */
  leftUsd: number | null;
  /** Discard earlier results, and start from the commit checked out now. */
  restart: boolean;
  /** Steps that need the user, to retry from their first rung. */
  again: readonly string[];
  roles: Roles;
  reviser: Reviser;
  env: NodeJS.ProcessEnv;
}

export interface RunEvents {
  note(line: string): void;
  /** Called with the share of the steps that have ended, from 0 to 1, and what is running. */
  progress(share: number, text: string): void;
  /** Called with the error each time the ledger cannot be written. */
  onLedgerFailure(error: unknown): void;
}

export interface RunResult {
  /** As it reads at the end. */
  plan: Plan;
  state: PlanState;
  halted: Halt | null;
  /** Ids of steps whose executor failed by itself. */
  skipped: string[];
}

/** Runs what is left of a plan, which must have been approved. Throws UsageError when it cannot start. */
export async function runPlan(
  settings: RunSettings,
  events: RunEvents,
  stop: AbortSignal,
): Promise<RunResult> {
  const { folder, jobs } = settings;
  makePrivateFolder(folder);
  const release = lockPlan(folder);
  const mark = `plan-${basename(folder)}`;
  try {
    // What a killed run of this plan left running must not go on beside us.
    killMarked(mark, copiesOf(folder, settings.env));
    const run = await open(settings, events, mark);
    const interrupt = (): void => run.halt.halt({ why: 'interrupted', message: 'interrupted' });
    stop.addEventListener('abort', interrupt);
    if (stop.aborted) interrupt();
    const skipped: string[] = [];
    const refused = new Set<string>();
    do {
      do await runSteps(run, jobs, skipped, events.progress);
      while (await takeProposals(run, refused));
      events.progress(endedShare(run.history, run.plan), 'all checks, on the branch');
    } while (!run.halt.halted && ((await prove(run)) || (await reviewBranch(run))));
    await exportBranches(run);
    return { plan: run.plan, state: run.history.state, halted: run.halt.halted, skipped };
  } finally {
    release();
  }
}

async function open(settings: RunSettings, events: RunEvents, mark: string): Promise<RunContext> {
  const { plan, repository, folder, home, catalog, maxCostUsd, leftUsd, roles, reviser, env } = settings;
  const history = new PlanHistory(plan, folder);
  const base = await startFrom(history, settings, events.note);
  retry(history, settings);
  const { spentUsd } = history.state;
  const budget = new Budget(
    least(maxCostUsd ?? plan.budgetUsd, leftUsd === null ? null : spentUsd + leftUsd),
  );
  budget.spentUsd = spentUsd;
  budget.uncertainUsd = history.state.uncertainUsd;
  const { note, onLedgerFailure: onFailure } = events;
  return {
    get plan() {
      return history.plan;
    },
    ...{ base, catalog, roles, reviser, budget, history, note },
    worktrees: await Worktrees.open(folder, repository, mark),
    ledger: new PlanLedger({ home, project: repository.root, key: basename(folder), base, env, onFailure }),
    programs: { env, mark },
    halt: new HaltSwitch(),
  };
}

/** Returns the commit that every step starts from. */
async function startFrom(
  history: PlanHistory,
  { plan, repository, restart }: Pick<RunSettings, 'plan' | 'repository' | 'restart'>,
  note: RunEvents['note'],
): Promise<string> {
  const { base } = history.state;
  const { head } = repository;
  if (restart || base === null) {
    history.append({ type: 'started', base: head });
    return head;
  }
  const merged = await mergedSteps(history.state, repository);
  if (merged.length) {
    history.append({ type: 'moved', base: head, merged });
    note(`What is left starts from what is merged: commit ${head.slice(0, 12)}.`);
    return head;
  }
  if (await commitOf(repository, base)) return base;
  throw new UsageError(
    `${plan.file} was started from commit ${base.slice(0, 12)}, which this repository no longer has. Start anew with --restart.`,
  );
}

/** Returns the steps whose work is merged, where others are left that are to start from that. */
async function mergedSteps(state: PlanState, repository: Repository): Promise<string[]> {
  const steps = [...state.steps.values()];
  const isLeft = steps.some(({ status }) => status === 'open');
  // What is paid for and not yet checked stands on the old base.
  if (!state.exported || !isLeft || steps.some(({ built }) => built !== null)) return [];
  const here = steps.filter(({ step, commit }) => commit && state.onBranch.get(step.id) === commit);
  if (!here.length || (await branchStanding(repository, state.exported)) !== 'merged') return [];
  return here.map(({ step }) => step.id);
}

function retry(history: PlanHistory, { plan, again }: Pick<RunSettings, 'plan' | 'again'>): void {
  for (const id of again) {
    const step = history.state.steps.get(id);
    if (step?.status !== 'person' && step?.status !== 'conflict')
      throw new UsageError(`--again ${id}: ${cannotRetry(plan, step)}`);
    history.append({ type: 'again', step: id, fingerprint: step.fingerprint });
  }
}

const cannotRetry = ({ file, steps }: Plan, step: StepState | undefined): string =>
  step
    ? `step ${step.step.id} is ${step.status} and does not need you.`
    : `there is no such step in ${file}. Expected one of: ${steps.map(({ id }) => id).join(', ')}.`;

/** Proves what is finished, as `proveBranch` does; when git refuses, the run is halted with the reason. */
async function prove(run: RunContext): Promise<boolean> {
  try {
    return await proveBranch(run);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    run.halt.halt({ why: 'git', message: error.message });
    return false;
  }
}

/** Runs every step that can run, `jobs` at once; adds the ids of those that were skipped. */
async function runSteps(
  run: RunContext,
  jobs: number,
  skipped: string[],
  progress: RunEvents['progress'],
): Promise<void> {
  const { plan, history, halt } = run;
  const bugs: unknown[] = [];
  const running = new Map<string, Promise<void>>();
  const start = (id: string): void => {
    const work = runStep(run, id)
      .catch((error) => {
        // The others come to their end first; then it is reported, or thrown.
        halt.halt({ why: 'git', message: (error as Error).message });
        if (!(error instanceof GitError)) bugs.push(error);
      })
      .finally(() => {
        running.delete(id);
        // A step that the mended plan has wait for others is not skipped.
        if (history.isReady(id) && !halt.halted) skipped.push(id);
      });
    running.set(id, work);
  };
  for (;;) {
    for (const { id } of plan.steps) {
      if (running.size >= jobs || halt.halted) break;
      if (!running.has(id) && !skipped.includes(id) && history.isReady(id)) start(id);
    }
    progress(endedShare(history, plan), [...running.keys()].join(', '));
    if (!running.size) break;
    await Promise.race(running.values());
  }
  if (bugs.length) throw bugs[0];
}

const endedShare = (history: PlanHistory, { steps }: Plan): number =>
  steps.filter(({ id }) => history.step(id).status !== 'open').length / steps.length;
