// What lies in a worktree beside the files of its tree: what git ignores, such as installed packages and what a build leaves behind.
import { chmodSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files and folders by path, each with what tells that it is the same as before. */
export type Leftovers = ReadonlyMap<string, string>;

/** Returns everything in `folder` that is not among the `tracked` files. */
export function leftoversIn(folder: string, tracked: readonly string[]): Leftovers {
  const files = new Set(tracked);
  const folders = new Set<string>();
  for (const file of tracked) {
    for (let at = dirname(file); at !== '.' && !folders.has(at); at = dirname(at)) folders.add(at);
  }
  const found = new Map<string, string>();
  const visit = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
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

/** Makes every folder at and below `path` one that its owner can list and change. */
export function openFolders(path: string): void {
  const { mode } = lstatSync(path);
  if ((mode & 0o170000) !== 0o040000) return;
  if ((mode & 0o700) !== 0o700) chmodSync(path, mode | 0o700);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) openFolders(join(path, entry.name));
  }
}
