// Files of JSON lines that only grow.
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { makePrivateFolder } from './data-home.ts';
import { systemCode } from './errors.ts';

/**
 * Appends records to a file for the user only, one JSON line per record, with one write. With `durable`, they are on the disk
 * when it returns. Throws the file system's error.
 */
export function appendRecords(file: string, records: readonly object[], { durable = false } = {}): void {
  appendText(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''), { durable });
}

/** Appends whole lines in the same way. */
export function appendText(file: string, lines: string, { durable = false } = {}): void {
  const fd = openToAppend(file);
  try {
    // A line torn by a crash or a full disk must not swallow the next one.
    writeSync(fd, endsInLine(fd) ? lines : `\n${lines}`);
    if (durable) fsyncSync(fd);
  } finally {
    closeSync(fd);
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

function endsInLine(fd: number): boolean {
  const { size } = fstatSync(fd);
  if (!size) return true;
  const last = Buffer.alloc(1);
  readSync(fd, last, 0, 1, size - 1);
  return last[0] === 10;
}
