// Where a step works: a fresh worktree with the work it needs, set up by the plan's own command.
import { ancestors } from '../file/order.ts';
import type { StepCommit, Worktree } from '../git/worktrees.ts';
import { setUp } from './cleaned-copy.ts';
import type { RunContext } from './context.ts';
import type { StepState } from './state.ts';
import { endStep } from './step-end.ts';

type Needs = Pick<RunContext, 'plan' | 'base' | 'worktrees' | 'history' | 'programs' | 'halt' | 'note'>;

/** Returns the worktree of a step; null when it has none, and the step has ended or the run has been halted. */
export async function prepareWorktree(run: Needs, state: StepState): Promise<Worktree | null> {
  const { id } = state.step;
  const needs = ancestors(run.plan.steps);
  const needed = new Set([id, ...state.beside].flatMap((one) => [...(needs.get(one) ?? [])]));
  for (const one of state.beside) needed.add(one);
  const commits = finishedCommits(run).filter(({ step }) => needed.has(step) && step !== id);
  const made = await run.worktrees.create(id, run.base, commits);
  if ('files' in made) {
    const reason = `the steps it needs conflict: ${made.step} changes ${made.files.join(', ')} differently`;
    endStep(run, state, { verdict: 'conflict', reason, commit: null });
    return null;
  }
  const problem = await setUp(run, made);
  if (problem) run.halt.halt({ why: 'setup', message: problem });
  return problem ? null : made;
}

/** Returns the commits of all finished steps, in the plan's order. */
export const finishedCommits = ({ plan, history }: Pick<RunContext, 'plan' | 'history'>): StepCommit[] =>
  plan.steps.flatMap(({ id }) => {
    const { status, commit } = history.step(id);
    return status === 'done' && commit ? [{ step: id, commit }] : [];
  });
