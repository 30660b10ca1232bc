// The finished branch, looked at as a whole where the plan asks for that. What is grave goes back to the last step that may change the
// file it is in, as a regression does.

import { covers } from '../file/glob.ts';
import { ancestors } from '../file/order.ts';
import type { RunContext } from './context.ts';
import { finishedCommits } from './prepare-worktree.ts';
import { canRepair, treeBeside, withCopy } from './prove.ts';
import { findingsText, graveOf, MOST_REVIEWS, type Reviewed, review } from './review-work.ts';
import { proofKey, WHOLE } from './state.ts';

/** Has the proven branch looked at. Returns whether a step is to be repaired. */
export async function reviewBranch(run: RunContext): Promise<boolean> {
  const { state } = run.history;
  const key = proofKey(state);
  const isDone = run.plan.steps.every(({ id }) => run.history.step(id).status === 'done');
  if (!run.plan.review || !key || !isDone || state.proved?.key !== key) return false;
  if (state.branchReview?.key === key || state.branchReviews >= MOST_REVIEWS) return false;
  const found = await lookAt(run, key);
  if (!found || run.halt.halted) return false;
  if (!found.findings) run.note(`the branch: not reviewed: ${found.why}`);
  return run.history.state.branchReviews < MOST_REVIEWS && sendBack(run, found);
}

async function lookAt(run: RunContext, key: string): Promise<Reviewed | null> {
  const { plan, base, history, worktrees } = run;
  const last = plan.steps.at(-1);
  if (!plan.review || !last) return null;
  const needs = ancestors(plan.steps);
  const { commit } = await worktrees.integrate(
    base,
    finishedCommits(run),
    (id) => needs.get(id) ?? new Set(),
  );
  const order = {
    reviewer: plan.review,
    of: { step: WHOLE, fingerprint: key },
    state: history.step(last.id),
  };
  const intent = plan.shared;
  const tree = await worktrees.treeOf(commit);
  return withCopy(run, commit, [], ({ folder }) =>
    review(run, { ...order, intent, from: base, tree, folder }),
  );
}

/** Sends each grave finding to the last step that may change its file. Returns whether any went. */
async function sendBack(run: RunContext, { findings }: Reviewed): Promise<boolean> {
  const grave = graveOf(findings);
  let sent = false;
  for (const { id, files } of run.plan.steps) {
    const own = grave.filter(
      ({ file }) => run.plan.steps.findLast((step) => covers(step.files, file))?.id === id,
    );
    const state = run.history.step(id);
    if (!own.length || !files.length || !canRepair(state)) continue;
    const output = findingsText(own);
    run.note(`${id}: goes back: the review of the branch found: ${output.split('\n', 1)[0]}`);
    const tree = await treeBeside(run, state.step, null);
    const of = { step: id, fingerprint: state.fingerprint };
    run.history.append({ type: 'regressed', beside: null, output, tree, why: 'review', ...of });
    sent = true;
  }
  return sent;
}
