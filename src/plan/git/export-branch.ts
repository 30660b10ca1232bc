// A finished commit goes into the user's repository, as a branch that stands in nobody's way.
import { git } from '../../git.ts';
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
  clone.setRef(ref, commit);
  const { root, env } = clone.repository;
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
      // Checked out by the user, which git rightly leaves alone, or a folder of other branches.
      if ((now === null && !(await isFolder(clone, name))) || number > 9) throw error;
    }
  }
}

const isFolder = async ({ repository: { root, env } }: PrivateClone, name: string): Promise<boolean> =>
  (await git(['for-each-ref', '--count=1', `refs/heads/${name}/`], { cwd: root, env })) !== '';

const isBehind = (clone: PrivateClone, commit: string, other: string): Promise<boolean> =>
  clone.git(['merge-base', '--is-ancestor', commit, other]).then(
    () => true,
    () => false,
  );
