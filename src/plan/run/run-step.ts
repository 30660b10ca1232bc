// One step: tries on the rungs of its ladder until its check passes, or it is the user's turn. Each act is an event on the disk
// before the next, so a run killed anywhere goes on where it stopped.
import { GitError } from '../../git.ts';
import { usd } from '../../terminal/format.ts';
import { executorOf } from '../executors.ts';
import type { Worktree } from '../git/worktrees.ts';
import { checkBefore, checkOnly, checkWork } from './check-step.ts';
import type { RunContext } from './context.ts';
import { defectOf } from './defects.ts';
import { mendPlan } from './mend-plan.ts';
import { prepareWorktree } from './prepare-worktree.ts';
import type { StepState } from './state.ts';
import { failTry, filesMissing, giveUp, lastFailure, rungAfter } from './step-end.ts';
import { tryStep } from './try-step.ts';

/** An executor that fails by itself twice in a row is not asked again in this run. */
const MOST_TROUBLE = 2;

/** What is known of a step in this run only. */
interface Underway {
  worktree: Worktree | null;
  /** How often in a row its executor has failed by itself. */
  trouble: number;
  /** It got a new copy because git refused in the last. */
  renewed: boolean;
}

/** Carries out a step as far as it goes in this run. */
export async function runStep(run: RunContext, id: string): Promise<void> {
  const underway: Underway = { worktree: null, trouble: 0, renewed: false };
  try {
    while (await advanceOrRenew(run, id, underway));
  } finally {
    run.worktrees.remove(id);
  }
}

/** The same in a new copy where git refuses in this one, once: what lies about there must not end a run. */
async function advanceOrRenew(run: RunContext, id: string, underway: Underway): Promise<boolean> {
  try {
    return await advance(run, id, underway);
  } catch (error) {
    if (!(error instanceof GitError) || error.ofMachine || underway.renewed) throw error;
    run.note(`${id}: gets a new copy: ${error.message}`);
    Object.assign(underway, { worktree: null, renewed: true });
    return true;
  }
}

/** Takes a step one event further. Returns whether there is more to do in this run. */
async function advance(run: RunContext, id: string, underway: Underway): Promise<boolean> {
  const state = run.history.step(id);
  if (state.status !== 'open' || (run.halt.halted && !state.built)) return false;
  underway.worktree ??= await prepareWorktree(run, state);
  if (!underway.worktree) return false;
  if (!state.step.files.length) {
    await checkOnly(run, state, underway.worktree);
    return false;
  }
  if (state.built) {
    return checkWork(run, state, state.built, underway.worktree);
  }
  if (!state.checkedBefore) {
    await checkBefore(run, state, underway.worktree);
    if (run.halt.halted) return false;
  }
  return tryOnce(run, run.history.step(id), underway, underway.worktree);
}

async function tryOnce(
  run: RunContext,
  state: StepState,
  underway: Underway,
  worktree: Worktree,
): Promise<boolean> {
  const { step, fingerprint } = state;
  const defect = defectOf(run, state);
  if (defect) return mend(run, state, underway, { worktree, defect });
  const rung = rungAfter(run, state);
  const missing = filesMissing(state);
  if (!rung || missing) {
    await giveUp(run, state, worktree, missing ?? lastFailure(state));
    return false;
  }
  const made = await tryStep(run, state, rung, worktree);
  if ('tree' in made && made.tree) run.worktrees.keep(made.tree);
  switch (made.result) {
    case 'stopped':
      return false;
    case 'spent':
      await giveUp(run, state, worktree, `${budgetUsed(state)}; ${lastFailure(state)}`);
      return false;
    case 'trouble':
      return asksAgain(run, state, underway);
    case 'failed':
      underway.trouble = 0;
      failTry(run, run.history.step(step.id), rung, made);
      // What git cannot read is no start for the next try.
      if (!made.tree || made.anew) underway.worktree = null;
      return true;
    case 'built': {
      underway.trouble = 0;
      const { tree, outside, dropped } = made;
      run.history.append({ type: 'built', tree, outside, dropped, step: step.id, fingerprint });
      return true;
    }
  }
}

/** Asks the planner about a step that the plan is wrong about. Returns whether the step goes on now. */
async function mend(
  run: RunContext,
  state: StepState,
  underway: Underway,
  { worktree, defect }: { worktree: Worktree; defect: string },
): Promise<boolean> {
  const { id } = state.step;
  const goesOn = await mendPlan(run, state, worktree, defect);
  // A mended step may need more than its copy holds.
  if (run.history.step(id).fingerprint !== state.fingerprint) underway.worktree = null;
  return goesOn && run.history.isReady(id);
}

const budgetUsed = ({ step }: StepState): string => `its budget of ${usd(step.budgetUsd ?? 0)} is used up`;

function asksAgain({ note }: Pick<RunContext, 'note'>, { step }: StepState, underway: Underway): boolean {
  underway.trouble++;
  if (underway.trouble < MOST_TROUBLE) return true;
  const who = executorOf(step.executor).title;
  note(`${step.id}: skipped for now: ${who} failed twice. "tierwise plan resume" tries again.`);
  return false;
}
