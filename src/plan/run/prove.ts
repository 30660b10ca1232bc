// After all steps: every check again, on the branch that holds all their work. Each step was right by itself; where two do not go
// together, the later one goes back with the evidence, and sees the other's work from then on.
import { ancestors } from '../file/order.ts';
import type { Step } from '../file/plan.ts';
import type { StepCommit, Worktree } from '../git/worktrees.ts';
import { checkTree, setUp } from './cleaned-copy.ts';
import type { RunContext } from './context.ts';
import { firstError } from './messages.ts';
import { finishedCommits } from './prepare-worktree.ts';
import { proofKey, type StepState } from './state.ts';
import { endStep } from './step-end.ts';

type Proving = Pick<RunContext, 'plan' | 'base' | 'worktrees' | 'programs' | 'history' | 'halt' | 'note'>;

/** No step can have this name. */
const COPY = '_proof';

/** Runs every check on the finished steps together. Returns whether a step is to be repaired; otherwise all there is to prove is proved. */
export async function proveBranch(run: Proving): Promise<boolean> {
  const { plan, base, history } = run;
  const key = proofKey(history.state);
  if (!key || history.state.proved?.key === key) return false;
  const needs = ancestors(plan.steps);
  const needsOf = (id: string): ReadonlySet<string> => needs.get(id) ?? new Set();
  const { commit, conflicts } = await run.worktrees.integrate(base, finishedCommits(run), needsOf);
  const left = new Set(conflicts.map(({ step }) => step));
  const together = plan.steps.filter(({ id }) => history.step(id).status === 'done' && !left.has(id));
  const due = await stepsToCheck(run, together, commit);
  const found = due.length
    ? await withCopy(run, commit, [], (worktree) => checkAll(run, due, worktree))
    : { broken: null, red: [] };
  if (!found) return false;
  if (!found.broken) {
    history.append({ type: 'proved', key, red: found.red });
    return false;
  }
  return sendBack(run, together, found.broken);
}

interface Red {
  step: Step;
  output: string;
}

/** Returns the steps whose check has not been run on just these files. */
async function stepsToCheck(run: Proving, steps: readonly Step[], commit: string): Promise<Step[]> {
  const due: Step[] = [];
  for (const step of steps) {
    const own = run.history.step(step.id);
    const isChecked = own.recorded?.checked !== false && own.commit !== null;
    if (!isChecked || !(await run.worktrees.sameTree(own.commit ?? '', commit))) due.push(step);
  }
  return due;
}

/** Returns the first step whose check fails, and those whose work a person recorded unchecked and whose check fails. */
async function checkAll(
  run: Proving,
  steps: readonly Step[],
  worktree: Worktree,
): Promise<{ broken: Red | null; red: string[] }> {
  const red: string[] = [];
  for (const step of steps) {
    const own = run.history.step(step.id);
    const isUnchecked = own.recorded?.checked === false;
    const { ok, output, flaky } = await checkTree(run, step, worktree, null);
    if (flaky) run.note(`${step.id}: flaky: its check failed on the branch, and passed when it was repeated`);
    if (ok) continue;
    if (!isUnchecked) return { broken: { step, output }, red };
    run.note(`${step.id}: recorded, not checked: ${firstError('check', output)}`);
    red.push(step.id);
  }
  return { broken: null, red };
}

/** Sends the later of two steps back. Returns whether it can be tried again; else it needs a person now. */
async function sendBack(run: Proving, together: readonly Step[], { step, output }: Red): Promise<boolean> {
  const other = await otherOf(run, together, step);
  const [later, earlier] = inOrder(run, step, other);
  const state = run.history.step(later.id);
  const told = other
    ? `the check of step ${step.id} failed on the work of steps ${earlier.id} and ${later.id} together: ${step.verify}`
    : `the check of step ${step.id} failed on the finished branch: ${step.verify}`;
  if (!canRepair(state)) {
    endStep(run, state, {
      verdict: 'person',
      reason: `${told}; ${firstError('check', output)}`,
      commit: state.commit,
    });
    return true; // what is finished has changed, so it is proved anew
  }
  run.note(`${later.id}: goes back: ${told}`);
  const beside = other ? earlier.id : null;
  const tree = await treeBeside(run, later, beside);
  const of = { step: later.id, fingerprint: state.fingerprint };
  run.history.append({ type: 'regressed', beside, output: `${told}\n${output}`, tree, ...of });
  return true;
}

export const canRepair = ({ step, recorded, tries }: StepState): boolean =>
  step.files.length > 0 && recorded === null && tries.length > 0;

/** The step that is to change comes first: the one that builds on the other, else the later of the plan that can. */
function inOrder(run: Proving, step: Step, other: Step | null): [Step, Step] {
  if (!other) return [step, step];
  const { plan, history } = run;
  const after = (one: Step): number => plan.steps.findIndex(({ id }) => id === one.id);
  const builds = ancestors(plan.steps).get(other.id)?.has(step.id) === true;
  const pair: [Step, Step] = builds || after(other) > after(step) ? [other, step] : [step, other];
  const [later, earlier] = pair;
  // A step that only checks has nothing to change.
  return later.files.length || !canRepair(history.step(earlier.id)) ? pair : [earlier, later];
}

/** Returns the step whose work makes the check of `step` fail; null when it fails without any other's. */
async function otherOf(run: Proving, together: readonly Step[], step: Step): Promise<Step | null> {
  const needed = ancestors(run.plan.steps).get(step.id) ?? new Set();
  const others = together.filter(({ id }) => id !== step.id && !needed.has(id));
  const isRed = async (count: number): Promise<boolean> => {
    const wanted = [step.id, ...others.slice(0, count).map(({ id }) => id)];
    const check = (worktree: Worktree) => checkTree(run, step, worktree, null);
    return (await withCopy(run, run.base, commitsFor(run, wanted), check))?.ok === false;
  };
  if (!others.length || (await isRed(0))) return null;
  let [green, red] = [0, others.length];
  while (red - green > 1) {
    const middle = (green + red) >> 1;
    if (await isRed(middle)) red = middle;
    else green = middle;
  }
  return others[red - 1] ?? null;
}

/** Returns the files of a step's work with the other's beside it; null when they do not fit together. */
export async function treeBeside(run: Proving, { id }: Step, beside: string | null): Promise<string | null> {
  const own = run.history.step(id).commit;
  const commits = commitsFor(run, beside ? [id, beside] : [id]).filter(({ step }) => step !== id);
  const last = own ? [...commits, { step: id, commit: own }] : commits;
  return withCopy(run, run.base, last, async ({ from }) => {
    run.worktrees.keep(from);
    return run.worktrees.treeOf(from);
  });
}

/** The commits of these steps and of all they build on, in the plan's order. */
function commitsFor(run: Proving, ids: readonly string[]): StepCommit[] {
  const needs = ancestors(run.plan.steps);
  const wanted = new Set(ids.flatMap((id) => [id, ...(needs.get(id) ?? [])]));
  return finishedCommits(run).filter(({ step }) => wanted.has(step));
}

/** Does something in a copy with these commits; null when they do not fit together, or the setup fails, which halts the run. */
export async function withCopy<Result>(
  run: Proving,
  base: string,
  commits: readonly StepCommit[],
  act: (worktree: Worktree) => Promise<Result>,
): Promise<Result | null> {
  const worktree = await run.worktrees.create(COPY, base, commits);
  if ('files' in worktree) return null;
  try {
    const problem = await setUp(run, worktree);
    if (!problem) return await act(worktree);
    run.halt.halt({ why: 'setup', message: problem });
    return null;
  } finally {
    run.worktrees.remove(COPY);
  }
}
