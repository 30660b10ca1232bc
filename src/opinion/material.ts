// What the respondents are shown beside the question: the files and the diff the user names, and nothing else.
import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemReason, UsageError } from '../errors.ts';
import { gitNow } from '../git.ts';
import type { Host } from '../host.ts';
import { isBelow, plainFile, readPlainFile } from '../plain-file.ts';
import { refuseSecrets, type Secret, secretIn } from '../secrets.ts';
import { counted } from '../terminal/format.ts';
import { changedParts, unmarked } from './diff.ts';

/** More than this fits the window of no current coding CLI (272,000 tokens, three bytes each, and room for its own prompt). */
const MOST_BYTES = 600_000;
/** Of a changed file, evidence is looked for in no more than this. */
const MOST_READ = 20_000_000;

/** The name of what came on standard input. */
const STDIN = 'standard input';
/** Changed files that are named before a diff is sent. */
const MOST_CHANGED = 20;

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
  /** What may stand before a path: the folder it is in, by its name and by its whole path. */
  folders?: string[];
}

type Shown = Pick<Host, 'cwd' | 'env' | 'stdin' | 'access'>;

/**
 * Returns the named files (`-` is stdin) and the diff. Throws UsageError when one cannot be read, looks like a secret and is not
 * among those to `sendAnyway`, or all is too long.
 */
export async function gather(
  files: readonly string[],
  diff: string | true | undefined,
  host: Shown,
  sendAnyway: readonly string[] = [],
): Promise<Material> {
  if (files.filter((name) => name === '-').length + (diff === '-' ? 1 : 0) > 1)
    throw new UsageError('Standard input can be read only once: give "-" for one file or for the diff.');
  const material: Material = {
    files: await Promise.all(
      files.map(async (name) => ({
        name: name === '-' ? STDIN : name,
        text: await readText(name, host),
      })),
    ),
    diff: diff === undefined ? null : await readDiff(diff, host),
  };
  const bytes = bytesOf(material);
  if (bytes > MOST_BYTES) {
    throw new UsageError(
      `Files and diff are ${Math.round(bytes / 1000)} KB together; at most ${MOST_BYTES / 1000} KB fit. Name fewer files or a smaller range.`,
    );
  }
  refuseSecrets(secretsIn(material, host.cwd), sendAnyway);
  return material;
}

const bytesOf = ({ files, diff }: Material): number =>
  Buffer.byteLength(files.map(({ text }) => text).join('') + (diff?.text ?? ''));

/** What looks like a secret, by the name it is sent under; the whole diff, too, as one secret may cross its files. */
function secretsIn({ files, diff }: Material, cwd: string): Secret[] {
  const parts = diff ? changedParts(diff.text) : [];
  const found = [
    ...files.map(({ name, text }) => ({
      name: name === STDIN ? '-' : name,
      // A link does not hide what it leads to.
      kind: secretIn(name, text) ?? (name === STDIN ? null : secretIn(realName(name, cwd), '')),
    })),
    ...parts.map(({ name, names, text }) => ({
      name,
      kind: names.map((one) => secretIn(one, text)).find(Boolean) ?? null,
    })),
  ];
  if (diff && !found.some(({ kind }) => kind))
    found.push({ name: '-', kind: secretIn('', unmarked(diff.text)) });
  return found.flatMap(({ name, kind }) => (kind ? [{ name, kind }] : []));
}

function realName(name: string, cwd: string): string {
  try {
    return realpathSync.native(resolve(cwd, name));
  } catch {
    return name;
  }
}

/** `a.md, b.md and git diff HEAD of c.ts, 12 KB`: every file that was named, and what of them is most of a diff. */
export function describe({ files, diff }: Material): string {
  const parts = [files.map(({ name }) => name).join(', '), diff ? inWords(diff) : ''].filter(Boolean);
  const kilobytes = Math.max(1, Math.round(bytesOf({ files, diff }) / 1000));
  return parts.length ? `${parts.join(' and ')}, ${kilobytes} KB` : 'the question alone';
}

function inWords({ origin, text }: Diff): string {
  const names = [...new Set(changedParts(text).map(({ name }) => name))];
  if (!names.length) return origin;
  const more =
    names.length > MOST_CHANGED ? ` and ${counted(names.length - MOST_CHANGED, 'other file')}` : '';
  return `${origin}: ${names.slice(0, MOST_CHANGED).join(', ')}${more}`;
}

async function readText(name: string, { cwd, stdin, access }: Shown): Promise<string> {
  let bytes: Buffer;
  try {
    if (name === '-') access.checkNamed(name);
    bytes = name === '-' ? await upTo(MOST_BYTES, stdin) : readNamed(name, { cwd, access });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${name}: cannot read it: ${systemReason(error)}.`);
  }
  if (bytes.includes(0)) throw new UsageError(`${name} is not a text file.`);
  return bytes.toString('utf8');
}

/** In a session a file is refused for what is known of its name before it is looked at. */
function readNamed(name: string, { cwd, access }: Pick<Shown, 'cwd' | 'access'>): Buffer {
  if (access.confined) return access.readBytes(resolve(cwd, name));
  return readPlainFile(plainFile(name, cwd), MOST_BYTES);
}

/** What a stream holds; once that is more than `most` bytes, no more of it is read. */
async function upTo(most: number, stream: Host['stdin']): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length > most) break;
  }
  return Buffer.concat(chunks);
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
    if (!isBelow(cwd, join(cwd, path))) return null;
    try {
      if (access.confined) return access.readText(join(cwd, path));
      // The change is of the file at that place, not of one that a link leads to.
      const real = plainFile(path, cwd);
      return real === join(realpathSync.native(cwd), path)
        ? readPlainFile(real, MOST_READ).toString('utf8')
        : null;
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
