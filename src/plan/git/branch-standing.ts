// Whether a branch that was made is still there: a plan is done only while its work can be had.
import { GitError, git } from '../../git.ts';
import { changesBetween, commitOf, type Repository } from './git.ts';

/** `merged`: what is checked out now holds it; `there`: a branch does; `gone`: no branch of that name holds it. */
export type Standing = 'there' | 'merged' | 'gone';

export interface BroughtIn {
  branch: string;
  commit: string;
  /** The commit that its work started from. */
  base: string | null;
}

/** Returns where a commit of a plan stands that was brought into the user's repository as a branch. */
export async function branchStanding(repository: Repository, work: BroughtIn): Promise<Standing> {
  if (await holds(repository, repository.head, work.commit)) return 'merged';
  if (await isSquashed(repository, work)) return 'merged';
  const tip = await commitOf(repository, `refs/heads/${work.branch}`);
  return tip && (await holds(repository, tip, work.commit)) ? 'there' : 'gone';
}

const holds = async ({ root, env }: Repository, tip: string, commit: string): Promise<boolean> =>
  tip === commit ||
  git(['merge-base', '--is-ancestor', commit, tip], { cwd: root, env }).then(
    () => true,
    () => false,
  );

/** Whether every file that the work changed is now as it left it, by whatever commits. */
async function isSquashed(repository: Repository, { base, commit }: BroughtIn): Promise<boolean> {
  const { root, env, head } = repository;
  if (!base || base === head) return false;
  const ask = (args: readonly string[]): Promise<string> => git(args, { cwd: root, env });
  try {
    const changed = await changesBetween(base, commit, ask);
    const differing = new Set((await changesBetween(commit, head, ask)).map(({ path }) => path));
    return changed.length > 0 && !changed.some(({ path }) => differing.has(path));
  } catch (error) {
    if (error instanceof GitError) return false; // the commits are not there any more
    throw error;
  }
}
