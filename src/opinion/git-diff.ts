// The diff that is shown: which files of the repository, and how each of them reads after the change.
import { realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from '../errors.ts';
import { gitNow } from '../git.ts';
import type { Host } from '../host.ts';
import { isBelow, plainFile, readPlainFile } from '../plain-file.ts';
import { counted } from '../terminal/format.ts';
import { unmarked } from './diff.ts';
import {
  ATTRIBUTE_ARGS,
  type Changed,
  type Generated,
  generatedIn,
  LOOKED_AT,
  markedIn,
  withoutGenerated,
} from './generated.ts';

/** Of a changed file, evidence is looked for in no more than this. */
const MOST_READ = 20_000_000;
/** To see whether a program wrote them, this many changed files are read: each costs some milliseconds. */
const MOST_FILES_READ = 300;

export interface Diff {
  /** Where it is from, in words: `git diff HEAD`. */
  origin: string;
  text: string;
  /** The text of a changed file after the change, by its path in the diff; null when it cannot be read. */
  after: (path: string) => string | null;
  /** What may stand before a path: the folder it is in, by its name and by its whole path. */
  folders?: string[];
}

export interface DiffWanted {
  /** A range of commits, `-` for standard input, true for HEAD. */
  range: string | true;
  /** What is in the index, not the working tree. */
  staged?: boolean;
  /** Paths and patterns of git's, from the current folder; all files without any. */
  paths?: readonly string[];
}

type Place = Pick<Host, 'cwd' | 'env' | 'access'>;

/** Returns a diff that came as text. Throws UsageError when it shows no change. */
export const stdinDiff = (text: string, { cwd, env, access }: Place): Diff =>
  checked({
    origin: 'the diff on standard input',
    text,
    after: fileIn(top(cwd, env) ?? cwd, access),
    ...named(cwd, env),
  });

/** Returns the diff that git makes: of the whole repository, unless paths are named or this is a session. Throws UsageError. */
export function gitDiff({ range, staged = false, paths = [] }: DiffWanted, place: Place): Diff {
  const { cwd, env, access } = place;
  const given = range === true ? 'HEAD' : range;
  if (given.startsWith('-'))
    throw new UsageError(`"${given}" is not a range of commits. Expected one such as main...HEAD.`);
  access.checkRange(given);
  if (access.confined && (staged || paths.length))
    throw new UsageError(
      'In a session the diff is of a range of commits. Run tierwise opinion for --staged or paths.',
    );
  // Where it finds none, git diff compares files instead.
  git(cwd, env, ['rev-parse', '--git-dir']);
  const commits = access.confined ? asCommits(given, place) : given;
  const scope = [access.confined ? '--relative' : '--no-relative', ...(staged ? ['--cached'] : []), commits];
  const hidden = access.confined ? leftOutOf(scope, place) : [];
  const after = afterOf(commits, staged, place);
  const generated = generatedOf({ scope, paths, hidden, after }, place);
  const excluded = [
    ...hidden.map((path) => `:(exclude,literal)${path}`),
    ...generated.map(({ path }) => `:(${access.confined ? '' : 'top,'}exclude,literal)${path}`),
  ];
  const text = git(cwd, env, [
    ...['diff', '--no-color', '--src-prefix=a/', '--dst-prefix=b/'], // whatever the user's settings say
    ...scope,
    '--',
    ...paths,
    ...excluded,
  ]);
  const words = `git diff ${staged ? '--staged ' : ''}${given}${paths.map((path) => ` ${path}`).join('')}`;
  const left = `${hasOwnEnd(commits) || staged ? '' : untracked(place)}${without(hidden)}${withoutGenerated(generated, access.confined)}`;
  if (generated.length && !text.trim())
    throw new UsageError(
      `${words} shows nothing that people wrote${withoutGenerated(generated, access.confined)}.`,
    );
  return checked({
    origin: `${words}${left}`,
    text,
    after,
    ...named(cwd, env),
  });
}

/** What stands on the right of the dots; null without dots, when the change ends in the working tree. */
const endOf = (commits: string): string | null => /\.\.\.?(.*)$/.exec(commits)?.[1] ?? null;
const hasOwnEnd = (commits: string): boolean => endOf(commits) !== null;

/** How files read after the change: in the index, at the end of the range, or in the working tree. */
function afterOf(commits: string, staged: boolean, place: Place): Diff['after'] {
  const { cwd, env, access } = place;
  const from = access.confined ? './' : '';
  const end = endOf(commits);
  if (staged) return fileAt(place, `:${from}`);
  if (end !== null) return fileAt(place, `${end || 'HEAD'}:${from}`);
  return fileIn(access.confined ? cwd : (top(cwd, env) ?? cwd), access);
}

/** The folder of the whole repository; null outside of any. */
function top(cwd: string, env: NodeJS.ProcessEnv): string | null {
  try {
    return git(cwd, env, ['rev-parse', '--show-toplevel']).trim() || null;
  } catch {
    return null;
  }
}

function named(cwd: string, env: NodeJS.ProcessEnv): Pick<Diff, 'folders'> {
  const root = top(cwd, env) ?? cwd;
  const inner = cwd.startsWith(`${root}/`) ? [cwd, cwd.slice(root.length + 1)] : [];
  return { folders: [root, basename(root), ...inner] };
}

/** The changed files that nobody wrote by hand, unless paths are named: who names one wants it. */
function generatedOf({ scope, paths, hidden, after }: Changes, { cwd, env, access }: Place): Generated[] {
  if (paths.length) return [];
  const listed = git(cwd, env, ['diff', '--numstat', '-z', '--no-renames', ...scope, '--']);
  const changed = listed.split('\0').flatMap((row): Changed[] => {
    const [added, removed, path = ''] = row.split('\t');
    // Of a binary file git says "-".
    return path && !hidden.includes(path) ? [{ path, lines: Number(added) + Number(removed) }] : [];
  });
  const folder = access.confined ? cwd : (top(cwd, env) ?? cwd);
  const input = changed.map(({ path }) => `${path}\0`).join('');
  const marked = markedIn(input && gitNow(ATTRIBUTE_ARGS, { cwd: folder, env, input }));
  // Of a file that is gone, its diff shows how it began.
  const gone = (path: string): string =>
    unmarked(git(folder, env, ['diff', '--no-color', ...scope, '--', `:(literal)${path}`]));
  let read = 0;
  const beginning = (path: string): string | null =>
    read++ < MOST_FILES_READ ? (after(path) ?? gone(path)).slice(0, LOOKED_AT) : null;
  return generatedIn(changed, { marked, beginning });
}

interface Changes {
  scope: readonly string[];
  paths: readonly string[];
  /** Files that may not be shown. */
  hidden: readonly string[];
  after: Diff['after'];
}

/** The same range with the ids of its commits, so that no name in it can stand for a file's content. Throws UsageError. */
function asCommits(range: string, { cwd, env }: Place): string {
  const [, left = '', dots = '', right = ''] = /^(.*?)(\.{2,3}|$)(.*)$/s.exec(range) ?? [];
  const idOf = (name: string): string =>
    git(cwd, env, [
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${name || 'HEAD'}^{commit}`,
    ]).trim();
  try {
    return dots ? `${idOf(left)}${dots}${idOf(right)}` : idOf(left);
  } catch {
    throw new UsageError(`"${range}" is not a range of commits. Expected one such as main...HEAD.`);
  }
}

const MOST_LEFT_OUT = 1000;

/** The changed files that may not be shown, by path; both names of one that was moved. */
function leftOutOf(scope: readonly string[], { cwd, env, access }: Place): string[] {
  const listed = git(cwd, env, ['diff', '--name-only', '-z', '--no-renames', ...scope, '--']);
  const hidden = listed.split('\0').filter((path) => path && access.whyLeftOut(path) !== null);
  if (hidden.length <= MOST_LEFT_OUT) return hidden;
  throw new UsageError(`${hidden.length} of the changed files may not be shown here. Name a smaller range.`);
}

const MOST_NAMED = 5;

function without(hidden: readonly string[]): string {
  if (!hidden.length) return '';
  const more = hidden.length > MOST_NAMED ? ', …' : '';
  return ` (without ${counted(hidden.length, 'file')} that may not be shown here: ${hidden.slice(0, MOST_NAMED).join(', ')}${more})`;
}

/** A word about new files, which no diff shows before they are added. */
function untracked({ cwd, env, access }: Place): string {
  const folder = access.confined ? cwd : (top(cwd, env) ?? cwd);
  const files = git(folder, env, ['ls-files', '--others', '--exclude-standard']).split('\n').filter(Boolean);
  return files.length ? ` (without ${counted(files.length, 'file')} git does not track)` : '';
}

function checked(diff: Diff): Diff {
  if (diff.text.trim()) return diff;
  throw new UsageError(
    `${diff.origin} shows no change. Name a range with --diff <range>, such as main...HEAD.`,
  );
}

const fileIn =
  (folder: string, access: Host['access']) =>
  (path: string): string | null => {
    if (!isBelow(folder, join(folder, path))) return null;
    try {
      if (access.confined) return access.readText(join(folder, path));
      // The change is of the file at that place, not of one that a link leads to.
      const real = plainFile(path, folder);
      return real === join(realpathSync.native(folder), path)
        ? readPlainFile(real, MOST_READ).toString('utf8')
        : null;
    } catch {
      return null;
    }
  };

/** `from` is what git wants before the path: `HEAD:`, or `:` for the index. */
const fileAt =
  ({ cwd, env, access }: Place, from: string) =>
  (path: string): string | null => {
    if (access.whyLeftOut(path) !== null) return null;
    try {
      return git(cwd, env, ['show', `${from}${path}`]);
    } catch {
      return null;
    }
  };

const git = (folder: string, env: NodeJS.ProcessEnv, args: readonly string[]): string =>
  gitNow(args, { cwd: folder, env });
