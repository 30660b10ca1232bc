// A check decides in a copy that holds the files of a tree and what `setup` made, nothing else: what git ignores, and so never reaches
// the result, cannot make a step pass.
import type { Plan, Step } from '../file/plan.ts';
import type { Worktree } from '../git/worktrees.ts';
import type { RunContext } from './context.ts';
import { listed } from './messages.ts';
import { type ShellResult, shell } from './shell.ts';

type Copying = Pick<RunContext, 'plan' | 'worktrees' | 'programs'>;

export interface CheckResult extends ShellResult {
  /** It failed, and passed when it was repeated on the same files. */
  flaky: boolean;
}

/**
 * Runs a step's check on `tree`, or on the worktree's start. One that fails is run once more, as it costs nothing; one that ran out
 * of time is not.
 */
export async function checkTree(
  run: Copying,
  { verify, timeoutMinutes }: Pick<Step, 'verify' | 'timeoutMinutes'>,
  worktree: Worktree,
  tree: string | null,
): Promise<CheckResult> {
  const once = (): Promise<ShellResult> => checkOnce(run, { verify, timeoutMinutes }, worktree, tree);
  const first = await once();
  if (first.ok || first.timedOut) return { ...first, flaky: false };
  const second = await once();
  return second.ok ? { ...second, flaky: true } : { ...first, flaky: false };
}

/** The same, run a single time. */
export async function checkOnce(
  run: Copying,
  { verify, timeoutMinutes }: Pick<Step, 'verify' | 'timeoutMinutes'>,
  worktree: Worktree,
  tree: string | null,
): Promise<ShellResult> {
  const problem = await cleanCopy(run, worktree, tree);
  if (problem) return { ok: false, timedOut: false, output: problem };
  return shell(run.programs, verify, worktree, timeoutMinutes);
}

/** Returns what is wrong with the plan's setup; null when it worked, and the worktree is as a check may find it. */
export async function setUp(run: Copying, worktree: Worktree): Promise<string | null> {
  const problem = run.plan.setup ? await runSetup(run, run.plan.setup, worktree) : null;
  if (!problem) await run.worktrees.seal(worktree);
  return problem;
}

async function runSetup(
  { plan: { steps }, worktrees, programs }: Copying,
  setup: NonNullable<Plan['setup']>,
  worktree: Worktree,
): Promise<string | null> {
  const limit = Math.max(...steps.map(({ timeoutMinutes }) => timeoutMinutes));
  const { ok, output } = await shell(programs, setup, worktree, limit);
  if (!ok) return `the plan's setup command, ${setup}, failed: ${output.split('\n').slice(-2).join(' ')}`;
  const { changes } = await worktrees.inspect(worktree);
  if (!changes.length) return null;
  const files = listed(changes.map(({ path }) => path));
  return `the plan's setup command changed files that git does not ignore: ${files}. Ignore or commit them first`;
}

/** Makes a worktree hold `tree` and what setup made. Returns what is wrong with the setup, which runs again where that was changed. */
async function cleanCopy(run: Copying, worktree: Worktree, tree: string | null): Promise<string | null> {
  if (await run.worktrees.reset(worktree, tree)) return null;
  await run.worktrees.restore(worktree, null);
  const problem = await setUp(run, worktree);
  if (!problem) await run.worktrees.restore(worktree, tree);
  return problem;
}
