// One record of the input, whatever its format, as the rest of the engine sees it.

export const FORMATS = ['text', 'csv', 'tsv', 'jsonl', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export interface InputRecord {
  /** The line it starts at, from 1. */
  line: number;
  /** Its bytes (latin1), without the end of line. */
  raw: string;
  eol: string;
  /** The item as a model sees it; null when this is no item and only kept in its place (a blank line). */
  text: string | null;
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
