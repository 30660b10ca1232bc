// What a format is, and what passes between it and the rest: records in, records with their answers out, and back.
import type { Batched } from './batches.ts';

/** A text to read, as often as needed. Text travels as latin1 strings, one character per byte. */
export interface TextInput {
  /** What to call it in messages: the path, or `stdin`. */
  name: string;
  /** The first bytes, without the byte order mark. */
  head: string;
  /** All bytes after the byte order mark, from the start each time it is called. */
  chunks(): AsyncIterable<string>;
}

/** One record of an input, as its format read it. */
export interface FormatRecord {
  /** The line it starts at, from 1. */
  line: number;
  /** Its bytes (latin1), without the end of line. */
  raw: string;
  eol: string;
  /** The item as a model sees it; null when this is not an item and only kept in its place (a blank line). */
  text: string | null;
  /** What patterns look at, where that is only a part of the text: a commit's message. */
  ruleText?: string;
  /** What represents it in a line of text when its own text is too long for that: a path. */
  label?: string;
  /** Why it cannot be asked about; it goes to review. */
  problem?: string;
  /** Cells (latin1), where the input has a header. */
  cells?: readonly string[];
  /** The value, where it could be read: an object has named fields. */
  value?: unknown;
  /** `raw` is the value's JSON, kept as it is so that no number loses digits. */
  rawIsJson?: true;
}

/** The records of an input. */
export interface RecordSource extends Batched<FormatRecord> {
  name: string;
  /** What an item is, in words, for the run's first lines: `column "text"`; '' when there is nothing to say. */
  itemIs: string;
  /** The header row, its cells as latin1. */
  header?: { raw: string; cells: readonly string[]; eol: string };
  delimiter?: string;
  /** Called after a whole pass; throws UsageError when what was asked for (a column) was nowhere. */
  checkAfterPass?(): void;
}

/** Names of the columns or fields that a result adds. */
export interface AddedNames {
  columns: readonly string[];
  by: string;
}

/** What a result says about one record. */
export interface Label {
  /** The added columns' values, as JSON; an item without an answer has some, too. */
  cells: readonly unknown[];
  /** All of them in one cell. */
  inOneCell: string;
  /** Who decided it; '' for nobody yet. */
  by: string;
}

export interface WriterOptions {
  source: RecordSource;
  /** What was read is of this very format, so records can keep their own bytes. */
  sameFormat: boolean;
  /** The byte order mark of the input, or ''. */
  bom: string;
  /** Every field name of the input's objects, in order of appearance. */
  fields: ReadonlySet<string>;
  added: AddedNames;
  /** Cells that a spreadsheet would calculate get an apostrophe before them. */
  guardFormulas: boolean;
}

/** Writes a result: what comes before the records, each record, and what comes after; all of it latin1-carried bytes. */
export interface OutputWriter {
  start: string;
  end: string;
  /** A record that is not an item, if it is kept. */
  blank(record: FormatRecord): string;
  record(record: FormatRecord, label: Label, index: number): string;
}

/** A column or field: its name and its value as text. */
export type Field = readonly [name: string, value: string];

/** One record of a result, read back. */
export interface TaggedItem {
  /** Empty for an output of bulk-map. Null when the record carries neither: it is not what we write. */
  tags: string[] | null;
  /** It has tags, or an output. */
  answered: boolean;
  /** Who decided it; '' for nobody yet, null where the file does not say (text). */
  by: string | null;
  /** The record's own columns, in order; a text line is one without a name. */
  fields: readonly Field[];
  /** All of them as one text: the item as it was asked when no column was named and none has a usual name. */
  whole(): string;
}

/** All that the command needs to know of a format. */
export interface FormatSpec {
  /** Of file names; lowercase, without the dot. */
  extensions: readonly string[];
  /** Whether content that begins with `head` is this format. `named`: the extension is shared, and this format has it. */
  recognizes(head: string, named: boolean): boolean;
  /** Its records have named parts: --column chooses among them, and a result adds its own. */
  takesColumns: boolean;
  /** What a record of a result holds, for the message about one that does not: `tags, a tab and the line`. */
  taggedRecord: string;
  /** Opens the records. `columns`: the ones that are the item; none for the usual ones. Throws UsageError. */
  read(input: TextInput, columns: readonly string[]): Promise<RecordSource>;
  write(options: WriterOptions): OutputWriter;
  /** Reads one record that holds an item of a result. */
  readBack(record: FormatRecord, source: RecordSource): TaggedItem;
}
