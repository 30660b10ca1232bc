// Files of JSON lines that only grow.
import { closeSync, fstatSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { makePrivateFolder } from './data-home.ts';
import { systemCode } from './errors.ts';

/**
 * Appends records to a file for the user only, one JSON line per record, with one write where the disk takes it. With `durable`, they are on the disk
 * when it returns. Throws the file system's error.
 */
export function appendRecords(file: string, records: readonly object[], { durable = false } = {}): void {
  appendText(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''), { durable });
}

/**
 * Appends whole lines in the same way. Where the file `mayMove`, as another process takes it away for good, and did so before the lines
 * were written, they are appended to the one that stands there now: they may then stand in both.
 */
export function appendText(file: string, lines: string, { durable = false, mayMove = false } = {}): void {
  for (let times = 1; ; times++) {
    const fd = openToAppend(file);
    try {
      // A line torn by a crash or a full disk must not swallow the next one.
      writeWhole(fd, endsInLine(fd, fstatSync(fd).size) ? lines : `\n${lines}`);
      if (durable) fsyncSync(fd);
      if (!mayMove || times === MOST_MOVES || isStillAt(file, fd)) return;
    } finally {
      closeSync(fd);
    }
  }
}

/** A file system that names a file otherwise each time must not have us write forever. */
const MOST_MOVES = 3;

const isStillAt = (file: string, fd: number): boolean =>
  statSync(file, { throwIfNoEntry: false })?.ino === fstatSync(fd).ino;

/**
 * Appends to one file many times, and leaves it open in between. Others may append to it as well, remove it, or put another in
 * its place.
 */
export class Appender {
  readonly #file: string;
  #fd: number | undefined;
  /** Where the file ended after what was appended last. */
  #end = -1;
  /** Lines that are to be appended soon, and who is told where that fails. */
  #soon: { lines: string; failed: (error: unknown) => void } | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /**
   * Appends whole lines at the end of this turn of the event loop, with one write for all that come until then; before that when they are
   * flushed. `failed` is called with the file system's error.
   */
  appendSoon(lines: string, failed: (error: unknown) => void): void {
    if (!this.#soon) setImmediate(() => this.flush());
    this.#soon = { lines: (this.#soon?.lines ?? '') + lines, failed };
  }

  /** Appends now what was to be appended soon. */
  flush(): void {
    if (!this.#soon) return;
    const { lines, failed } = this.#soon;
    this.#soon = undefined;
    try {
      this.append(lines);
    } catch (error) {
      failed(error);
    }
  }

  /** Appends whole lines with one write. Throws the file system's error. */
  append(lines: string): void {
    this.#fd ??= openToAppend(this.#file);
    if (!isStillAt(this.#file, this.#fd)) {
      this.close();
      this.#fd = openToAppend(this.#file);
    }
    const { size } = fstatSync(this.#fd);
    const text = size === this.#end || endsInLine(this.#fd, size) ? lines : `\n${lines}`;
    this.#end = -1;
    this.#end = size + writeWhole(this.#fd, text);
  }

  close(): void {
    this.flush();
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
    this.#end = -1;
  }
}

/** Its folder is made where it is missing; looking first would take a hook longer than the writing. */
function openToAppend(file: string): number {
  try {
    return openSync(file, 'a+', 0o600);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    makePrivateFolder(dirname(file));
    return openSync(file, 'a+', 0o600);
  }
}

/** A disk that fills up takes a part and says nothing; only the next write is told. Returns the bytes. */
function writeWhole(fd: number, text: string): number {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) written += writeSync(fd, bytes, written);
  return written;
}

function endsInLine(fd: number, size: number): boolean {
  if (!size) return true;
  const last = Buffer.alloc(1);
  readSync(fd, last, 0, 1, size - 1);
  return last[0] === 10;
}
