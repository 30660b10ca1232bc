// Lines packed behind those that are packed already, in a file of their own that is read back before anybody relies on it.
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { packed, unpacked } from './packed-lines.ts';
import { endsInLine, pieces } from './pieces.ts';

const COPIED_BYTES = 1024 * 1024;
const LINE_END = Buffer.from('\n');

/** Which lines go where. */
export interface Packing {
  /** The file that holds the packed ones, of so many bytes; 0 where there is none. */
  onto: string;
  size: number;
  /** The file of lines. */
  from: string;
  /** The file that is written. */
  into: string;
}

/**
 * Writes the packed lines with the others behind them to a new file, which is on the disk when it returns. Returns how many bytes of lines
 * it holds of `from`; null where what is read back is not what was to be written. Throws the file system's error.
 */
export function packOnto(packing: Packing): number | null {
  const { onto, size: before, from, into } = packing;
  const size = write(packing);
  const isSame = (!before || beginsWith(into, onto, before)) && holdsLines(into, before, { from, size });
  return isSame ? size : null;
}

function write({ onto, size: before, from, into }: Packing): number {
  const out = openSync(into, 'wx', 0o600);
  const lines = openSync(from, 'r');
  try {
    if (before) for (const chunk of chunks(onto, before)) writeWhole(out, chunk);
    const { size } = fstatSync(lines);
    for (const piece of wholeLines(lines, size)) writeWhole(out, packed(piece));
    fsyncSync(out);
    return size;
  } finally {
    closeSync(lines);
    closeSync(out);
  }
}

/** A line that was torn in the end ends here: more may come behind it. */
function* wholeLines(fd: number, size: number): Generator<Buffer> {
  for (const piece of pieces(fd, 0, size)) yield endsInLine(piece) ? piece : Buffer.concat([piece, LINE_END]);
}

/** Each is good until the next is asked for. */
function* chunks(file: string, size: number): Generator<Buffer> {
  const fd = openSync(file, 'r');
  try {
    const chunk = Buffer.allocUnsafe(Math.min(COPIED_BYTES, size));
    for (let at = 0; at < size; ) {
      const length = readSync(fd, chunk, 0, Math.min(chunk.length, size - at), at);
      if (!length) return;
      yield chunk.subarray(0, length);
      at += length;
    }
  } finally {
    closeSync(fd);
  }
}

function writeWhole(fd: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
}

function beginsWith(file: string, other: string, size: number): boolean {
  const found = chunks(file, size);
  for (const chunk of chunks(other, size)) if (!found.next().value?.equals(chunk)) return false;
  return true;
}

/** Whether a packed file holds, from a byte on, the first bytes of a file of lines, each line whole. Throws the file system's error. */
export function holdsLines(
  file: string,
  at: number,
  { from, size }: { from: string; size: number },
): boolean {
  const fd = openSync(from, 'r');
  let isWhole = true;
  const found = unpacked(
    file,
    () => {
      isWhole = false;
    },
    at,
  );
  try {
    for (const piece of wholeLines(fd, size))
      if (!found.next().value?.equals(piece) || !isWhole) return false;
    return true;
  } finally {
    found.return(undefined);
    closeSync(fd);
  }
}
