// Whether a branch that was made is still there: a plan is done only while its work can be had.
import { git } from '../../git.ts';
import { commitOf, type Repository } from './git.ts';

/** `merged`: what is checked out now holds it; `there`: a branch does; `gone`: no branch of that name holds it. */
export type Standing = 'there' | 'merged' | 'gone';

/** Returns where a commit of a plan stands that was brought into the user's repository as a branch. */
export async function branchStanding(
  repository: Repository,
  { branch, commit }: { branch: string; commit: string },
): Promise<Standing> {
  if (await holds(repository, repository.head, commit)) return 'merged';
  const tip = await commitOf(repository, `refs/heads/${branch}`);
  return tip && (await holds(repository, tip, commit)) ? 'there' : 'gone';
}

const holds = async ({ root, env }: Repository, tip: string, commit: string): Promise<boolean> =>
  tip === commit ||
  git(['merge-base', '--is-ancestor', commit, tip], { cwd: root, env }).then(
    () => true,
    () => false,
  );
