// What lies in a worktree beside the files of its tree: what git ignores, such as installed packages and what a build leaves behind.
import { chmodSync, type Dirent, existsSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GitError } from '../../git.ts';

/** Files and folders by path, each with what tells that it is the same as before. */
export type Leftovers = ReadonlyMap<string, string>;

/** What git tracks: files, and the folders of submodules, which hold whatever `setup` put there. */
export interface Tracked {
  files: readonly string[];
  submodules: readonly string[];
}

/** Returns everything in `folder` that git does not track. */
export function leftoversIn(folder: string, tracked: Tracked): Leftovers {
  const files = new Set(tracked.files);
  const folders = new Set(tracked.submodules);
  for (const file of [...tracked.files, ...tracked.submodules]) {
    for (let at = dirname(file); at !== '.' && !folders.has(at); at = dirname(at)) folders.add(at);
  }
  const found = new Map<string, string>();
  const visit = (below: string): void => {
    for (const entry of entriesOf(join(folder, below))) {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (path === '.git' || files.has(path)) continue;
      const isFolder = entry.isDirectory();
      if (!folders.has(path)) found.set(path, isFolder ? 'folder' : signature(join(folder, path)));
      if (isFolder) visit(path);
    }
  };
  visit('');
  return found;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    openFolders(folder);
    return readdirSync(folder, { withFileTypes: true });
  }
}

/** Changes with any change of a file or link: nobody can set the time of its last one. */
function signature(file: string): string {
  const { ino, size, mode, ctimeNs } = lstatSync(file, { bigint: true });
  return [ino, size, mode, ctimeNs].join(' ');
}

/**
 * Removes from `folder` what is in `now` and not in `before`. Returns whether everything of `before` is as it was.
 */
export function removeNew(folder: string, before: Leftovers, now: Leftovers): boolean {
  for (const path of now.keys()) {
    if (!before.has(path)) removeAll(join(folder, path));
  }
  return [...before].every(([path, was]) => now.get(path) === was);
}

/** Removes a file, or a folder with all in it, whatever their modes are. */
export function removeAll(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    openFolders(path);
    rmSync(path, { recursive: true, force: true });
  }
}

/** The same as far as that is possible: what is left is in nobody's way, as the next copy gets another folder. */
export function removeIfPossible(path: string): void {
  try {
    removeAll(path);
  } catch {
    // It belongs to somebody else, or is in use.
  }
}

/** Makes every folder at and below `path` one that its owner can list and change, and every file one that they can read. */
export function openFolders(path: string): void {
  const info = lstatSync(path);
  if (info.isSymbolicLink()) return;
  const needed = info.isDirectory() ? 0o700 : 0o400;
  if ((info.mode & needed) !== needed) chmodSync(path, (info.mode & 0o7777) | needed);
  if (!info.isDirectory()) return;
  for (const name of readdirSync(path)) openFolders(join(path, name));
}

/** Does something in a worktree; if git refuses, once more with every folder of it opened to its owner. */
export async function orOpened<Result>(
  { folder }: { folder: string },
  act: () => Promise<Result>,
): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof GitError) || error.ofMachine || !existsSync(folder)) throw error;
    openFolders(folder);
    return act();
  }
}

/** Removes the locks that a killed git left in a folder of git's. */
export function removeLocks(gitDir: string): void {
  for (const name of existsSync(gitDir) ? readdirSync(gitDir) : []) {
    if (name.endsWith('.lock')) removeAll(join(gitDir, name));
  }
}
