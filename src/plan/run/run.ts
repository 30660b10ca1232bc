// A plan from start to finish: what is ready is carried out, what needs it follows, and the finished work becomes a branch.
import { basename } from 'node:path';
import { Budget } from '../../ask/budget.ts';
import { makePrivateFolder } from '../../data-home.ts';
import { UsageError } from '../../errors.ts';
import { GitError } from '../../git.ts';
import type { Catalog } from '../../models/catalog.ts';
import { killMarked } from '../../process.ts';
import { type ExecutorName, executorOf } from '../executors.ts';
import { ancestors } from '../file/order.ts';
import type { Plan, Step } from '../file/plan.ts';
import { commitOf, type Repository } from '../git/git.ts';
import { Workshop } from '../git/worktrees.ts';
import type { Halt, Site } from './context.ts';
import { appendEvent, readEvents } from './events.ts';
import { lock } from './lock.ts';
import { type PlanState, type StepState, stateOf } from './state.ts';
import { carryOut, finishedPieces } from './step.ts';

export interface RunSettings {
  plan: Plan;
  repository: Repository;
  /** Where the plan's events and its clone are. */
  folder: string;
  home: string;
  catalog: Catalog;
  jobs: number;
  maxCostUsd: number | null;
  /** Forget what was done before, and start from the commit checked out now. */
  restart: boolean;
  /** Steps to try anew that a person had to look at. */
  again: readonly string[];
  /** The contract an executor works by. */
  role: string;
  env: NodeJS.ProcessEnv;
}

export interface RunEvents {
  note(line: string): void;
  /** How many of the steps have ended, and what is running. */
  progress(share: number, text: string): void;
  onLedgerFailure(error: unknown): void;
}

export interface RunResult {
  state: PlanState;
  halted: Halt | null;
  /** Tried in vain for reasons of the executor's own. */
  setAside: string[];
}

const branchOf = ({ name }: Plan): string => `tierwise/plan-${name}`;

/** Runs what is left of a plan. The plan must have been approved. */
export async function runPlan(
  settings: RunSettings,
  events: RunEvents,
  stop: AbortSignal,
): Promise<RunResult> {
  const { plan, folder, jobs } = settings;
  makePrivateFolder(folder);
  const release = lock(folder);
  const mark = `plan-${basename(folder)}`;
  try {
    // What a killed run of this plan left running must not go on beside us.
    killMarked(mark);
    const site = await open(settings, events, mark);
    const setAside: string[] = [];
    const bugs: unknown[] = [];
    const running = new Map<string, Promise<void>>();
    stop.addEventListener('abort', () => site.halt({ why: 'interrupted', message: 'interrupted' }));
    if (stop.aborted) site.halt({ why: 'interrupted', message: 'interrupted' });
    for (;;) {
      for (const { id } of plan.steps) {
        if (running.size >= jobs || site.halted) break;
        if (running.has(id) || setAside.includes(id) || !isReady(site, id)) continue;
        const work = carryOut(site, id)
          .catch((error) => {
            // The others come to their end first; then it is told, or thrown.
            site.halt({ why: 'git', message: (error as Error).message });
            if (!(error instanceof GitError)) bugs.push(error);
          })
          .finally(() => {
            running.delete(id);
            if (site.step(id).status === 'open' && !site.halted) setAside.push(id);
          });
        running.set(id, work);
      }
      events.progress(endedShare(site, plan), [...running.keys()].join(', '));
      if (!running.size) break;
      await Promise.race(running.values());
    }
    if (bugs.length) throw bugs[0];
    const state = await bringIn(site).catch((error) => {
      // The work is safe in the clone; the next run tries again.
      if (!(error instanceof GitError)) throw error;
      site.halt({
        why: 'git',
        message: `the branch cannot be brought into your repository: ${error.message}`,
      });
      return site.state();
    });
    return { state, halted: site.halted, setAside };
  } finally {
    release();
  }
}

async function open(
  settings: RunSettings,
  events: RunEvents,
  mark: string,
): Promise<Site & { state(): PlanState }> {
  const { plan, repository, folder, home, catalog, maxCostUsd, restart, again, role, env } = settings;
  const log = readEvents(folder);
  let state = stateOf(plan, log);
  const append: Site['append'] = (event) => {
    log.push(appendEvent(folder, event));
    state = stateOf(plan, log);
  };
  if (restart || state.base === null) append({ type: 'started', base: repository.head });
  else if (!(await commitOf(repository.root, state.base))) {
    throw new UsageError(
      `${plan.file} was started from commit ${state.base.slice(0, 12)}, which this repository no longer has. Start anew with --restart.`,
    );
  }
  for (const id of again) {
    const step = state.steps.get(id);
    if (step?.status !== 'person' && step?.status !== 'conflict')
      throw new UsageError(`--again ${id}: ${noSuchCase(plan, step)}`);
    append({ type: 'again', step: id, fingerprint: step.fingerprint });
  }
  const budget = new Budget(maxCostUsd ?? plan.budgetUsd);
  budget.spentUsd = state.spentUsd;
  budget.uncertainUsd = state.uncertainUsd;
  const site: Site & { state(): PlanState } = {
    plan,
    root: repository.root,
    key: basename(folder),
    home,
    base: state.base as string,
    catalog,
    workshop: await Workshop.open(folder, repository, mark),
    budget,
    role,
    env,
    mark,
    halted: null,
    state: () => state,
    step: (id) => state.steps.get(id) as StepState,
    append,
    halt(halt) {
      if (site.halted) return;
      site.halted = halt;
    },
    note: events.note,
    onLedgerFailure: events.onLedgerFailure,
  };
  return site;
}

const noSuchCase = ({ file, steps }: Plan, step: StepState | undefined): string =>
  step
    ? `step ${step.step.id} is ${step.status}, not left to a person.`
    : `there is no such step in ${file}. Its steps: ${steps.map(({ id }) => id).join(', ')}.`;

const isReady = (site: Site, id: string): boolean => {
  const { status, step } = site.step(id);
  return status === 'open' && step.needs.every((need) => site.step(need).status === 'done');
};

const endedShare = (site: Site, { steps }: Plan): number =>
  steps.filter(({ id }) => site.step(id).status !== 'open').length / steps.length;

/** Makes the branch of everything finished, and one of each thing that could not be finished but left work. */
async function bringIn(site: Site & { state(): PlanState }): Promise<PlanState> {
  const { plan, workshop } = site;
  const before = site.state().exported;
  const pieces = finishedPieces(site);
  if (pieces.length) {
    const needs = ancestors(plan.steps);
    const { commit, conflicts } = await workshop.integrate(
      site.base,
      pieces,
      (id) => needs.get(id) ?? new Set(),
    );
    if (commit !== before?.commit || conflicts.length !== before.conflicts.length) {
      const branch = await workshop.export(branchOf(plan), commit, before?.commit ?? null);
      site.append({ type: 'exported', branch, commit, conflicts });
    }
  }
  const conflicting = new Set(site.state().exported?.conflicts.map(({ step }) => step));
  for (const { id } of plan.steps) {
    const { status, commit } = site.step(id);
    const last = site.state().left.get(id)?.commit ?? null;
    const isLeft = conflicting.has(id) || status === 'person' || status === 'approval';
    if (!commit || !isLeft || commit === last) continue;
    const branch = await workshop.export(`${branchOf(plan)}--${id}`, commit, last);
    site.append({ type: 'left', of: id, branch, commit });
  }
  return site.state();
}

/** The plan with every step carried out by another executor than it says. */
export function withExecutor(plan: Plan, name: ExecutorName, model: string | null): Plan {
  const change = (step: Step): Step =>
    name === 'claude'
      ? { ...step, executor: name, model: null, tier: step.tier ?? 'sonnet' }
      : { ...step, executor: name, model, tier: null };
  return { ...plan, steps: plan.steps.map(change) };
}

/** Throws UsageError when somebody who is to carry out a step is not there or not logged in. */
export async function checkExecutors(plan: Plan, state: PlanState, env: NodeJS.ProcessEnv): Promise<void> {
  const left = plan.steps.filter(({ id }) => state.steps.get(id)?.status === 'open');
  for (const name of new Set(left.map(({ executor }) => executor))) {
    const { version, loggedIn, hint } = await executorOf(name).status(env);
    if (version === null) throw new UsageError(`${executorOf(name).title} is not installed: ${hint}.`);
    if (loggedIn === false)
      throw new UsageError(`Nobody is logged in to ${executorOf(name).title}: ${hint}.`);
  }
}
