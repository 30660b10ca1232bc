// Lines packed with gzip, some whole lines to a member, so that they are read piece by piece, more can be put behind them, and one
// that is damaged costs no other. `zcat` and `gunzip` read the file as any other: how long a member is, and how many lines it has, stand
// where its header has room for that.
import { randomFillSync } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';

/** 10 bytes of every header, 2 that say how much more there is, and that: a name, its length, and three numbers of 32 bits. */
const HEADER_BYTES = 28;
const PLAIN_HEADER_BYTES = 10;
/** A header with more in it, of a time that is not told; how it goes on is not the same everywhere. */
const BEGINNING = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0]);
const MORE = Buffer.from([16, 0, ...Buffer.from('TW'), 12, 0]);
const LENGTH_AT = 16;
const LINES_AT = 20;
/** A random number, so that the same lines packed again are not taken for those that were packed before. */
const NUMBER_AT = 24;
/** No more is taken out of one: some bytes can stand for any number of others. */
const MOST_BYTES = 1024 * 1024 * 1024;
const NEWLINE = 10;

/** Returns whole lines as a member. */
export function packed(lines: Buffer): Buffer {
  const plain = gzipSync(lines);
  const header = Buffer.alloc(HEADER_BYTES);
  plain.copy(header, 0, 0, PLAIN_HEADER_BYTES);
  BEGINNING.copy(header);
  MORE.copy(header, PLAIN_HEADER_BYTES);
  header.writeUInt32LE(HEADER_BYTES + plain.length - PLAIN_HEADER_BYTES, LENGTH_AT);
  header.writeUInt32LE(linesIn(lines), LINES_AT);
  randomFillSync(header, NUMBER_AT, 4);
  return Buffer.concat([header, plain.subarray(PLAIN_HEADER_BYTES)]);
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

/** Returns by what a packed file is known again, wherever it is copied. Throws the file system's error. */
export function markOf(file: string): string {
  const fd = openSync(file, 'r');
  try {
    return `${fstatSync(fd).size} ${bytesAt(fd, 0, HEADER_BYTES).toString('base64')}`;
  } finally {
    closeSync(fd);
  }
}

/** What cannot be read: so many lines, or null where that cannot be told. */
export type OnDamaged = (lines: number | null) => void;

/** Returns what a packed file holds from a byte on, piece by piece. Throws the file system's error. */
export function* unpacked(file: string, onDamaged: OnDamaged, from = 0): Generator<Buffer> {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    for (let at = from; at < size; ) {
      const member = memberAt(fd, at, size);
      const bytes = bytesAt(fd, at, member?.length ?? size - at);
      const text = linesOf(bytes);
      if (text) yield text;
      else onDamaged(member?.lines ?? null);
      at += text || member ? bytes.length : nextIn(bytes);
    }
  } finally {
    closeSync(fd);
  }
}

function linesOf(bytes: Buffer): Buffer | null {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch {
    return null;
  }
}

/** Where the next member begins, behind one whose beginning cannot be read. */
function nextIn(bytes: Buffer): number {
  const next = bytes.indexOf(BEGINNING, 1);
  return next < 0 ? bytes.length : next;
}

/** Returns whether a file holds members as they are packed here and nothing else. Throws the file system's error. */
export function isPacked(file: string): boolean {
  return membersIn(file).every((member) => member !== null && !member.isCut);
}

/** Returns how many lines the members before a byte of a file hold, as they say. Throws the file system's error. */
export function packedLines(file: string, before: number): number {
  return membersIn(file, before).reduce((sum, member) => sum + (member?.lines ?? 0), 0);
}

/** Returns how many bytes of lines a file holds, as its members say. Throws the file system's error. */
export const unpackedBytes = (file: string): number =>
  membersIn(file).reduce((sum, member) => sum + (member?.bytes ?? 0), 0);

/** The members that begin before a byte, up to the first that is none of ours: null. */
function membersIn(file: string, before = Number.POSITIVE_INFINITY): (Member | null)[] {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const members: (Member | null)[] = [];
    for (let at = 0; at < Math.min(size, before); ) {
      const member = memberAt(fd, at, size);
      members.push(member);
      if (!member) break;
      at += member.length;
    }
    return members;
  } finally {
    closeSync(fd);
  }
}

interface Member {
  length: number;
  /** Of the lines. */
  bytes: number;
  lines: number;
  /** The file ends before it does. */
  isCut: boolean;
}

/** Null where none of ours begins. */
function memberAt(fd: number, at: number, size: number): Member | null {
  const header = bytesAt(fd, at, HEADER_BYTES);
  if (header.length < HEADER_BYTES || !header.subarray(0, BEGINNING.length).equals(BEGINNING)) return null;
  if (!header.subarray(PLAIN_HEADER_BYTES, LENGTH_AT).equals(MORE)) return null;
  const length = header.readUInt32LE(LENGTH_AT);
  if (length <= HEADER_BYTES) return null;
  const isCut = at + length > size;
  const bytes = isCut ? 0 : bytesAt(fd, at + length - 4, 4).readUInt32LE(); // the last four of every member
  return { length: isCut ? size - at : length, bytes, lines: header.readUInt32LE(LINES_AT), isCut };
}

function bytesAt(fd: number, at: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  return bytes.subarray(0, readSync(fd, bytes, 0, length, at));
}
