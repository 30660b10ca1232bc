// What the respondents are shown beside the question: the files and the diff the user names, and nothing else.
import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { systemReason, UsageError } from '../errors.ts';
import { gitNow } from '../git.ts';
import type { Host } from '../host.ts';
import { counted } from '../terminal/format.ts';

/** More than this fits the window of no current coding CLI (272,000 tokens, three bytes each, and room for its own prompt). */
const MOST_BYTES = 600_000;

export interface Material {
  /** Named files, by the name the user gave. */
  files: { name: string; text: string }[];
  diff: Diff | null;
}

export interface Diff {
  /** Where it is from, in words: `git diff HEAD`. */
  origin: string;
  text: string;
  /** The text of a changed file after the change, by its path in the diff; null when it cannot be read. */
  after: (path: string) => string | null;
}

type Shown = Pick<Host, 'cwd' | 'env' | 'stdin' | 'access'>;

/** Returns the named files (`-` is stdin) and the diff. Throws UsageError when one cannot be read or all is too long. */
export async function gather(
  files: readonly string[],
  diff: string | true | undefined,
  host: Shown,
): Promise<Material> {
  if (files.filter((name) => name === '-').length + (diff === '-' ? 1 : 0) > 1)
    throw new UsageError('Standard input can be read only once: give "-" for one file or for the diff.');
  const material: Material = {
    files: await Promise.all(
      files.map(async (name) => ({
        name: name === '-' ? 'standard input' : name,
        text: await readText(name, host),
      })),
    ),
    diff: diff === undefined ? null : await readDiff(diff, host),
  };
  const bytes = Buffer.byteLength(
    material.files.map(({ text }) => text).join('') + (material.diff?.text ?? ''),
  );
  if (bytes > MOST_BYTES) {
    throw new UsageError(
      `Files and diff are ${Math.round(bytes / 1000)} KB together; at most ${MOST_BYTES / 1000} KB fit. Name fewer files or a smaller range.`,
    );
  }
  return material;
}

/** `2 files and git diff HEAD, 12 KB`. */
export function describe({ files, diff }: Material): string {
  const bytes = Buffer.byteLength(files.map(({ text }) => text).join('') + (diff?.text ?? ''));
  const parts = [files.length ? counted(files.length, 'file') : '', diff?.origin ?? ''].filter(Boolean);
  return parts.length
    ? `${parts.join(' and ')}, ${Math.max(1, Math.round(bytes / 1000))} KB`
    : 'the question alone';
}

async function readText(name: string, { cwd, stdin, access }: Shown): Promise<string> {
  let bytes: Buffer;
  try {
    if (name === '-') access.checkNamed(name);
    if (name !== '-') refusePipes(name, cwd);
    bytes = name === '-' ? await buffer(stdin) : access.readBytes(resolve(cwd, name));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'EISDIR')
      throw new UsageError(`${name} is a folder: name the files in it that matter.`);
    throw new UsageError(`${name}: cannot read it: ${systemReason(error)}.`);
  }
  if (bytes.includes(0)) throw new UsageError(`${name} is not a text file.`);
  return bytes.toString('utf8');
}

// To read a pipe is to wait for whoever writes it, and a device may have no end.
function refusePipes(name: string, cwd: string): void {
  const found = statSync(resolve(cwd, name), { throwIfNoEntry: false });
  if (found && !found.isFile() && !found.isDirectory())
    throw new UsageError(`${name} is a pipe or a device. Name a file, or give "-" for standard input.`);
}

async function readDiff(range: string | true, host: Shown): Promise<Diff> {
  const { cwd, env, access } = host;
  if (range === '-') {
    const text = await readText('-', host);
    return checked({ origin: 'the diff on standard input', text, after: fileIn(host) });
  }
  const named = range === true ? 'HEAD' : range;
  if (named.startsWith('-'))
    throw new UsageError(`"${named}" is not a range of commits. Expected one such as main...HEAD.`);
  access.checkRange(named);
  // Where it finds none, git diff compares files instead.
  git(cwd, env, ['rev-parse', '--git-dir']);
  const commits = access.confined ? asCommits(named, host) : named;
  const hidden = access.confined ? leftOutOf(commits, host) : [];
  const text = git(cwd, env, [
    'diff',
    '--no-color',
    '--relative',
    ...['--src-prefix=a/', '--dst-prefix=b/'], // whatever the user's settings say
    commits,
    '--',
    ...hidden.map((path) => `:(exclude,literal)${path}`),
  ]);
  // What stands on the right of the dots is the state after the change; without any it is the working tree.
  const right = /\.\.\.?(.*)$/.exec(commits)?.[1];
  const after = right === undefined ? fileIn(host) : fileAt(host, right || 'HEAD');
  const left = right === undefined ? untracked(cwd, env) : '';
  return checked({ origin: `git diff ${named}${left}${without(hidden)}`, text, after });
}

/** The same range with the ids of its commits, so that no name in it can stand for a file's content. Throws UsageError. */
function asCommits(range: string, { cwd, env }: Shown): string {
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
function leftOutOf(commits: string, { cwd, env, access }: Shown): string[] {
  const listed = git(cwd, env, ['diff', '--name-only', '-z', '--no-renames', '--relative', commits, '--']);
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
function untracked(folder: string, env: NodeJS.ProcessEnv): string {
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
  ({ cwd, access }: Shown) =>
  (path: string): string | null => {
    if (relative(cwd, join(cwd, path)).startsWith('..')) return null;
    try {
      return access.readText(join(cwd, path));
    } catch {
      return null;
    }
  };

const fileAt =
  ({ cwd, env, access }: Shown, revision: string) =>
  (path: string): string | null => {
    if (access.whyLeftOut(path) !== null) return null;
    try {
      return git(cwd, env, ['show', `${revision}:./${path}`]);
    } catch {
      return null;
    }
  };

const git = (folder: string, env: NodeJS.ProcessEnv, args: readonly string[]): string =>
  gitNow(args, { cwd: folder, env });
