import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type FileHandle, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { OutputStream } from '../../host.ts';
import { isTemporary } from '../items/our-files.ts';
import { type Target, targetOf } from './target.ts';

/** Where a file is written before it is whole; another name each time, so that nobody can put anything there first. */
export const temporaryName = (file: string): string => `${file}.${randomBytes(8).toString('hex')}.tmp`;

const BUFFER_BYTES = 256 * 1024;

/** What was written under its name. */
export interface Written {
  /** Without links. */
  path: string;
  size: number;
  mtimeMs: number;
  sha256: string;
}

interface OutputOptions {
  /** Called before the file is made and before it gets its name. Throws UsageError when it may not be written. */
  guard: () => void;
  /** The mode of a file that is not there yet, before the umask. */
  newMode?: number;
}

/**
 * A file that appears under its name only when it is whole; `-` is `stdout`. Links are followed, devices and pipes are written
 * through, and the mode and owner of a file that is there are kept. Text is latin1-carried bytes.
 */
export class OutputFile {
  readonly #name: string;
  readonly #stdout: OutputStream;
  readonly #newMode: number;
  readonly #guard: () => void;
  readonly #hash = createHash('sha256');
  #target: Target | undefined;
  #file: FileHandle | undefined;
  #temporary: string | undefined;
  #buffered: string[] = [];
  #bufferedBytes = 0;

  constructor(name: string, stdout: OutputStream, { guard, newMode = 0o666 }: OutputOptions) {
    this.#name = name;
    this.#stdout = stdout;
    this.#newMode = newMode;
    this.#guard = guard;
  }

  async write(bytes: string): Promise<void> {
    this.add(bytes);
    await this.flushWhenFull();
  }

  /** Takes bytes to be written; flushWhenFull() is to be called now and then. */
  add(bytes: string): void {
    this.#buffered.push(bytes);
    this.#bufferedBytes += bytes.length;
  }

  /** Writes what was taken once it is 256 KB. */
  async flushWhenFull(): Promise<void> {
    if (this.#bufferedBytes >= BUFFER_BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#buffered.join(''), 'latin1');
    this.#buffered = [];
    this.#bufferedBytes = 0;
    if (this.#name === '-') {
      if (!this.#stdout.write(bytes)) await once(this.#stdout, 'drain');
      return;
    }
    this.#file ??= await this.#open();
    this.#hash.update(bytes);
    await this.#file.writeFile(bytes);
  }

  async #open(): Promise<FileHandle> {
    this.#target = targetOf(this.#name);
    this.#guard();
    if (this.#target.kind !== 'file') return open(this.#name, 'a');
    const { path, found } = this.#target;
    await removeLeftOvers(path);
    this.#temporary = temporaryName(path);
    return open(this.#temporary, 'wx', found ? 0o600 : this.#newMode);
  }

  /** Gives it its name, once `check` has seen it whole. Returns what is there now; null where that is no file. */
  async finish(check?: (path: string) => Promise<void>): Promise<Written | null> {
    await this.#flush();
    const [file, target, temporary] = [this.#file, this.#target, this.#temporary];
    if (!file || target?.kind !== 'file' || !temporary) {
      await file?.close();
      this.#file = undefined;
      return null;
    }
    if (target.found) await keepAccess(file, target.found);
    const { size, mtimeMs } = await file.stat();
    await file.close();
    this.#file = undefined;
    await check?.(temporary);
    this.#guard();
    await rename(temporary, target.path);
    this.#temporary = undefined;
    return { path: target.path, size, mtimeMs, sha256: this.#hash.digest('hex') };
  }

  /** Removes what was written so far; nothing happens after finish(). */
  async discard(): Promise<void> {
    await this.#file?.close().catch(() => {});
    this.#file = undefined;
    if (this.#temporary) await rm(this.#temporary, { force: true });
    this.#temporary = undefined;
  }
}

async function keepAccess(file: FileHandle, { mode, uid, gid }: { mode: number; uid: number; gid: number }) {
  const own = await file.stat();
  // Only root may give a file away; then the one who writes it owns it.
  if (own.uid !== uid || own.gid !== gid) await file.chown(uid, gid).catch(() => {});
  await file.chmod(mode & 0o7777);
}

const LEFT_OVER_MS = 3_600_000;

/** Removes what killed runs left of this file: nothing writes for an hour without a pause. */
async function removeLeftOvers(path: string): Promise<void> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(`${basename(path)}.`) || !isTemporary(name)) continue;
    const left = join(folder, name);
    const found = await lstat(left).catch(() => null);
    if (found?.isFile() && Date.now() - found.mtimeMs > LEFT_OVER_MS) await rm(left).catch(() => {});
  }
}
