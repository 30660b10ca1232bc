// What an output path leads to: a file, once its links are followed, or something that is written through.
import { readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { systemCode } from '../../errors.ts';

export type Target =
  | { kind: 'stdout' }
  /** A device, a pipe or a descriptor of this process: it is not replaced, and what it holds stays. */
  | { kind: 'stream'; path: string }
  /** `path` is what the last link leads to; `found` is null when there is nothing yet. */
  | { kind: 'file'; path: string; found: Stats | null };

/** Returns what `file` leads to; `-` is stdout. Throws the system's error, EISDIR for a folder. */
export function targetOf(file: string): Target {
  if (file === '-') return { kind: 'stdout' };
  const found = statSync(file, { throwIfNoEntry: false }) ?? null;
  if (found?.isDirectory()) throw Object.assign(new Error(`${file} is a folder`), { code: 'EISDIR' });
  if (found && !found.isFile()) return { kind: 'stream', path: file };
  const path = lastOfLinks(file);
  // Of a descriptor's file, only the shell knows which part is to be kept.
  if (/^\/(?:proc\/[^/]+(?:\/task\/\d+)?|dev)\/fd\/\d+$/.test(path)) return { kind: 'stream', path: file };
  return { kind: 'file', path, found };
}

const MOST_LINKS = 40;

/** Where links lead, also to a place that is empty yet, short of a process's descriptors, which only look like links. */
function lastOfLinks(file: string): string {
  let at = resolve(file);
  for (let link = 0; link < MOST_LINKS; link++) {
    const folder = realpathSync(dirname(at));
    const path = join(folder, at.slice(dirname(at).length));
    if (/\/fd$/.test(folder)) return path;
    const next = linkAt(path);
    if (next === null) return path;
    at = resolve(folder, next);
  }
  throw Object.assign(new Error(`${file}: too many links`), { code: 'ELOOP' });
}

function linkAt(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (code === 'EINVAL' || code === 'ENOENT' || code === 'UNKNOWN') return null; // it is no link, or nothing
    throw error;
  }
}
