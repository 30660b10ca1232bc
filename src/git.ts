// The only place that starts git. A repository may come from anywhere, and its settings can name programs for git to start: none
// of them runs. Git gets no variable that steers it from outside, no credential, and no network.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { environmentFor } from './credentials.ts';
import { systemCode, UsageError } from './errors.ts';
import { checkVersion, GitError, gitFailure } from './git-failure.ts';
import { type Ended, markWithin, runProgram } from './process.ts';

export { GitError } from './git-failure.ts';

const TIMEOUT_MS = 600_000;
const MOST_BYTES = 512 * 1024 * 1024;

export interface GitOptions {
  cwd: string;
  /** The caller's environment, of which git sees little. */
  env: NodeJS.ProcessEnv;
  /** Git's own variables, such as GIT_DIR or an author. */
  set?: Record<string, string>;
  input?: string;
  /** How what git prints is read; latin1 keeps bytes as they are. UTF-8 by default. */
  encoding?: 'utf8' | 'latin1';
  /** By what a later run of ours finds it again. */
  mark?: string;
}

/** Runs git and returns what it prints, without the last line end. Throws GitError, or another UsageError when there is no git. */
export async function git(args: readonly string[], options: GitOptions): Promise<string> {
  const { cwd, input, mark } = options;
  const call = hardened(args, options);
  const ended = await runProgram('git', call.args, {
    cwd,
    env: call.env,
    timeoutMs: TIMEOUT_MS,
    ...(input !== undefined && { input }),
    ...(mark && { mark: markWithin(mark) }),
  }).catch((error: Error) => {
    throw notStarted(error, cwd);
  });
  if (ended.code === 0) return ended.stdout.replace(/\n$/, '');
  throw gitFailure(commandOf(args), ended.stderr || howEnded(ended), cwd);
}

/** The same while everything waits, with the last line end. */
export function gitNow(args: readonly string[], options: Omit<GitOptions, 'mark'>): string {
  const { cwd, input, encoding } = options;
  const call = hardened(args, options);
  const ended = spawnSync('git', call.args, {
    ...spawning(cwd, call.env),
    ...(encoding && { encoding }),
    ...(input !== undefined && { input }),
  });
  if (ended.error && ended.status === null) throw notStarted(ended.error, cwd);
  if (ended.status === 0) return ended.stdout;
  throw gitFailure(commandOf(args), ended.stderr || `it ended with ${ended.status}`, cwd);
}

/** The same in pieces, as they come. Throws GitError at the end when git failed. */
export async function* gitLines(args: readonly string[], options: GitOptions): AsyncGenerator<string> {
  const { cwd } = options;
  const call = hardened(args, options);
  const child = spawn('git', call.args, { cwd, env: call.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', (error) => reject(notStarted(error, cwd)));
    child.on('close', resolve);
  });
  ended.catch(() => {}); // awaited below, after the output
  try {
    yield* child.stdout.setEncoding('utf8');
    const code = await ended;
    if (code !== 0) throw gitFailure(commandOf(args), complaint || `it ended with ${code}`, cwd);
  } finally {
    child.kill();
  }
}

/**
 * Runs git as the user would by typing it, with the programs that the repository and the user have set up: only for what they asked
 * for by name. It sees no credential.
 */
export const gitAsTyped = (
  args: readonly string[],
  { cwd, env }: Pick<GitOptions, 'cwd' | 'env'>,
): Promise<Ended> =>
  runProgram('git', args, { cwd, env: environmentFor(['git', 'check'], env), timeoutMs: TIMEOUT_MS }).catch(
    (error: Error) => {
      throw notStarted(error, cwd);
    },
  );

// What a setting of a repository could start, and what would wait for a person or change how the output reads.
const SETTINGS: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.alternateRefsCommand', 'true'], // an empty one would start the folder it is given
  ['core.pager', 'cat'],
  ['core.editor', 'true'],
  ['sequence.editor', 'true'],
  ['core.askPass', 'true'],
  ['core.sshCommand', 'false'],
  ['core.gitProxy', ''],
  ['credential.helper', ''],
  ['protocol.allow', 'never'],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['diff.ignoreSubmodules', 'dirty'],
  ['diff.submodule', 'short'],
  ['status.submoduleSummary', 'false'],
  ['log.showSignature', 'false'],
  ['merge.verifySignatures', 'false'],
  ['commit.gpgSign', 'false'],
  ['tag.gpgSign', 'false'],
  ['rerere.enabled', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['core.quotePath', 'false'],
  ['advice.detachedHead', 'false'],
];

// Files select these by name in .gitattributes, so the names have to be known to take their programs away.
const DRIVERS = '^(filter|merge|hook)\\.';
const WITHOUT: Record<string, readonly (readonly [string, string])[]> = {
  filter: [
    ['clean', ''],
    ['smudge', ''],
    ['process', ''],
    ['required', 'false'],
  ],
  // An empty driver would take our side for the result; this one merges as git does by itself.
  merge: [['driver', 'git merge-file --marker-size=%L %A %O %B']],
  hook: [
    ['enabled', 'false'],
    ['command', 'true'],
  ],
};

// For converters and programs that show differences, git has options; so it has for what would run git in a submodule.
const SHOWS_DIFFERENCES = ['diff', 'log', 'show', 'diff-tree'];
const PLAIN_DIFFERENCES = [
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=dirty',
  '--submodule=short',
];
const READS_SUBMODULES = ['status'];
// These read objects, names and settings: no file goes through a filter, nothing is merged, no hook runs.
const STARTS_NOTHING = new Set([
  ...['rev-parse', 'rev-list', 'merge-base', 'ls-tree', 'diff-tree', 'cat-file'],
  ...['config', 'check-attr', 'check-ignore', 'write-tree', 'commit-tree'],
]);
// These take objects from another folder of this machine, ours or the user's.
const FROM_A_FOLDER = ['clone', 'fetch'];

/** The arguments and the whole environment with which git starts none of a repository's programs. */
function hardened(
  [command = '', ...rest]: readonly string[],
  { cwd, env, set }: Pick<GitOptions, 'cwd' | 'env' | 'set'>,
): { args: string[]; env: NodeJS.ProcessEnv } {
  const fromFolder = FROM_A_FOLDER.includes(command);
  const quiet = {
    ...environmentFor('git', env),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0', // looking at a repository does not touch its index
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: fromFolder ? 'file' : 'none', // wins over all settings
    ...set,
  };
  requireVersion(cwd, quiet);
  const drivers = STARTS_NOTHING.has(command)
    ? []
    : withoutDrivers(cwd, { ...quiet, ...asVariables(SETTINGS) });
  return {
    args: [
      command,
      ...(SHOWS_DIFFERENCES.includes(command) ? PLAIN_DIFFERENCES : []),
      ...(READS_SUBMODULES.includes(command) ? ['--ignore-submodules=dirty'] : []),
      ...(fromFolder ? ['--upload-pack=git-upload-pack'] : []),
      ...rest,
    ],
    env: { ...quiet, ...asVariables([...SETTINGS, ...drivers]) },
  };
}

/** Settings as the variables that win over every file. */
const asVariables = (settings: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(settings.length)],
    ...settings.flatMap(([name, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, name],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ]);

/** What takes the programs away from every filter, merge driver and named hook that is set anywhere. */
function withoutDrivers(cwd: string, env: NodeJS.ProcessEnv): (readonly [string, string])[] {
  const args = ['config', '-z', '--name-only', '--get-regexp', DRIVERS];
  const { status, stdout, stderr, error } = spawnSync('git', args, spawning(cwd, env));
  if (error && status === null) throw notStarted(error, cwd);
  if (status !== 0 && status !== 1) throw gitFailure('config', stderr, cwd); // 1: there is none
  const named = new Set(
    stdout.split('\0').flatMap((name) => (/^(\w+\.[\s\S]+)\.[^.]*$/.exec(name)?.[1] ? [driverIn(name)] : [])),
  );
  return [...named].flatMap((driver) =>
    (WITHOUT[driver.slice(0, driver.indexOf('.')).toLowerCase()] ?? []).map(
      ([key, value]) => [`${driver}.${key}`, value] as const,
    ),
  );
}

// `filter.a.b.clean` is the key `clean` of the filter `a.b`.
const driverIn = (name: string): string => name.slice(0, name.lastIndexOf('.'));

const spawning = (cwd: string, env: NodeJS.ProcessEnv) =>
  ({ cwd, env, encoding: 'utf8', maxBuffer: MOST_BYTES, timeout: TIMEOUT_MS }) as const;

const commandOf = ([command = '']: readonly string[]): string => command;

const howEnded = ({ code, ended }: Ended): string =>
  ended === 'timeout' ? `it did not end within ${TIMEOUT_MS / 60_000} minutes` : `it ended with ${code}`;

/** By PATH, the programs that are known to be new enough. */
const newEnough = new Set<string | undefined>();

function requireVersion(cwd: string, env: NodeJS.ProcessEnv): void {
  if (newEnough.has(env.PATH)) return;
  const { stdout, error } = spawnSync('git', ['--version'], spawning(cwd, env));
  if (error) throw notStarted(error, cwd);
  checkVersion(stdout);
  newEnough.add(env.PATH);
}

function notStarted(error: Error, cwd: string): UsageError {
  if (!existsSync(cwd)) return new GitError(`the folder ${cwd} is gone`);
  if (systemCode(error) === 'ENOENT')
    return new UsageError('git is not installed, or not on the PATH. Get it: https://git-scm.com/downloads');
  return new UsageError(`git cannot be started: ${error.message}.`);
}
