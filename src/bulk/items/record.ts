// One record of the input, whatever its format, as the rest of the engine sees it.

export const FORMATS = ['text', 'csv', 'tsv', 'jsonl', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** An image, which is read again when it is sent. */
export interface ImageRef {
  path: string;
  mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  /** SHA-256 of its bytes. */
  hash: string;
}

export interface InputRecord {
  /** The line it starts at, from 1. */
  line: number;
  /** Its bytes (latin1), without the end of line. */
  raw: string;
  eol: string;
  /** The item as a model sees it; null when this is no item and only kept in its place (a blank line). */
  text: string | null;
  /** The image that belongs to the text. */
  image?: ImageRef;
  /** What stands for it in a line of text, where its own text is too long for that: a path. */
  label?: string;
  /** What else must be the same for it to be the same record: a file's size and time. */
  version?: string;
  /** Why it cannot be asked about; it goes to review. */
  problem?: string;
  /** Cells, for CSV and TSV. */
  cells?: readonly string[];
  /** The JSON value, when it could be read. */
  value?: unknown;
}

export interface ItemSource {
  name: string;
  format: Format;
  /** What is read, in words; the format's name without it. */
  kind?: string;
  /** What an item is, in words, for the run's first lines: `column "text"`; '' when there is nothing to say. */
  itemIs: string;
  /** The header row's cells (latin1), for CSV and TSV. */
  header?: { raw: string; cells: readonly string[]; eol: string };
  delimiter?: string;
  /** Every record in order, from the start, each time it is called. */
  records(): AsyncIterable<InputRecord>;
  /** Called after a whole pass; throws UsageError when what was asked for (a column) was nowhere. */
  checkAfterPass?(): void;
}
