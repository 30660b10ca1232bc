// The lines of a file, without holding the file.
import { closeSync, openSync, readSync } from 'node:fs';
import { decode } from '../../formats/bytes.ts';

const CHUNK_BYTES = 64 * 1024;

export interface Line {
  line: string;
  /** It ends with a newline; only the last line of a file may not. */
  isWhole: boolean;
}

/** Reads a UTF-8 file line by line. Throws the file system's error. */
export function* linesOf(file: string): Generator<Line> {
  for (const { lines, isWhole } of lineBatches(file))
    for (const line of lines) yield { line: decode(line), isWhole };
}

/** The same as many at a time as one reading gets, latin1-carried. */
export function* lineBatches(file: string): Generator<{ lines: string[]; isWhole: boolean }> {
  const fd = openSync(file, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let rest = '';
    for (let length = readSync(fd, chunk); length; length = readSync(fd, chunk)) {
      const lines = (rest + chunk.toString('latin1', 0, length)).split('\n');
      rest = lines.pop() as string;
      if (lines.length) yield { lines, isWhole: true };
    }
    if (rest) yield { lines: [rest], isWhole: false };
  } finally {
    closeSync(fd);
  }
}
