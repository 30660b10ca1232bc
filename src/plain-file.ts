// A file that the user names, read so that nothing else can be: no pipe is waited for, no device touched, no link followed out of
// the folder it is in.
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { UsageError } from './errors.ts';

// What is opened is looked at again: a file may have become something else since.
const READ =
  constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * Checks a file that `name` names from `folder`. Returns its path without links. Throws UsageError when it is not a plain file, or a
 * link leads to it out of `folder` (of its own folder, where it is named by a path outside); and the file system's error.
 */
export function plainFile(name: string, folder: string): string {
  const path = resolve(folder, name);
  refuseOther(statSync(path), name);
  const real = realpathSync.native(path);
  const base = realpathSync.native(isBelow(resolve(folder), path) ? folder : dirname(path));
  if (isBelow(base, real)) return real;
  throw new UsageError(
    `${name} is a link to ${real}, out of its folder. Name that file itself if you mean it.`,
  );
}

/** Returns the bytes of a file that was checked; at most one more than `most`. Throws UsageError, and the file system's error. */
export function readPlainFile(path: string, most: number): Buffer {
  const fd = openSync(path, READ);
  try {
    refuseOther(fstatSync(fd), path);
    const bytes = Buffer.alloc(Math.min(fstatSync(fd).size, most) + 1);
    let length = 0;
    for (let read = -1; read && length < bytes.length; length += read)
      read = readSync(fd, bytes, length, bytes.length - length, null);
    return bytes.subarray(0, length);
  } finally {
    closeSync(fd);
  }
}

function refuseOther(found: Stats, name: string): void {
  if (found.isFile()) return;
  if (found.isDirectory()) throw new UsageError(`${name} is a folder: name the files in it that matter.`);
  const what = found.isFIFO() ? 'a pipe' : found.isSocket() ? 'a socket' : 'a device';
  throw new UsageError(
    `${name} is ${what}, not a file. What a program writes can come on standard input: --file -`,
  );
}

/** Whether a path is a folder or lies below it, by the words alone. */
export const isBelow = (folder: string, path: string): boolean => {
  const inside = relative(folder, path);
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
};
