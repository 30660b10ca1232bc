// Parts of the program with what V8 made of them at an earlier start: reading that takes half the time of compiling. Only a cache, of
// this program and this Node, in a folder that nobody else can write to; whatever is wrong with it, the part is compiled.
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { makePrivateFolder, userHome } from './data-home.ts';

/** A part that was loaded. */
export interface Compiled {
  exports: unknown;
  /** Whether it was there compiled. */
  isKept: boolean;
  script: Script;
  label: string;
  /** The file for what V8 makes of it. */
  kept: string;
}

/**
 * Loads `file`: CommonJS in one file, which requires nothing by a relative path. Called with the environment, which says where a user's
 * caches are. Throws what the part throws.
 */
export function loadCompiled(file: string, env: NodeJS.ProcessEnv): Compiled {
  const kept = join(cacheFolder(env), `${basename(file)}.bin`);
  const label = labelOf(file);
  const cachedData = readKept(kept, label);
  const code = readFileSync(file, 'latin1'); // what is built is ASCII
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
  return { ...module, isKept: cachedData !== null && !script.cachedDataRejected, script, label, kept };
}

/**
 * Has Node itself keep what V8 makes of all parts that are loaded from now on. Called with the environment, which says where a user's
 * caches are, and what tells Node the folder. Throws nothing of the file system's.
 */
export function keepPartsCompiled(env: NodeJS.ProcessEnv, keepIn: (folder: string) => unknown): void {
  if (!process.getuid) return;
  try {
    const folder = cacheFolder(env);
    makePrivateFolder(folder);
    const { uid, mode } = statSync(folder);
    if (uid === process.getuid() && !(mode & OTHERS_MAY_WRITE)) keepIn(folder);
  } catch {
    // Then they are compiled each time.
  }
}

/** Where a user's programs keep what they can make anew. */
function cacheFolder(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || join(userHome(env), '.cache'), 'tierwise');
}

/** What V8 cannot know: that the file is the one it compiled, and all of it is there. */
function labelOf(file: string): string {
  const { size, mtimeMs } = statSync(file);
  return `${JSON.stringify([1, file, size, mtimeMs, process.version, process.arch])}`;
}

const OTHERS_MAY_WRITE = 0o022;

function readKept(kept: string, label: string): Buffer | null {
  let fd: number | null = null;
  try {
    fd = openSync(kept, 'r');
    const { uid, mode } = fstatSync(fd);
    if (uid !== process.getuid?.() || mode & OTHERS_MAY_WRITE) return null;
    const bytes = readFileSync(fd);
    const end = bytes.indexOf('\n') + 1;
    const data = bytes.subarray(end);
    return bytes.toString('latin1', 0, end) === `${label} ${data.length}\n` ? data : null;
  } catch {
    return null;
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

/**
 * Keeps a part as it is compiled now: what of it was needed, too. On the disk before it is in its place, as V8 would take half of it for
 * a whole. Nothing is kept where nobody can tell whose files they are. Throws nothing of the file system's.
 */
export function keepCompiled({ isKept, script, label, kept }: Compiled): void {
  if (isKept || !process.getuid) return;
  const draft = `${kept}.${process.pid}.tmp`;
  try {
    makePrivateFolder(dirname(kept));
    const fd = openSync(draft, 'wx', 0o600);
    try {
      const data = script.createCachedData();
      const bytes = Buffer.concat([Buffer.from(`${label} ${data.length}\n`, 'latin1'), data]);
      if (writeSync(fd, bytes) < bytes.length) throw new Error('the disk is full');
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(draft, kept);
  } catch {
    rmSync(draft, { force: true });
  }
}
