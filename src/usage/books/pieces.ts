// A file of lines, some whole ones at a time.
import { fstatSync, readSync } from 'node:fs';

const PIECE_BYTES = 1024 * 1024;
const NEWLINE = 10;

/**
 * Returns the bytes of an open file from `from` to `to`, in pieces that end with a line; the last one may not. A piece is good until the
 * next is asked for.
 */
export function* pieces(fd: number, from: number, to = fstatSync(fd).size): Generator<Buffer> {
  let chunk = Buffer.allocUnsafe(Math.min(PIECE_BYTES, Math.max(1, to - from)));
  for (let position = from; position < to; ) {
    const length = readSync(fd, chunk, 0, Math.min(chunk.length, to - position), position);
    if (!length) return;
    const end = chunk.lastIndexOf(NEWLINE, length - 1) + 1;
    if (!end && position + length < to) chunk = Buffer.allocUnsafe(chunk.length * 2);
    else {
      yield chunk.subarray(0, end || length);
      position += end || length;
    }
  }
}

/** Whether a piece ends with a line. */
export const endsInLine = (piece: Buffer): boolean => piece[piece.length - 1] === NEWLINE;
