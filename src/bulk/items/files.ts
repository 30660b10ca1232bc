// Files as items: all of a folder, or those a pattern matches; text whole or its beginning, images as images.
import { createHash } from 'node:crypto';
import { type Dirent, lstatSync, readdir } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import type { GlobOptions } from 'tinyglobby';
import type { Access } from '../../access/access.ts';
import { systemReason, UsageError } from '../../errors.ts';
import { encode, isUtf8 } from '../../formats/bytes.ts';
import { GitError, gitNow } from '../../git.ts';
import type { Host } from '../../host.ts';
import { SEND_ANYWAY, secretIn } from '../../secrets.ts';
import { type FilePath, filePath } from './file-path.ts';
import { isOurs } from './our-files.ts';
import type { ImageRef, InputRecord, ItemSource } from './record.ts';

/** Longer text is not read without --head: it is more than any item may hold. */
const LONGEST_TEXT_BYTES = 1024 * 1024;
/** The largest image that the API accepts. */
const LARGEST_IMAGE_BYTES = 5 * 1024 * 1024;
const NOT_ITEMS = ['**/node_modules/**', '**/.git/**'];

/** Files to be read, by path, and those that were left out because they may not be. */
export interface Found {
  paths: readonly FilePath[];
  leftOut: readonly FilePath[];
}

const IMAGES: Record<string, ImageRef['mediaType']> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
};

export const isImage = (path: string): boolean => extname(path).toLowerCase() in IMAGES;

/** The files of a folder, by path: in a git repository those that git tracks or would track, elsewhere all that are not hidden. */
export async function filesIn(folder: string, { env, access }: Pick<Host, 'env' | 'access'>): Promise<Found> {
  const options = { ignore: NOT_ITEMS, followSymbolicLinks: false };
  const listed = tracked(folder, env) ?? (await globBytes('**/*', { ...options, cwd: folder }));
  const found = readable(
    listed.map((path) => join(encode(folder), path)),
    access,
  );
  if (found.paths.length) return found;
  throw new UsageError(
    `${folder} contains no files${inWords(found)}: there is nothing to do. Name another folder.`,
  );
}

/** The files that a pattern matches, by path. */
export async function filesMatching(pattern: string, { access }: Pick<Host, 'access'>): Promise<Found> {
  const options = { ignore: NOT_ITEMS, followSymbolicLinks: false, expandDirectories: false };
  // A character class is one of characters, so names are matched as text; those that are not text, as bytes.
  const named = (await glob(pattern, options)).map(encode);
  const unnamed = (await globBytes(pattern, options)).filter((path) => !isUtf8(path));
  const found = readable([...named, ...unnamed], access);
  if (found.paths.length) return found;
  throw new UsageError(
    `${pattern} matches no files here${inWords(found)}: there is nothing to do. Name another pattern.`,
  );
}

// Loaded only when it is needed.
const glob = async (pattern: string, options: GlobOptions): Promise<string[]> =>
  (await import('tinyglobby')).glob(pattern, options);

/** The same over names as bytes (latin1-carried). */
const globBytes = (pattern: string, options: GlobOptions & { cwd?: string }): Promise<string[]> =>
  glob(encode(pattern), {
    ...options,
    cwd: encode(resolve(options.cwd ?? '.')),
    fs: { readdir: readdirBytes as typeof readdir },
  });

type Listed = (error: NodeJS.ErrnoException | null, entries: Dirent[]) => void;

const readdirBytes = (path: string, _options: object, done: Listed): void =>
  readdir(Buffer.from(path, 'latin1'), { encoding: 'latin1', withFileTypes: true }, done);

function tracked(folder: string, env: NodeJS.ProcessEnv): string[] | null {
  try {
    const listed = gitNow(['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: folder,
      env,
      encoding: 'latin1',
    });
    return listed.split('\0').filter(Boolean);
  } catch (error) {
    // Not a repository, or no git here. What git refuses to read may hold what its rules would leave out.
    if (error instanceof GitError && !error.message.includes('not a git repository')) throw error;
    return null;
  }
}

// No links: what they lead to may lie anywhere.
const realFiles = (paths: readonly string[]): FilePath[] =>
  [...new Set(paths)]
    .sort()
    .map(filePath)
    .filter(({ shown, path }) => !isOurs(shown) && lstatSync(path, { throwIfNoEntry: false })?.isFile());

function readable(paths: readonly string[], access: Access): Found {
  const all = realFiles(paths);
  if (!access.confined) return { paths: all, leftOut: [] };
  // Rules are about text: a name that is none is beyond them.
  const mayRead = ({ path }: FilePath): boolean =>
    typeof path === 'string' && access.whyLeftOut(path) === null;
  return { paths: all.filter(mayRead), leftOut: all.filter((one) => !mayRead(one)) };
}

const MOST_NAMED = 5;

/** `, without 3 that may not be read here (.env, a/.env, x.pem)`; '' when none is left out. */
function inWords({ leftOut }: Found): string {
  if (!leftOut.length) return '';
  const named = leftOut.slice(0, MOST_NAMED).map(({ shown }) => shown);
  const more = leftOut.length > MOST_NAMED ? ', …' : '';
  return `, without ${leftOut.length.toLocaleString('en')} that may not be read here (${named.join(', ')}${more})`;
}

/** Who may read all of these files, as a file mode. */
export const modeOfAll = (paths: readonly FilePath[]): number =>
  paths.reduce((mode, { path }) => mode & (lstatSync(path, { throwIfNoEntry: false })?.mode ?? mode), 0o777);

/** The name that the outputs of a folder or pattern start with. */
export const stemOf = (folder: string): string =>
  /^\.{0,2}[/\\]?$/.test(folder) ? basename(resolve(folder)) || 'files' : folder.replace(/[/\\]+$/, '');

/** One item per file: its path and its text, of which `head` characters are taken; null for all. */
export function filesSource(
  name: string,
  found: Found,
  { access, ...wanted }: Omit<Wanted, 'index' | 'at' | 'secrets'> & { access: Access },
): ItemSource {
  const { head } = wanted;
  const secrets = new Map<string, string>();
  const { paths } = found;
  const images = paths.filter(({ shown }) => isImage(shown)).length;
  const kinds = images ? `, ${images.toLocaleString('en')} of them images` : '';
  const part = head === null ? 'a whole file' : `the first ${head.toLocaleString('en')} characters of a file`;
  return {
    name,
    format: 'jsonl',
    kind: `${paths.length.toLocaleString('en')} files${kinds}${inWords(found)}`,
    itemIs: part,
    async *batches() {
      for (const [index, at] of paths.entries())
        yield [await fileRecord({ ...wanted, index, at, secrets }, access)];
    },
    leftOut: () => inWordsOf(secrets),
  };
}

interface Wanted {
  index: number;
  at: FilePath;
  head: number | null;
  /** Files that are sent although they look like secrets, by name. */
  sendAnyway: readonly string[];
  /** Takes what looks like a secret: what kind, by name. */
  secrets: Map<string, string>;
}

async function fileRecord(
  { index, at, head, sendAnyway, secrets }: Wanted,
  access: Access,
): Promise<InputRecord> {
  const { shown, path } = at;
  const value = { path: shown };
  const record = { line: index + 1, raw: encode(JSON.stringify(value)), eol: '\n', value, label: shown };
  let file: FileHandle | undefined;
  try {
    file = await access.open(path);
    const { size, mtimeMs } = await file.stat();
    const content = isImage(shown)
      ? await imageIn(file, at, { size, access })
      : await textIn(file, shown, size, head);
    const version = `${size} ${mtimeMs}`;
    const kind = sendAnyway.includes(shown)
      ? null
      : secretIn(shown, content.image ? '' : (content.text ?? ''));
    if (!kind) return { ...record, version, ...content };
    secrets.set(shown, kind);
    return { ...record, version, text: shown, problem: `it looks like a secret (${kind})` };
  } catch (error) {
    return {
      ...record,
      version: 'unreadable',
      text: shown,
      problem: `cannot read it: ${systemReason(error)}`,
    };
  } finally {
    await file?.close();
  }
}

/** `Left out, as they look like secrets: .env (a file …). One is sent all the same with --send-anyway=<name>.` */
function inWordsOf(secrets: ReadonlyMap<string, string>): string | null {
  if (!secrets.size) return null;
  const named = [...secrets].slice(0, MOST_NAMED).map(([name, kind]) => `${name} (${kind})`);
  const more = secrets.size > MOST_NAMED ? ` and ${secrets.size - MOST_NAMED} more` : '';
  return `Left out, for what looks like a secret: ${named.join(', ')}${more}. ${SEND_ANYWAY}=<name> sends one all the same.`;
}

type Content = Pick<InputRecord, 'text' | 'image' | 'problem'>;

async function textIn(file: FileHandle, path: string, size: number, head: number | null): Promise<Content> {
  if (head === null && size > LONGEST_TEXT_BYTES)
    return {
      text: path,
      problem: 'the file is too long to ask about whole: --head 20000 takes its beginning',
    };
  const most = head === null ? size : Math.min(size, head * 4); // no character takes more than four bytes
  const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0);
  const bytes = buffer.subarray(0, bytesRead);
  if (bytes.includes(0)) return { text: path, problem: 'it is a binary file' };
  const whole = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const content = head === null ? whole : whole.slice(0, head);
  if (!content.trim()) return { text: path, problem: 'the file is empty' };
  return { text: `path: ${path}\n\n${content}` };
}

async function imageIn(
  file: FileHandle,
  { shown, path }: FilePath,
  { size, access }: { size: number; access: Access },
): Promise<Content> {
  if (!size) return { text: shown, problem: 'the file is empty' };
  if (size > LARGEST_IMAGE_BYTES)
    return { text: shown, problem: 'the image is larger than the 5 MB a model takes' };
  const hash = createHash('sha256');
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) hash.update(chunk);
  const mediaType = IMAGES[extname(shown).toLowerCase()] as ImageRef['mediaType'];
  return {
    text: `path: ${shown}`,
    image: { path, mediaType, hash: hash.digest('base64url'), bytes: () => access.readBytes(path) },
  };
}
