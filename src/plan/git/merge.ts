// Bringing the finished branch into the user's own: only on request, only forward, only when nothing of the user's is in the way.
import { gitAsTyped } from '../../git.ts';
import type { Repository } from './git.ts';

/** How far a plan has come. */
export interface Finished {
  /** The branch with what is done; null when nothing is. */
  branch: string | null;
  /** How many steps are done, and all of them. */
  done: number;
  steps: readonly unknown[];
}

export interface TakenOver {
  done: boolean;
  message: string;
}

/** Moves the branch checked out now forward to the plan's, when every step is done. Says why not otherwise. */
export async function takeOver({ root }: Repository, { branch, done, steps }: Finished): Promise<TakenOver> {
  const not = (why: string): TakenOver => ({ done: false, message: `Not taken over: ${why}.` });
  if (!branch) return not('nothing is done yet');
  if (done < steps.length) return not('not every step is done');
  const git = (...args: string[]) => gitAsTyped(args, root);
  const { stdout: changed } = await git('status', '--porcelain', '--untracked-files=no');
  if (changed.trim()) return not('there are uncommitted changes');
  const { code, stderr } = await git('merge', '--ff-only', '--quiet', branch);
  if (code !== 0) return not(stderr.trim().split('\n').at(-1)?.replace(/\.$/, '') || 'git refused');
  return { done: true, message: `Taken over: ${branch} is merged.` };
}
