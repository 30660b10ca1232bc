// The one place that runs git. The user's repository is only read, until a finished branch is brought into it; the steps work in
// worktrees of a private clone, whose hooks are off and whose objects are the user's own, borrowed.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import { markWithin, runProgram } from '../../process.ts';

const TIMEOUT_MS = 600_000;

/** No hook, no signature that asks for a passphrase, no watcher, no clean-up in the background. */
const QUIET = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'commit.gpgSign=false',
  'rerere.enabled=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'advice.detachedHead=false',
].flatMap((setting) => ['-c', setting]);

export interface GitOptions {
  cwd: string;
  /** The caller's environment, from which everything git would read is taken out. */
  env: NodeJS.ProcessEnv;
  /** Variables over it. */
  set?: Record<string, string>;
  input?: string;
  /** By what a later run of ours finds it again. */
  mark?: string;
}

/** Git said no; the message is its last line. */
export class GitError extends UsageError {
  override name = 'GitError';
}

/** Runs git and gives what it prints, without the last line end. Throws GitError, or another UsageError when there is no git. */
export async function git(
  args: readonly string[],
  { cwd, env, set, input, mark }: GitOptions,
): Promise<string> {
  const own = Object.entries(env).filter(([name]) => !name.startsWith('GIT_'));
  const ended = await runProgram('git', [...QUIET, ...args], {
    cwd,
    env: {
      ...Object.fromEntries(own),
      LC_ALL: 'C',
      GIT_TERMINAL_PROMPT: '0',
      GIT_OPTIONAL_LOCKS: '0', // looking at the user's repository does not touch its index
      GIT_LFS_SKIP_SMUDGE: '1',
      ...set,
    },
    timeoutMs: TIMEOUT_MS,
    ...(input !== undefined && { input }),
    ...(mark && { mark: markWithin(mark) }),
  }).catch((error: NodeJS.ErrnoException) => {
    if (!existsSync(cwd)) throw new GitError(`the folder ${cwd} is gone`);
    throw new UsageError(`git cannot be started: ${error.message}. A plan runs in a git repository.`);
  });
  if (ended.code === 0) return ended.stdout.replace(/\n$/, '');
  const said = ended.stderr.trim().split('\n').at(-1) || `it ended with ${ended.code}`;
  throw new GitError(`git ${args[0]} failed: ${said}`);
}

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
      `${folder} is not in a git repository: the steps of a plan run in copies that git makes.`,
    );
  });
  const head = await ask('rev-parse', '--verify', 'HEAD^{commit}').catch(() => {
    throw new UsageError(`${root} has no commit yet: commit what the plan is to start from.`);
  });
  const setting = (name: string, otherwise: string): Promise<string> =>
    ask('config', name).then(
      (value) => value || otherwise,
      () => otherwise,
    );
  const name = await setting('user.name', 'Tierwise');
  const email = await setting('user.email', 'tierwise@localhost');
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
export async function changesBetween(from: string, to: string, options: GitOptions): Promise<Change[]> {
  const raw = await git(
    ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--full-index', from, to],
    options,
  );
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

/** What of a repository's own settings decides how files are read and written. */
export async function fileSettings({ root, env }: Repository): Promise<[string, string][]> {
  const names =
    'autocrlf|eol|safecrlf|filemode|symlinks|ignorecase|precomposeunicode|longpaths|excludesfile|attributesfile';
  const found = await git(['config', '--local', '-z', '--get-regexp', `^core\\.(${names})$`], {
    cwd: root,
    env,
  }).catch(() => '');
  return found.split('\0').flatMap((entry) => {
    const [name = '', value = 'true'] = entry.split('\n');
    return name ? [[name, value] as [string, string]] : [];
  });
}

/** The user's private ignore rules of a repository. */
export function privateExcludes(commonDir: string): string {
  try {
    return readFileSync(join(commonDir, 'info', 'exclude'), 'utf8');
  } catch {
    return '';
  }
}
