// A file that others append to: its complete lines as they come, also when it is cut short or replaced by a new one of its name.
import { createHash } from 'node:crypto';
import { type FileHandle, stat } from 'node:fs/promises';
import type { Access } from '../../access/access.ts';
import { UsageError } from '../../errors.ts';
import type { Format } from '../../formats/table.ts';
import { wholeRecords } from './record-ends.ts';

/** How far a file was read. */
export interface Place {
  /** The file by its number, as a name can come to mean another. */
  file: number;
  /** SHA-256 of its beginning, as a number can, too. */
  head: string;
  /** Bytes. */
  offset: number;
}

export interface Piece {
  /** Complete lines with their ends (latin1); '' where nothing new is there. */
  text: string;
  /** How far the file is read after it. */
  place: Place;
  /** What happened to the file before it; null for nothing. */
  happened: 'cut short' | 'replaced' | null;
}

const MOST_BYTES = 4 * 1024 * 1024;
const HEAD_BYTES = 1024;

export class GrowingFile {
  readonly #path: string;
  readonly #access: Access;
  readonly #format: Format;
  #file: FileHandle;
  #number: number;
  #offset: number;

  private constructor(
    path: string,
    { file, number, offset }: { file: FileHandle; number: number; offset: number },
    { access, format }: { access: Access; format: Format },
  ) {
    this.#path = path;
    this.#file = file;
    this.#number = number;
    this.#offset = offset;
    this.#access = access;
    this.#format = format;
  }

  /** Opens it where it was left, or at its beginning if it is another file now; `resumed` says which. Throws the file system's error. */
  static async open(
    path: string,
    from: Place | null,
    how: { access: Access; format: Format },
  ): Promise<{ growing: GrowingFile; resumed: boolean }> {
    const file = await how.access.open(path);
    const { ino: number, size } = await file.stat();
    const resumed =
      from !== null &&
      from.file === number &&
      size >= from.offset &&
      (await headOf(file, from.offset)) === from.head;
    const offset = resumed ? from.offset : 0;
    return { growing: new GrowingFile(path, { file, number, offset }, how), resumed };
  }

  /** Returns the complete lines that are new, at most about 4 MB. Throws the file system's error. */
  async next(): Promise<Piece> {
    const { size } = await this.#file.stat();
    const isCut = size < this.#offset;
    if (isCut) this.#offset = 0;
    const text = await this.#lines(false);
    if (text || isCut) return this.#piece(text, isCut ? 'cut short' : null);
    return (await this.#isReplaced()) ? this.#follow() : this.#piece('', null);
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #piece(text: string, happened: Piece['happened']): Promise<Piece> {
    this.#offset += text.length;
    const head = await headOf(this.#file, this.#offset);
    return { text, place: { file: this.#number, head, offset: this.#offset }, happened };
  }

  /** Nothing is appended to the old file any more: its last line is complete without an end. */
  async #follow(): Promise<Piece> {
    const rest = await this.#lines(true);
    if (rest) return this.#piece(rest, null);
    const file = await this.#access.open(this.#path);
    await this.#file.close();
    this.#file = file;
    this.#number = (await file.stat()).ino;
    this.#offset = 0;
    return this.#piece(await this.#lines(false), 'replaced');
  }

  async #isReplaced(): Promise<boolean> {
    const now = await stat(this.#path).catch(() => null); // between two files there is none
    return now !== null && now.ino !== this.#number;
  }

  async #lines(isLast: boolean): Promise<string> {
    const { buffer, bytesRead } = await this.#file.read(
      Buffer.alloc(MOST_BYTES),
      0,
      MOST_BYTES,
      this.#offset,
    );
    const text = buffer.toString('latin1', 0, bytesRead);
    if (isLast) return text;
    const end = wholeRecords(text, this.#format);
    if (!end && bytesRead === MOST_BYTES)
      throw new UsageError(
        `${this.#path}: the record at byte ${this.#offset} is longer than 4 MB. Is a quoted cell opened and never closed? Mend it, or give --input-format text to tag line by line.`,
      );
    return text.slice(0, end);
  }
}

async function headOf(file: FileHandle, offset: number): Promise<string> {
  const length = Math.min(offset, HEAD_BYTES);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.max(1, length)), 0, length, 0);
  return createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex').slice(0, 16);
}
