// How git is started so that none of a repository's programs runs.
import { spawnSync } from 'node:child_process';
import { environmentFor } from './credentials.ts';
import { checkVersion, gitFailure, notStarted } from './git-failure.ts';

export const TIMEOUT_MS = 600_000;
const MOST_BYTES = 512 * 1024 * 1024;

/** What decides how git is started. */
export interface Hardening {
  cwd: string;
  /** The caller's environment, of which git sees little. */
  env: NodeJS.ProcessEnv;
  /** Git's own variables, such as GIT_DIR or an author. */
  set?: Record<string, string>;
  /** Only the folder's own settings count, as they are ours: they name no program. */
  closed?: boolean;
}

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
export function hardened(
  [command = '', ...rest]: readonly string[],
  { cwd, env, set, closed = false }: Hardening,
): { args: string[]; env: NodeJS.ProcessEnv } {
  const fromFolder = FROM_A_FOLDER.includes(command);
  const quiet = {
    ...environmentFor('git', env),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0', // looking at a repository does not touch its index
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: fromFolder ? 'file' : 'none', // wins over all settings
    ...(closed && { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }),
    ...set,
  };
  requireVersion(cwd, quiet);
  const drivers =
    closed || STARTS_NOTHING.has(command) ? [] : withoutDrivers(cwd, { ...quiet, ...asVariables(SETTINGS) });
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

export const spawning = (cwd: string, env: NodeJS.ProcessEnv) =>
  ({ cwd, env, encoding: 'utf8', maxBuffer: MOST_BYTES, timeout: TIMEOUT_MS }) as const;

/** By PATH, the programs that are known to be new enough. */
const newEnough = new Set<string | undefined>();

function requireVersion(cwd: string, env: NodeJS.ProcessEnv): void {
  if (newEnough.has(env.PATH)) return;
  const { stdout, error } = spawnSync('git', ['--version'], spawning(cwd, env));
  if (error) throw notStarted(error, cwd);
  checkVersion(stdout);
  newEnough.add(env.PATH);
}
