// Commits of a public repository to review: fixes that are undone, with the test that then fails, and changes without a known fault.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface BenchCommit {
  id: string;
  kind: 'fix' | 'clean';
  subject: string;
  /** Changed files that are no tests. */
  sources: string[];
  /** The file of its tests, and the cases it adds; those of a fix fail without it. */
  tests: string;
  cases: string[];
}

export interface BenchCommits {
  /** Where the repository can be had, and its license. */
  repository: string;
  license: string;
  /** Packages that its tests need beside it. */
  packages: string[];
  /** Runs a file of test cases, `{test}`. */
  command: string;
  commits: BenchCommit[];
}

/** Returns the commits that come with the bench. */
export const benchCommits = (): BenchCommits =>
  JSON.parse(readFileSync(join(__dirname, 'commits.json'), 'utf8'));

/** Returns what git prints. Throws when it fails. */
export const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** Returns the diff that is reviewed: of a fix its undoing, of a clean commit itself; tests left out. */
export function reviewedDiff(repository: string, { id, kind, sources }: BenchCommit): string {
  const [from, to] = kind === 'fix' ? [id, `${id}^`] : [`${id}^`, id];
  return git(
    repository,
    'diff',
    '--no-color',
    '--src-prefix=a/',
    '--dst-prefix=b/',
    from,
    to,
    '--',
    ...sources,
  );
}

/** Returns how a file reads after the reviewed change; null when it is gone. */
export function textAfter(repository: string, { id, kind }: BenchCommit, path: string): string | null {
  try {
    return git(repository, 'show', `${kind === 'fix' ? `${id}^` : id}:${path}`);
  } catch {
    return null;
  }
}

/** Puts the files of a commit into a folder that is a clone: tests of the commit, sources after the reviewed change. */
export function checkOut(clone: string, { id, kind, sources }: BenchCommit, undone = kind === 'fix'): void {
  git(clone, 'checkout', '--quiet', '--force', '--detach', id);
  if (undone) git(clone, 'checkout', '--quiet', `${id}^`, '--', ...sources);
}

/** Returns whether the cases of a commit pass in a folder; null when they take longer than `seconds`. */
export async function casesPass(
  folder: string,
  command: string,
  { tests, cases }: BenchCommit,
  seconds: number,
): Promise<boolean | null> {
  const text = readFileSync(join(folder, tests), 'utf8');
  const own = cases.map((name) => new RegExp(`^${name}: \\{[\\s\\S]*?^\\}`, 'm').exec(text)?.[0] ?? '');
  const file = 'bench-cases.js';
  writeFileSync(join(folder, dirname(tests), file), `${own.join('\n\n')}\n`);
  const code = await exitCode(folder, command.replace('{test}', file), seconds);
  return code === null ? null : code === 0;
}

function exitCode(folder: string, command: string, seconds: number): Promise<number | null> {
  return new Promise((done) => {
    const child = spawn(command, { cwd: folder, shell: true, stdio: 'ignore', detached: true, env: bare() });
    const clock = setTimeout(() => {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
      done(null);
    }, seconds * 1000);
    child.on('exit', (code) => {
      clearTimeout(clock);
      done(code ?? 1);
    });
  });
}

/** The tests of others see no key. */
const bare = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, HOME: process.env.HOME });
