import { statSync } from 'node:fs';

/** Returns what tells this very program from another version of it, for what is kept of what it worked out. Throws the file system's error. */
export function thisProgram(): string {
  const { size, mtimeMs } = statSync(__filename);
  return `${__filename} ${size} ${mtimeMs}`;
}
