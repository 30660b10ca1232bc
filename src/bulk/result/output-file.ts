import { once } from 'node:events';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import type { OutputStream } from '../../host.ts';

/** Where a file is written before it is whole. */
export const temporaryName = (file: string): string => `${file}.${process.pid}.tmp`;

const BUFFER_BYTES = 256 * 1024;

/** A file that appears under its name only when it is whole; `-` is `stdout`. Text is latin1-carried bytes. */
export class OutputFile {
  readonly #target: string;
  readonly #stdout: OutputStream;
  readonly #guard: () => void;
  #file: FileHandle | undefined;
  #buffered: string[] = [];
  #bufferedBytes = 0;

  /** `guard` is called before the file is made and before it gets its name. Throws what it throws. */
  constructor(target: string, stdout: OutputStream, guard: () => void) {
    this.#stdout = stdout;
    this.#target = target;
    this.#guard = guard;
  }

  async write(bytes: string): Promise<void> {
    this.#buffered.push(bytes);
    this.#bufferedBytes += bytes.length;
    if (this.#bufferedBytes >= BUFFER_BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#buffered.join(''), 'latin1');
    this.#buffered = [];
    this.#bufferedBytes = 0;
    if (this.#target === '-') {
      if (!this.#stdout.write(bytes)) await once(this.#stdout, 'drain');
      return;
    }
    if (!this.#file) {
      this.#guard();
      this.#file = await open(temporaryName(this.#target), 'w');
    }
    await this.#file.writeFile(bytes);
  }

  async finish(): Promise<void> {
    await this.#flush();
    await this.#file?.close();
    this.#file = undefined;
    if (this.#target === '-') return;
    this.#guard();
    await rename(temporaryName(this.#target), this.#target);
  }

  /** Removes what was written so far; nothing happens after finish(). */
  async discard(): Promise<void> {
    if (!this.#file) return;
    await this.#file.close().catch(() => {});
    this.#file = undefined;
    await rm(temporaryName(this.#target), { force: true });
  }
}
