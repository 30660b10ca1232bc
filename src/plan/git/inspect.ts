// What was done to the files of a worktree, and what of it no list of files can allow.
import { dirname, posix } from 'node:path';
import { type Change, changesBetween } from './git.ts';
import { orOpened, removeLocks } from './leftovers.ts';
import type { PrivateClone, Worktree } from './private-clone.ts';

export interface Inspection {
  /** All files as they are now, as a git tree. */
  tree: string;
  changes: Change[];
  /** What no list of files can allow. */
  forbidden: { change: Change; why: string }[];
  /** A submodule is gone or at another commit, which no change of files puts back. */
  spoiled: boolean;
}

const SYMLINK = '120000';
const SUBMODULE = '160000';

/** Returns everything that differs from a worktree's start: new, deleted and changed files and their modes. */
export async function inspect(clone: PrivateClone, worktree: Worktree): Promise<Inspection> {
  removeLocks(worktree.gitDir);
  await orOpened(worktree, () => clone.gitIn(worktree, ['add', '--all', '--', '.']));
  const tree = await clone.gitIn(worktree, ['write-tree']);
  const changes = await changesBetween(worktree.from, tree, (args) => clone.git(args));
  const filters = await filtersOf(clone, worktree, changes);
  const forbidden: Inspection['forbidden'] = [];
  for (const change of changes) {
    const forbid = (why: string): void => void forbidden.push({ change, why });
    const { path, oldMode, newMode, newObject } = change;
    const filter = filters.get(path);
    if (filter && !isGone(change)) forbid(`kept through the filter ${filter}, which does not run here`);
    if (newMode === SUBMODULE) {
      forbid(oldMode === SUBMODULE ? 'a submodule at another commit' : 'a repository of its own');
    }
    if (newMode !== SYMLINK) continue;
    const target = await clone.git(['cat-file', 'blob', newObject]);
    if (leaves(path, target)) forbid(`a link that leaves the repository: ${target}`);
  }
  return { tree, changes, forbidden, spoiled: changes.some(({ oldMode }) => oldMode === SUBMODULE) };
}

/** Returns the tree of a worktree's files without some of their changes. */
export async function treeWithout(
  clone: PrivateClone,
  worktree: Worktree,
  changes: readonly Change[],
): Promise<string> {
  // Mode 0 takes a file out of the index.
  const lines = changes.map(
    ({ path, oldMode, oldObject }) => `${/^0+$/.test(oldMode) ? '0' : oldMode} ${oldObject}\t${path}\0`,
  );
  await clone.gitIn(worktree, ['update-index', '-z', '--index-info'], { input: lines.join('') });
  return clone.gitIn(worktree, ['write-tree']);
}

/** The filters that files are to go through, by path: stored without them they would be what nobody meant to commit. */
async function filtersOf(
  clone: PrivateClone,
  worktree: Worktree,
  changes: readonly Change[],
): Promise<Map<string, string>> {
  const set = changes.length ? await clone.filters() : new Set();
  if (!set.size) return new Map();
  const input = `${changes.map(({ path }) => path).join('\0')}\0`;
  const answer = await clone.gitIn(worktree, ['check-attr', '-z', '--stdin', '--cached', 'filter'], {
    input,
  });
  const parts = answer.split('\0');
  const filters = new Map<string, string>();
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const [path = '', , value = ''] = parts.slice(at, at + 3);
    if (set.has(value)) filters.set(path, value);
  }
  return filters;
}

const isGone = ({ newMode }: Change): boolean => /^0+$/.test(newMode);

function leaves(path: string, target: string): boolean {
  if (target.startsWith('/') || /^[A-Za-z]:/.test(target)) return true;
  const reached = posix.normalize(posix.join(dirname(path), target));
  return reached === '..' || reached.startsWith('../') || reached.split('/').includes('.git');
}
