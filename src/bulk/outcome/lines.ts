// The lines of a file, without holding the file.
import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 64 * 1024;
const NEWLINE = 10;

export interface Line {
  line: string;
  /** It ends with a newline; only the last line of a file may not. */
  isWhole: boolean;
}

/** Reads a UTF-8 file line by line. Throws the file system's error. */
export function* linesOf(file: string): Generator<Line> {
  const fd = openSync(file, 'r');
  try {
    let rest = Buffer.alloc(0);
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const length = readSync(fd, chunk, 0, CHUNK_BYTES, null);
      if (!length) break;
      const bytes = rest.length
        ? Buffer.concat([rest, chunk.subarray(0, length)])
        : chunk.subarray(0, length);
      // Bytes are decoded up to a line's end only, so no character is cut in two.
      const end = bytes.lastIndexOf(NEWLINE) + 1;
      if (end)
        for (const line of bytes.toString('utf8', 0, end - 1).split('\n')) yield { line, isWhole: true };
      rest = bytes.subarray(end);
    }
    if (rest.length) yield { line: rest.toString('utf8'), isWhole: false };
  } finally {
    closeSync(fd);
  }
}
