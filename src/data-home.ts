import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemCode } from './errors.ts';

/** Returns the folder where Tierwise keeps answers and settings, shared by the command and the hooks. */
export const dataHome = (env: NodeJS.ProcessEnv): string =>
  env.TIERWISE_HOME || join(claudeHome(env), 'tierwise');

/** Returns the folder where Claude Code keeps its own. */
export const claudeHome = (env: NodeJS.ProcessEnv): string =>
  env.CLAUDE_CONFIG_DIR || join(userHome(env), '.claude');

/** Returns the user's home folder. */
export const userHome = (env: NodeJS.ProcessEnv): string => env.HOME || homedir();

/**
 * Makes a folder, and those above it, for the user only. Throws the file system's error. Node's own recursive mkdir reports
 * ENOENT on a read-only disk, and never returns under /proc.
 */
export function makePrivateFolder(folder: string): void {
  try {
    make(folder);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    makePrivateFolder(dirname(folder));
    make(folder);
  }
}

function make(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  }
}
