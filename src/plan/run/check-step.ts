// The check of a step, which alone decides whether it is done.
import { usd } from '../../terminal/format.ts';
import { executorOf } from '../executors.ts';
import type { Plan, Reviewer } from '../file/plan.ts';
import { greenBefore, mustBeRed } from '../file/warnings.ts';
import type { Worktree } from '../git/worktrees.ts';
import { type CheckResult, checkOnce, checkTree } from './cleaned-copy.ts';
import type { RunContext } from './context.ts';
import { rungName, type StepRung } from './escalation.ts';
import { firstError, listed } from './messages.ts';
import { findingsText, graveOf, MOST_REVIEWS, type Reviewed, type Reviewing, review } from './review-work.ts';
import type { Built, StepState } from './state.ts';
import { endStep, failTry } from './step-end.ts';
import { costOf, failedTries, startTree } from './tries.ts';

/** Checks a step that may change nothing, and so asks nobody; the step ends either way. */
export async function checkOnly(
  run: Pick<RunContext, 'plan' | 'worktrees' | 'programs' | 'history' | 'note'>,
  state: StepState,
  worktree: Worktree,
): Promise<void> {
  const { step, fingerprint } = state;
  const check = await checkTree(run, step, worktree, null);
  sayFlaky(run, state, check);
  const { ok, output } = check;
  if (!ok) {
    endStep(run, state, { verdict: 'person', reason: firstError('check', output), commit: null });
    return;
  }
  run.history.append({ type: 'passed', commit: null, step: step.id, fingerprint });
  run.note(`${step.id}: passed`);
}

type Checking = Reviewing;

/** Checks what the last try of a step built, and ends the step, or the try. Returns false when the run is to stop before that. */
export async function checkWork(
  run: Checking,
  state: StepState,
  built: Built,
  worktree: Worktree,
): Promise<boolean> {
  const { tree, dropped } = built;
  const rung = state.tries.at(-1)?.rung as StepRung;
  const { ok, output } = await checkWithOthers(run, state, worktree, tree);
  if (ok) {
    const look = await lookAt(run, state, tree, worktree);
    if (look.result === 'stopped') return false;
    if (look.result === 'repair') {
      failTry(run, state, rung, { why: 'review', output: look.output, tree });
      return true;
    }
    const message = commitMessage(run.plan, state, rung);
    const commit = await run.worktrees.commitIfChanged(worktree.from, tree, message);
    pass(run, state, built, { rung, commit, doubt: look.output });
  } else if (dropped.length) {
    const why = `${listed(dropped)}: not in this step's files, so removed; without that its check failed`;
    failTry(run, state, rung, { why: 'files', output: `${why}\n${output}`, tree });
  } else {
    const undone = await isUndone(run, state, worktree, tree);
    failTry(run, state, rung, { why: 'check', output, tree, undone });
  }
  return true;
}

interface Look {
  result: 'passed' | 'repair' | 'stopped';
  /** What was found that is grave. */
  output: string;
}

/** Has the work of a step looked at whose check has passed, if its plan wants that. */
async function lookAt(run: Checking, state: StepState, tree: string, worktree: Worktree): Promise<Look> {
  const { step, reviews } = state;
  if (!step.review || !(await concerns(run, step.review, worktree, tree)))
    return { result: 'passed', output: '' };
  const known = state.review?.tree === tree ? state.review : null;
  if (!known && reviews >= MOST_REVIEWS) return { result: 'passed', output: '' };
  const found = known ?? (await reviewTree(run, state, tree, worktree));
  if (!found) return { result: 'stopped', output: '' };
  if (!found.findings) run.note(`${step.id}: not reviewed: ${found.why}`);
  const output = findingsText(graveOf(found.findings));
  const rounds = known ? reviews : reviews + 1;
  // Who leaves the files as they are has been told already, and sees it otherwise.
  const isTold = failedTries(state).some((one) => one.why === 'review' && one.tree === tree);
  return { result: output && rounds < MOST_REVIEWS && !isTold ? 'repair' : 'passed', output };
}

/** Whether the work is of the kind that the reviewer is for. */
async function concerns(
  { worktrees }: Checking,
  { onlyFor }: Reviewer,
  { from }: Worktree,
  tree: string,
): Promise<boolean> {
  if (!onlyFor) return true;
  const changes = await worktrees.changes(from, tree);
  return changes.some(({ path }) => onlyFor.includes(path));
}

async function reviewTree(
  run: Checking,
  state: StepState,
  tree: string,
  worktree: Worktree,
): Promise<Reviewed | null> {
  const { step, fingerprint } = state;
  if (!step.review) return null;
  await run.worktrees.restore(worktree, tree);
  return review(run, {
    ...{ reviewer: step.review, of: { step: step.id, fingerprint }, state },
    ...{
      intent: `${step.title}\n\n${step.specification}`,
      from: worktree.from,
      tree,
      folder: worktree.folder,
    },
  });
}

/** Runs a step's check before its first try: one that passes already proves nothing, which is said. */
export async function checkBefore(
  run: Pick<RunContext, 'plan' | 'worktrees' | 'programs' | 'history' | 'note'>,
  { step, fingerprint }: StepState,
  worktree: Worktree,
): Promise<void> {
  if (!mustBeRed(step)) return;
  const { ok: green } = await checkOnce(run, step, worktree, null);
  run.history.append({ type: 'before', green, step: step.id, fingerprint });
  if (green) run.note(`${step.id}: ${greenBefore(step).message}`);
}

function sayFlaky({ note }: Pick<RunContext, 'note'>, { step }: StepState, { flaky }: CheckResult): void {
  if (flaky) note(`${step.id}: flaky: its check failed, and passed when it was repeated on the same files`);
}

/** Whether a try went on from what the last one left, and only took that back. */
async function isUndone(
  { worktrees }: Checking,
  state: StepState,
  { from }: Worktree,
  tree: string,
): Promise<boolean> {
  const rung = state.tries.at(-1)?.rung;
  const start = rung ? startTree(state, rung) : null;
  return start !== null && start !== tree && (await worktrees.treeOf(from)) === tree;
}

/** The check of a step, and those of the steps whose work did not go together with its own. */
async function checkWithOthers(
  run: Checking,
  state: StepState,
  worktree: Worktree,
  tree: string,
): Promise<{ ok: boolean; output: string }> {
  const own = await checkTree(run, state.step, worktree, tree);
  sayFlaky(run, state, own);
  if (!own.ok) return own;
  for (const id of state.beside) {
    const other = run.history.step(id);
    if (other.status !== 'done') continue;
    const { ok, output } = await checkTree(run, other.step, worktree, tree);
    const told = `the check of step ${id} failed on the work of steps ${id} and ${state.step.id} together: ${other.step.verify}`;
    if (!ok) return { ok, output: `${told}\n${output}` };
  }
  return own;
}

function pass(
  run: Pick<RunContext, 'history' | 'ledger' | 'note'>,
  state: StepState,
  { outside, dropped }: Built,
  { rung, commit, doubt }: { rung: StepRung; commit: string | null; doubt: string },
): void {
  const { step, fingerprint } = state;
  if (dropped.length) run.note(`${step.id}: left out ${listed(dropped)}, which is not in its files`);
  run.ledger.recordOutcome(state, rung, true);
  if (outside.length || doubt) {
    const also = outside.length ? [`it also changed ${listed(outside)}`] : [];
    const found = doubt ? [`its reviewer still finds: ${doubt.split('\n', 1)[0]}`] : [];
    const reason = `its check passed, but ${[...also, ...found].join('; and ')}`;
    endStep(run, state, { verdict: 'approval', reason, commit });
    return;
  }
  run.history.append({ type: 'passed', commit, step: step.id, fingerprint });
  const cost = usd(costOf(run.history.step(step.id)));
  const unchanged = commit ? '' : ', no change needed';
  run.note(`${step.id}: passed on ${rungName(rung, step.executor)}, ${cost}${unchanged}`);
}

function commitMessage({ name }: Plan, { step, tries }: StepState, rung: StepRung): string {
  const by = tries.at(-1)?.served ?? executorOf(step.executor).title;
  return `${step.title}\n\nStep ${step.id} of the plan ${name}, by ${by} (${rungName(rung, step.executor)}).\nChecked by: ${step.verify}\n`;
}
