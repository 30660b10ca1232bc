// Files as items: all of a folder, or those a pattern matches; text whole or its beginning, images as images.
import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import type { GlobOptions } from 'tinyglobby';
import { systemReason, UsageError } from '../../errors.ts';
import { encode } from '../../formats/bytes.ts';
import { GitError, gitNow } from '../../git.ts';
import { isOurs } from './our-files.ts';
import type { ImageRef, InputRecord, ItemSource } from './record.ts';

/** Longer text is not read without --head: it is more than any item may hold. */
const LONGEST_TEXT_BYTES = 1024 * 1024;
/** The largest image that the API accepts. */
const LARGEST_IMAGE_BYTES = 5 * 1024 * 1024;
const NOT_ITEMS = ['**/node_modules/**', '**/.git/**'];

const IMAGES: Record<string, ImageRef['mediaType']> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
};

export const isImage = (path: string): boolean => extname(path).toLowerCase() in IMAGES;

/** The files of a folder, by path: in a git repository those that git tracks or would track, elsewhere all that are not hidden. */
export async function filesIn(folder: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const listed =
    tracked(folder, env) ??
    (await glob('**/*', { cwd: folder, ignore: NOT_ITEMS, followSymbolicLinks: false }));
  const paths = realFiles(listed.map((path) => join(folder, path)));
  if (paths.length) return paths;
  throw new UsageError(`${folder} contains no files: there is nothing to do.`);
}

// Loaded only when it is needed.
const glob = async (pattern: string, options: GlobOptions): Promise<string[]> =>
  (await import('tinyglobby')).glob(pattern, options);

/** The files that a pattern matches, by path. */
export async function filesMatching(pattern: string): Promise<string[]> {
  const options = { ignore: NOT_ITEMS, followSymbolicLinks: false, expandDirectories: false };
  const paths = realFiles(await glob(pattern, options));
  if (paths.length) return paths;
  throw new UsageError(`${pattern} matches no files here: there is nothing to do.`);
}

function tracked(folder: string, env: NodeJS.ProcessEnv): string[] | null {
  try {
    const listed = gitNow(['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: folder,
      env,
    });
    return listed.split('\0').filter(Boolean);
  } catch (error) {
    // Not a repository, or no git here. What git refuses to read may hold what its rules would leave out.
    if (error instanceof GitError && !error.message.includes('not a git repository')) throw error;
    return null;
  }
}

// No links: what they lead to may lie anywhere.
const realFiles = (paths: string[]): string[] =>
  [...new Set(paths)]
    .filter((path) => !isOurs(path) && lstatSync(path, { throwIfNoEntry: false })?.isFile())
    .sort();

/** The name that the outputs of a folder or pattern start with. */
export const stemOf = (folder: string): string =>
  /^\.{0,2}[/\\]?$/.test(folder) ? basename(resolve(folder)) || 'files' : folder.replace(/[/\\]+$/, '');

/** One item per file: its path and its text, of which `head` characters are taken; null for all. */
export function filesSource(name: string, paths: readonly string[], head: number | null): ItemSource {
  const images = paths.filter(isImage).length;
  const kinds = images ? `, ${images.toLocaleString('en')} of them images` : '';
  const part = head === null ? 'a whole file' : `the first ${head.toLocaleString('en')} characters of a file`;
  return {
    name,
    format: 'jsonl',
    kind: `${paths.length.toLocaleString('en')} files${kinds}`,
    itemIs: part,
    async *records(): AsyncGenerator<InputRecord> {
      for (const [index, path] of paths.entries()) yield await fileRecord(index, path, head);
    },
  };
}

async function fileRecord(index: number, path: string, head: number | null): Promise<InputRecord> {
  const value = { path };
  const record = { line: index + 1, raw: encode(JSON.stringify(value)), eol: '\n', value, label: path };
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const { size, mtimeMs } = await file.stat();
    const content = isImage(path) ? await imageIn(file, path, size) : await textIn(file, path, size, head);
    return { ...record, version: `${size} ${mtimeMs}`, ...content };
  } catch (error) {
    return {
      ...record,
      version: 'unreadable',
      text: path,
      problem: `cannot read it: ${systemReason(error)}`,
    };
  } finally {
    await file?.close();
  }
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

async function imageIn(file: FileHandle, path: string, size: number): Promise<Content> {
  if (!size) return { text: path, problem: 'the file is empty' };
  if (size > LARGEST_IMAGE_BYTES)
    return { text: path, problem: 'the image is larger than the 5 MB a model takes' };
  const hash = createHash('sha256');
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) hash.update(chunk);
  const mediaType = IMAGES[extname(path).toLowerCase()] as ImageRef['mediaType'];
  return { text: `path: ${path}`, image: { path, mediaType, hash: hash.digest('base64url') } };
}
