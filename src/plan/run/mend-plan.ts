// A plan that is wrong about a step, as its tries show, goes back to the planner in the middle of a run. The step waits for what the
// user, or the way that the user chose, makes of the proposal; all others go on.
import { UsageError } from '../../errors.ts';
import type { Worktree } from '../git/worktrees.ts';
import type { RunContext } from './context.ts';
import { changesOf, isAddition } from './proposal.ts';
import type { Proposal } from './proposal-shape.ts';
import { reserveFor } from './reserve.ts';
import { askPlanner, PLANNER_USD } from './revise-step.ts';
import type { StepState } from './state.ts';
import { giveUp } from './step-end.ts';

/** Asks the planner about a step that the plan is wrong about. Returns whether the step goes on now. */
export async function mendPlan(
  run: RunContext,
  state: StepState,
  worktree: Worktree,
  defect: string,
): Promise<boolean> {
  const { id } = state.step;
  const maxCostUsd = Math.min(PLANNER_USD, run.budget.leftUsd ?? PLANNER_USD);
  const reservation = await reserveFor(run, maxCostUsd);
  if (!reservation) return false;
  run.note(`${id}: the plan may be wrong: ${defect}; the planner is asked`);
  await run.worktrees.restore(worktree, null);
  const { role } = run.reviser;
  const { proposal, why, costUsd } = await askPlanner(run, state, {
    role,
    folder: worktree.folder,
    maxCostUsd,
  });
  reservation.settle(costUsd);
  if (!proposal) {
    run.note(`${id}: ${why}`);
    return true;
  }
  if (
    run.reviser.way === 'additions' &&
    isAddition(state.step, proposal) &&
    (await take(run, state, proposal))
  )
    return true;
  const reason = `the plan is wrong about it: ${defect}; the planner proposes a change: ${proposal.why}`;
  await giveUp(run, run.history.step(id), worktree, reason);
  return false;
}

/**
 * Takes the open proposals that may be taken: those that only add, where the user chose that, and those that the user says yes to.
 * `refused`: the steps whose proposals the user has refused in this run. Returns whether any was taken, so that there is more to do.
 */
export async function takeProposals(run: RunContext, refused: Set<string>): Promise<boolean> {
  let taken = false;
  for (const { id } of run.plan.steps) {
    const state = run.history.step(id);
    const { step, proposal, status } = state;
    if (run.halt.halted || !proposal || status !== 'person' || refused.has(id)) continue;
    const { way, ask } = run.reviser;
    const wanted =
      (way === 'additions' && isAddition(step, proposal)) || (ask !== null && (await ask(step, proposal)));
    if (wanted && (await take(run, state, proposal))) taken = true;
    else refused.add(id);
  }
  return taken;
}

async function take(run: RunContext, { step }: StepState, proposal: Proposal): Promise<boolean> {
  try {
    run.history.replan(await run.reviser.take(step, proposal));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    run.note(`${step.id}: ${error.message}`);
    return false;
  }
  const needs = run.history.step(step.id).step.needs.filter((one) => !step.needs.includes(one));
  const waits = needs.length ? `; waits for ${needs.join(', ')}` : '';
  run.note(`${step.id}: the plan is changed, and the step begins anew: ${changesOf(step, proposal)}${waits}`);
  return true;
}
