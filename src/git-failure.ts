// Why git refused, in one line with what to do about it where that is known.
import { existsSync } from 'node:fs';
import { systemCode, UsageError } from './errors.ts';

/** The first release that keeps every program of a repository from running when told to. */
const OLDEST = '2.32';

/** Git failed; the message is its last line, or what to do about it. */
export class GitError extends UsageError {
  override name = 'GitError';
  /** The machine is the reason, such as a full disk: no other copy and no other work would do better. */
  readonly ofMachine: boolean;

  constructor(message: string, ofMachine = false) {
    super(message);
    this.ofMachine = ofMachine;
  }
}

/** Returns why `git command` failed in a folder, from what it printed. */
export function gitFailure(command: string, stderr: string, cwd: string): GitError {
  for (const { told, say, ofMachine } of KNOWN) {
    const match = told.exec(stderr);
    if (match) return new GitError(say(match, { command, cwd }), ofMachine);
  }
  return new GitError(`git ${command} failed: ${lastWords(stderr)}`);
}

/** Returns why git could not be started in a folder. */
export function notStarted(error: Error, cwd: string): UsageError {
  if (!existsSync(cwd)) return new GitError(`the folder ${cwd} is gone`);
  if (systemCode(error) === 'ENOENT')
    return new UsageError('git is not installed, or not on the PATH. Get it: https://git-scm.com/downloads');
  return new UsageError(`git cannot be started: ${error.message}.`);
}

/** Returns git's own complaint among what it printed. */
export function lastWords(stderr: string): string {
  const lines = stderr.trim().split('\n');
  const said = lines.findLast((line) => line.startsWith('fatal: ')) ?? lines.at(-1) ?? '';
  return said.replace(/^(?:fatal|error): /, '').replace(/\.$/, '');
}

/** Throws UsageError when what `git --version` prints names a release that is too old, or none. */
export function checkVersion(printed: string): void {
  const [, version = '', major = '', minor = ''] = /^git version ((\d+)\.(\d+)\S*)/.exec(printed) ?? [];
  const [least = 0, leastMinor = 0] = OLDEST.split('.').map(Number);
  if (Number(major) > least || (Number(major) === least && Number(minor) >= leastMinor)) return;
  const which = version
    ? `git ${version} is too old`
    : `"git --version" names no version (${printed.trim().split('\n')[0]})`;
  throw new UsageError(
    `${which}: from ${OLDEST} on it can be kept from running a repository's own programs. Install a newer one: https://git-scm.com/downloads`,
  );
}

interface Known {
  told: RegExp;
  say(match: RegExpExecArray, where: { command: string; cwd: string }): string;
  ofMachine?: boolean;
}

/** What git prints, and what is to be done then; the first that fits counts. */
const KNOWN: readonly Known[] = [
  {
    told: /dubious ownership in repository at '([^']*)'/,
    say: ([, foreign]) =>
      `${foreign} belongs to another user, so git does not read it. If you trust it: git config --global --add safe.directory '${foreign}'`,
  },
  {
    told: /promisor remote|lazy fetching disabled|transport '.*' not allowed/,
    say: (_, { command, cwd }) =>
      `git ${command} needs files that this partial clone left out, and tierwise fetches nothing. Get them once with: git -C '${cwd}' fetch --refetch --no-filter`,
  },
  {
    told: /No space left on device|Disk quota exceeded/i,
    say: (_, { command, cwd }) =>
      `git ${command} failed: no space is left on the disk that holds ${cwd}. Free some`,
    ofMachine: true,
  },
  {
    told: /(.*)(?:Read-only file system|Too many open files|Cannot allocate memory|unable to create thread)/i,
    say: ([all], { command }) => `git ${command} failed: ${lastWords(all)}`,
    ofMachine: true,
  },
  {
    told: /Unable to create '([^']+\.lock)': File exists/,
    say: ([, lock]) =>
      `${lock} exists: another git is at work there, or one was killed. When none is, remove it: rm '${lock}'`,
  },
  {
    told: /'refs\/heads\/([^']+)' exists; cannot create 'refs\/heads\/([^']+)'/,
    say: ([, taken, wanted]) =>
      `a branch called ${taken} is in the way of ${wanted}. Rename it: git branch -m ${taken} <another name>`,
  },
  {
    told: /must be run in a work tree/,
    say: (_, { cwd }) =>
      `${cwd} has no working tree, as it is a bare repository or its .git folder. Go to a working tree; a bare one makes one with: git worktree add <folder>`,
  },
  {
    told: /not a git repository: (?:'([^'\n]+)'|(\S.*))/,
    say: ([, quoted, plain], { cwd }) =>
      `the .git file of ${cwd} leads to ${quoted ?? plain}, which is gone. If that repository was moved, run in it: git worktree repair '${cwd}'`,
  },
  {
    told: /unknown repository extensions?|Expected git repo version <=|unknown (?:index )?version/i,
    say: (_, { cwd }) =>
      `${cwd} was written by a newer git than this one. Install a newer one: https://git-scm.com/downloads`,
  },
  {
    told: /^.*(?:is corrupt|is empty$|index file corrupt|bad signature|bad object|missing blob|unable to read (?:tree|sha1|\w{40})|inflate:).*$/im,
    say: ([line], { cwd }) =>
      `the repository in ${cwd} is damaged: ${lastWords(line)}. See what is missing: git -C '${cwd}' fsck`,
  },
  {
    told: /^.*(?:Permission denied|insufficient permission).*$/im,
    say: ([line], { command, cwd }) =>
      `git ${command} failed: ${lastWords(line)}. See who owns the files there: ls -la '${cwd}'`,
  },
];
