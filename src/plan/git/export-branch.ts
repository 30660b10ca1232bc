// A finished commit goes into the user's repository, as a branch that stands in nobody's way.
import { GitError, git } from '../../git.ts';
import type { PrivateClone } from './private-clone.ts';

/**
 * Brings a commit into the user's repository as a branch, which must be new, or where `last` left it, or behind. Returns the
 * branch's name, with a number behind it when that name is taken.
 */
export async function exportBranch(
  clone: PrivateClone,
  branch: string,
  commit: string,
  last: string | null,
): Promise<string> {
  const ref = `refs/tierwise/${branch}`;
  await clone.git(['update-ref', ref, commit]);
  const { root, env } = clone.repository;
  await checkName(clone, branch);
  for (let number = 1; ; number++) {
    const name = number === 1 ? branch : `${branch}-${number}`;
    const find = ['rev-parse', '--verify', '--quiet', `refs/heads/${name}`];
    const now = await git(find, { cwd: root, env }).catch(() => null);
    if (now === commit) return name;
    const ours = now === null || now === last || (await isBehind(clone, now, commit));
    if (!ours) continue;
    try {
      const fetch = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];
      await git([...fetch, clone.folder, `+${ref}:refs/heads/${name}`], { cwd: root, env });
      return name;
    } catch (error) {
      // Checked out by the user, which git rightly leaves alone.
      if (now === null || number > 9) throw error;
    }
  }
}

/** Throws GitError with what to do when a branch of the user's is called as the folder of the branch would be. */
async function checkName({ repository: { root, env } }: PrivateClone, branch: string): Promise<void> {
  const [above = ''] = branch.split('/');
  const find = ['rev-parse', '--verify', '--quiet', `refs/heads/${above}`];
  const taken = await git(find, { cwd: root, env }).catch(() => null);
  if (taken === null) return;
  throw new GitError(
    `a branch called ${above} is in the way of ${branch}. Rename it: git branch -m ${above} <another name>`,
  );
}

const isBehind = (clone: PrivateClone, commit: string, other: string): Promise<boolean> =>
  clone.git(['merge-base', '--is-ancestor', commit, other]).then(
    () => true,
    () => false,
  );
