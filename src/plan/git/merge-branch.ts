// Merging the finished branch into the user's own: only on request, only forward, only when nothing of the user's is in the way.
import { gitAsTyped } from '../../git.ts';
import { gitFailure } from '../../git-failure.ts';
import type { Repository } from './git.ts';

/** How far a plan has come. */
export interface Finished {
  /** The branch with the finished steps; null when there are none. */
  branch: string | null;
  /** How many steps are finished, and all of them. */
  done: number;
  steps: readonly unknown[];
  /** Whether all checks have passed on them together. */
  proven: boolean;
}

export interface Merged {
  done: boolean;
  message: string;
}

/** Moves the user's current branch forward to the plan's, when every step is finished. Returns what it did, or why not. */
export async function mergeBranch(
  { root, env }: Pick<Repository, 'root' | 'env'>,
  { branch, done, steps, proven }: Finished,
): Promise<Merged> {
  const not = (why: string): Merged => ({ done: false, message: `Not merged: ${why}.` });
  if (!branch) return not('no step has finished');
  if (done < steps.length) return not('not every step has finished');
  if (!proven) return not('not every check has passed on the branch');
  // With the user's own settings and hooks: this is what they would type.
  const git = (...args: string[]) => gitAsTyped(args, { cwd: root, env });
  const { stdout: changed } = await git('status', '--porcelain', '--untracked-files=no');
  if (changed.trim()) return not('there are uncommitted changes');
  const { code, stderr } = await git('merge', '--ff-only', '--quiet', branch);
  if (code !== 0) return not(gitFailure('merge', stderr || `it ended with ${code}`, root).message);
  return { done: true, message: `Merged: ${branch}.` };
}
