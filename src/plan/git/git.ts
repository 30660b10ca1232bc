// What the steps of a plan ask git about a repository. The user's is only read, until a finished branch is brought into it; the steps
// work in worktrees of a private clone, whose hooks are off and whose objects are the user's own, borrowed.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import { git } from '../../git.ts';

export interface Repository {
  /** The working tree's top folder. */
  root: string;
  /** Where its objects are. */
  commonDir: string;
  head: string;
  /** Tracked files with changes that are not committed, and new files. */
  dirty: string[];
  /** The environment of whoever works in it. */
  env: NodeJS.ProcessEnv;
  /** Its author, for the commits of the steps. */
  identity: Record<string, string>;
}

/** The repository `folder` is in. Throws UsageError when there is none, or nothing is committed in it. */
export async function findRepository(folder: string, env: NodeJS.ProcessEnv): Promise<Repository> {
  const ask = (...args: string[]): Promise<string> => git(args, { cwd: folder, env });
  const root = await ask('rev-parse', '--show-toplevel').catch((error) => {
    if (!error.message.includes('not a git repository')) throw error;
    throw new UsageError(
      `${folder} is not in a git repository: the steps of a plan run in copies that git makes. Make one: git init, and commit what is there.`,
    );
  });
  // A setting may name any folder as the one whose files are meant.
  if (!existsSync(join(root, '.git'))) {
    throw new UsageError(
      `core.worktree of the repository in ${folder} leads to ${root}, which holds no repository: go to its own folder.`,
    );
  }
  const head = await ask('rev-parse', '--verify', 'HEAD^{commit}').catch(async () => {
    const named = await ask('rev-parse', '--verify', '--quiet', 'HEAD').catch(() => null);
    throw new UsageError(
      named
        ? `the repository in ${root} is damaged: its commit ${named.slice(0, 12)} cannot be read. See what is missing: git -C '${root}' fsck`
        : `${root} has no commit yet: commit what the plan is to start from.`,
    );
  });
  const { name, email } = await authorIn(ask);
  const status = await ask('status', '--porcelain', '-z', '--no-renames');
  return {
    root,
    env,
    commonDir: resolve(folder, await ask('rev-parse', '--git-common-dir')),
    head,
    dirty: status.split('\0').flatMap((entry) => (entry ? [entry.slice(3)] : [])),
    identity: {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
    },
  };
}

/** Whom git would name as the author. */
async function authorIn(
  ask: (...args: string[]) => Promise<string>,
): Promise<{ name: string; email: string }> {
  const author = { name: 'Tierwise', email: 'tierwise@localhost' };
  const found = await ask('config', '-z', '--get-regexp', '^user\\.(name|email)$').catch(() => '');
  for (const entry of found.split('\0')) {
    const [, key, value] = /^user\.(name|email)\n(.+)/s.exec(entry) ?? [];
    if (key && value) author[key as 'name'] = value; // the last one counts
  }
  return author;
}

/** The branch that is checked out; null for none. */
export const currentBranch = ({ root, env }: Repository): Promise<string | null> =>
  git(['symbolic-ref', '--quiet', '--short', 'HEAD'], { cwd: root, env }).catch(() => null);

/** The remote that is pushed to where nobody says; null when there is none. */
export async function remoteOf({ root, env }: Repository): Promise<string | null> {
  const chosen = await git(['config', '--get', 'remote.pushDefault'], { cwd: root, env }).catch(() => '');
  if (chosen) return chosen;
  const all = (await git(['remote'], { cwd: root, env })).split('\n').filter(Boolean);
  return all.includes('origin') ? 'origin' : (all[0] ?? null);
}

/** The commit that `revision` names in a repository, or null. */
export const commitOf = ({ root, env }: Repository, revision: string): Promise<string | null> =>
  git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], { cwd: root, env }).catch(() => null);

export interface Change {
  path: string;
  oldMode: string;
  newMode: string;
  oldObject: string;
  newObject: string;
}

/** What differs between two trees, file by file; a move is a deletion and an addition. */
export async function changesBetween(
  from: string,
  to: string,
  ask: (args: readonly string[]) => Promise<string>,
): Promise<Change[]> {
  const raw = await ask(['diff-tree', '-r', '-z', '--raw', '--no-renames', '--full-index', from, to]);
  const parts = raw.split('\0');
  const changes: Change[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [oldMode = '', newMode = '', oldObject = '', newObject = ''] = (parts[at] ?? '')
      .slice(1)
      .split(' ');
    changes.push({ path: parts[at + 1] ?? '', oldMode, newMode, oldObject, newObject });
  }
  return changes;
}

/** The mode of a submodule in a tree. */
const SUBMODULE = '160000';

/** Returns what a tree tracks: its files, and the folders of submodules. */
export async function namesIn(
  tree: string,
  ask: (args: readonly string[]) => Promise<string>,
): Promise<{ files: string[]; submodules: string[] }> {
  const names = { files: [] as string[], submodules: [] as string[] };
  const listed = await ask(['ls-tree', '-r', '-z', '--full-tree', tree]);
  for (const entry of listed.split('\0').filter(Boolean)) {
    const name = entry.slice(entry.indexOf('\t') + 1);
    (entry.startsWith(SUBMODULE) ? names.submodules : names.files).push(name);
  }
  return names;
}

/** Files that a repository's ignore rules would keep out of every commit. */
export async function ignoredAmong({ root, env }: Repository, files: readonly string[]): Promise<string[]> {
  if (!files.length) return [];
  const found = await git(['check-ignore', '-z', '--stdin', '--no-index'], {
    cwd: root,
    env,
    input: `${files.join('\0')}\0`,
  }).catch(() => '');
  return found.split('\0').filter(Boolean);
}

/** What of the settings that are in force in a repository decides how files are read and written. */
export async function fileSettings({ root, env }: Repository): Promise<[string, string][]> {
  const names =
    'autocrlf|eol|safecrlf|filemode|symlinks|ignorecase|precomposeunicode|longpaths|excludesfile|attributesfile';
  const found = await git(['config', '-z', '--get-regexp', `^core\\.(${names})$`], {
    cwd: root,
    env,
  }).catch(() => '');
  return found.split('\0').flatMap((entry) => {
    const [name = '', value = 'true'] = entry.split('\n');
    return name ? [[name, value] as [string, string]] : [];
  });
}

/** The filters that the settings of a repository, or of its user, define. */
export async function filtersSet({ root, env }: Repository): Promise<Set<string>> {
  const args = ['config', '-z', '--name-only', '--get-regexp', '^filter\\.'];
  const found = await git(args, { cwd: root, env }).catch(() => '');
  return new Set(found.split('\0').flatMap((name) => /^filter\.([\s\S]+)\.[^.]+$/.exec(name)?.[1] ?? []));
}

/** Where a repository with submodules was cloned from, without a password; null for nowhere. */
export async function originOf({ root, env }: Repository): Promise<string | null> {
  if (!existsSync(join(root, '.gitmodules'))) return null;
  const url = await git(['config', '--get', 'remote.origin.url'], { cwd: root, env }).catch(() => '');
  return url.replace(/^(https?:\/\/)[^/@]*@/, '$1').replace(/^(\w+:\/\/[^/@:]*):[^/@]*@/, '$1@') || null;
}

/** The user's private ignore rules of a repository. */
export function privateExcludes(commonDir: string): string {
  try {
    return readFileSync(join(commonDir, 'info', 'exclude'), 'utf8');
  } catch {
    return '';
  }
}
