// What of a month is closed, piece by piece, whatever form it has.
import { closeSync, openSync } from 'node:fs';
import { type ClosedPart, closedPart, monthFile, statOf } from './month-files.ts';
import { unpacked, unpackedBytes } from './packed-lines.ts';
import { pieces } from './pieces.ts';

/** A part of a file that cannot be read. */
export interface Damaged {
  file: string;
  /** Null where that cannot be told. */
  lines: number | null;
}

/** A file's lines, as bytes; each piece is good until the next is asked for. */
export interface FilePieces {
  file: string;
  pieces: Iterable<Buffer>;
}

/** Returns the files of the closed part of a month, in order. What is damaged is passed over. Reading throws the file system's error. */
export function closedPieces(
  { packed, following }: ClosedPart,
  onDamaged: (one: Damaged) => void,
): FilePieces[] {
  return [
    ...(packed
      ? [{ file: packed, pieces: unpacked(packed, (lines) => onDamaged({ file: packed, lines })) }]
      : []),
    ...following.map((file) => ({ file, pieces: piecesOf(file) })),
  ];
}

/** Returns how many bytes of lines a month has, packed or not. Throws nothing of the file system's. */
export function bytesOfMonth(home: string, name: string): number {
  const { packed, following } = closedPart(home, name);
  const plain = [...following, monthFile(home, name)].reduce(
    (sum, file) => sum + (statOf(file)?.size ?? 0),
    0,
  );
  try {
    return plain + (packed ? unpackedBytes(packed) : 0);
  } catch {
    return plain;
  }
}

/** Returns the pieces of a file. Reading throws the file system's error. */
export function* piecesOf(file: string): Generator<Buffer> {
  const fd = openSync(file, 'r');
  try {
    yield* pieces(fd, 0);
  } finally {
    closeSync(fd);
  }
}

/** Returns what is wrong with a file, in words that go behind its name. */
export function damagedInWords({ lines }: Damaged): string {
  if (lines === null) return 'damaged, and how many lines are lost is not known';
  return `damaged: ${lines} ${lines === 1 ? 'line' : 'lines'} cannot be read`;
}
