// Tests that models write, run in a copy of the repository: the reviewed change in one, what was there before it in another. They see
// no credential, have a clock, and leave nothing behind.
import { existsSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { environmentFor } from '../credentials.ts';
import { systemReason, UsageError } from '../errors.ts';
import { gitNow } from '../git.ts';
import type { Host } from '../host.ts';
import { isBelow } from '../plain-file.ts';
import { atExit, runProgram } from '../process.ts';
import type { Diff } from './git-diff.ts';

/** Where the path of the test goes in the command. */
const MARK = '{test}';
const MOST_SECONDS = 120;

/** A file that a test stands in, by its path in the repository. */
export interface TestFile {
  file: string;
  text: string;
}

export interface TestRun {
  /** Exit code 0. */
  passed: boolean;
  timedOut: boolean;
  output: string;
}

/** Where tests are tried out. */
export interface Trial {
  command: string;
  /** Runs a test; null where it may not stand, or that copy cannot be made. */
  run(test: TestFile, side: 'after' | 'before', signal: AbortSignal): Promise<TestRun | null>;
  /** Removes the copies. */
  end(): void;
}

export interface TrialWanted {
  command: string;
  diff: Diff;
  /** As --diff names it. */
  range: string | true;
  staged: boolean;
}

/** Returns what tries tests out. Throws UsageError when the command has no place for a test, or no copy can be made of the change. */
export function openTrial(
  { command, diff, range, staged }: TrialWanted,
  { cwd, env }: Pick<Host, 'cwd' | 'env'>,
): Trial {
  if (!command.includes(MARK))
    throw new UsageError(
      `--reproduce needs ${MARK} where the test's file goes: --reproduce 'node --test ${MARK}'.`,
    );
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'tierwise-trial-')));
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const forget = atExit(remove);
  const end = (): void => {
    forget();
    remove();
  };
  const copies = new Map<string, string | null>();
  const copyOf = (side: 'after' | 'before'): string | null => {
    const known = copies.get(side);
    if (known !== undefined) return known;
    const made = makeCopy(join(folder, side), sideOf({ diff, range, staged }, side, cwd, env), { cwd, env });
    copies.set(side, made);
    return made;
  };
  if (copyOf('after') === null) {
    end();
    throw new UsageError(
      '--reproduce: no copy of the repository can be made with this change in it. Commit it and name the range.',
    );
  }
  return {
    command,
    end,
    run: async (test, side, signal) => {
      const copy = copyOf(side);
      return copy === null ? null : runIn(copy, test, command, { env, signal });
    },
  };
}

interface Side {
  commit: string;
  /** A diff to apply to it. */
  patch: string | null;
}

/** The commit that a side is, and what has to be applied to it. */
function sideOf(
  { diff, range }: Omit<TrialWanted, 'command'>,
  side: 'after' | 'before',
  cwd: string,
  env: NodeJS.ProcessEnv,
): Side {
  const [, left = '', dots = '', right = ''] =
    /^(.*?)(\.{2,3}|$)(.*)$/s.exec(range === true || range === '-' ? 'HEAD' : range) ?? [];
  if (!dots) return { commit: left || 'HEAD', patch: side === 'after' ? diff.text : null };
  if (side === 'after') return { commit: right || 'HEAD', patch: null };
  const base =
    dots === '...' ? git(cwd, env, ['merge-base', left || 'HEAD', right || 'HEAD']) : left || 'HEAD';
  return { commit: base?.trim() ?? '', patch: null };
}

/** Returns the folder of the copy; null when it cannot be made. */
function makeCopy(
  folder: string,
  { commit, patch }: Side,
  { cwd, env }: Pick<Host, 'cwd' | 'env'>,
): string | null {
  const id = git(cwd, env, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${commit}^{commit}`,
  ])?.trim();
  const root = git(cwd, env, ['rev-parse', '--show-toplevel'])?.trim();
  if (!id || !root) return null;
  if (git(root, env, ['clone', '--quiet', '--shared', '--no-checkout', '--template=', root, folder]) === null)
    return null;
  if (git(folder, env, ['checkout', '--quiet', '--detach', id]) === null) return null;
  if (patch !== null && git(folder, env, ['apply', '--whitespace=nowarn', '-'], patch) === null) return null;
  // What is there now is where each test begins; the change is in the index.
  return git(folder, env, ['add', '--all']) === null ? null : folder;
}

async function runIn(
  folder: string,
  { file, text }: TestFile,
  command: string,
  { env, signal }: { env: NodeJS.ProcessEnv; signal: AbortSignal },
): Promise<TestRun | null> {
  if (!mayStand(file, folder)) return null;
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text, { flag: 'wx' });
  try {
    const ended = await runProgram(
      '/bin/sh',
      ['-c', `exec 2>&1\n${command.replaceAll(MARK, quoted(file))}`],
      {
        ...{ cwd: folder, place: folder, env: environmentFor('check', env) },
        ...{ timeoutMs: MOST_SECONDS * 1000, signal },
      },
    );
    const output = ended.stdout.replaceAll(folder, '').trim();
    return { passed: ended.code === 0 && !ended.ended, timedOut: ended.ended !== null, output };
  } catch (error) {
    return { passed: false, timedOut: true, output: systemReason(error) };
  } finally {
    restore(folder, env);
  }
}

/** As it was before the test, but for what git ignores, such as what the command installed. */
function restore(folder: string, env: NodeJS.ProcessEnv): void {
  git(folder, env, ['clean', '-ffdq']);
  git(folder, env, ['checkout', '--quiet', '--force', '--', '.']);
}

/** A new file of the repository, by a plain path, and not by a link out of it. */
function mayStand(file: string, folder: string): boolean {
  const isPlain =
    /^(?!-)[\w@+.-]+(?:\/[\w@+.-]+)*$/.test(file) &&
    normalize(file) === file &&
    !/(?:^|\/)\.\.?(?:\/|$)/.test(file);
  if (!isPlain || /(?:^|\/)\.git(?:\/|$)/i.test(file) || lstatOf(join(folder, file))) return false;
  let above = dirname(join(folder, file));
  while (!existsSync(above)) above = dirname(above);
  return isBelow(folder, realpathSync.native(above));
}

function lstatOf(path: string): boolean {
  try {
    return Boolean(lstatSync(path));
  } catch {
    return false;
  }
}

const quoted = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`;

function git(cwd: string, env: NodeJS.ProcessEnv, args: readonly string[], input?: string): string | null {
  try {
    return gitNow(args, { cwd, env, ...(input !== undefined && { input }) });
  } catch {
    return null;
  }
}
