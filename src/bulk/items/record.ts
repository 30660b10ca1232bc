// One record of the input, wherever it comes from, as the rest of the engine sees it.
import type { Batched } from '../../formats/batches.ts';
import type { FormatRecord, RecordSource } from '../../formats/format.ts';
import type { Format } from '../../formats/table.ts';

/** An image, which is read again when it is sent. */
export interface ImageRef {
  path: string | Buffer;
  mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  /** SHA-256 of its bytes. */
  hash: string;
  /** Reads it. Throws the file system's error, and UsageError when it may no longer be read. */
  bytes(): Buffer;
}

export interface InputRecord extends FormatRecord {
  /** The image that belongs to the text. */
  image?: ImageRef;
  /** It is not worked on (`--where`), and stays in its place. */
  aside?: true;
  /** What a model is shown instead of the text: the same in fewer characters. */
  shown?: string;
  /** What else must be the same for it to be the same record: a file's size and time. */
  version?: string;
}

export interface ItemSource extends Omit<RecordSource, 'batches'>, Batched<InputRecord> {
  format: Format;
  /** What is read, in words; the format's name without it. */
  kind?: string;
  /** What is left out of it, once it has been read, in words; null for nothing. */
  leftOut?(): string | null;
}
