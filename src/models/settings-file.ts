// Where `tierwise.md` lies, the user's and a project's, and how it is read: settings and policy stand in the same two files.
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemReason } from '../errors.ts';

/** What a repository's file may weigh before anybody trusts it. */
const MOST_BYTES = 256 * 1024;

/** Returns where the user's own file is. */
export const ownSettingsFile = (home: string): string => join(home, 'tierwise.md');

/** Returns where a project keeps its own. */
export const projectSettingsFile = (project: string): string => join(project, '.claude', 'tierwise.md');

/** The text of a file, null when there is none, or why it cannot be read, in a sentence behind the file's name. */
export type TextReading = { text: string | null } | { problem: string };

/** Reads the user's own file. */
export function readOwnText(file: string): TextReading {
  try {
    return { text: readFileSync(file, 'utf8') };
  } catch (error) {
    return isMissing(error)
      ? { text: null }
      : { problem: `cannot read the settings: ${systemReason(error)}.` };
  }
}

/** Reads a file that anybody may have written. */
export function readUntrustedText(file: string): TextReading {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) return { text: null };
    if (!stat.isFile()) return { problem: 'it is not a file.' };
    if (stat.size > MOST_BYTES) return { problem: `it is larger than ${MOST_BYTES} bytes.` };
  } catch (error) {
    if (isMissing(error)) return { text: null };
  }
  return readOwnText(file);
}

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Returns the path without links and `..`, as the file system sees it; null when there is nothing. */
export function realPath(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}
