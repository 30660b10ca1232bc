// Who carries out the steps of a plan.
import { askable } from '../../ask/coding-cli.ts';
import { type ExecutorName, executorOf } from '../executors.ts';
import { ownReviewer } from '../file/own-tests.ts';
import type { Plan, Step } from '../file/plan.ts';
import type { PlanState } from './state.ts';

/** Returns the plan with every step carried out by another executor than it says. */
export function withExecutor(plan: Plan, name: ExecutorName, model: string | null): Plan {
  const change = (step: Step): Step =>
    name === 'claude'
      ? { ...step, executor: name, model: null, tier: step.tier ?? 'sonnet' }
      : { ...step, executor: name, model, tier: null, moved: null };
  const reviewed = (step: Step): Step =>
    step.review?.onlyFor ? { ...step, review: ownReviewer(step) } : step;
  return { ...plan, steps: plan.steps.map(change).map(reviewed) };
}

/** Throws UsageError when an executor of a step that is left is not installed or not logged in. */
export async function checkExecutors(plan: Plan, state: PlanState, env: NodeJS.ProcessEnv): Promise<void> {
  const left = plan.steps.filter(({ id }) => state.steps.get(id)?.status === 'open');
  const reviewers = [plan, ...left].flatMap(({ review }) => (review ? [review.executor] : []));
  for (const name of new Set([...left.map(({ executor }) => executor), ...reviewers])) {
    const { title, status } = executorOf(name);
    askable(title, await status(env));
  }
}
