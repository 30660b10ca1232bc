// Rows with a header: every other row is an item.
import { UsageError } from '../errors.ts';
import { recordsOf } from './batches.ts';
import { decode } from './bytes.ts';
import { columnsInWords, joinColumns, unknownColumn, usualColumn } from './columns.ts';
import type { Field, FormatRecord, RecordSource, TaggedItem, TextInput } from './format.ts';
import { notTagged, readBackFields } from './tagged.ts';

/** One row as its format cut it. */
export interface Row {
  /** The line it starts at, from 1. */
  line: number;
  /** Its bytes without the end of line. */
  raw: string;
  eol: string;
  cells: readonly string[];
}

interface RowFormat {
  delimiter: string;
  /** A line before the header that is not a row, with its end: Excel's `sep=;`. */
  preface?: string;
  /** The rows, batch by batch, from the start each time it is called. A row of one empty cell is a blank line. */
  rows(): AsyncIterable<readonly Row[]>;
  /** Why a row may have more cells than the header. */
  whyBeyond: string;
}

/** The rows below the header. `wanted`: the columns that are the item; none for the usual one. Throws UsageError. */
export async function readDelimited(
  input: TextInput,
  { delimiter, preface = '', rows, whyBeyond }: RowFormat,
  wanted: readonly string[],
): Promise<RecordSource> {
  const header = await headerOf(input.name, rows);
  const names = header.cells.map((name) => decode(name).trim());
  const columns = wanted.length ? wanted : [usualColumn(names) ?? []].flat();
  const itemOf = itemReader(input.name, { names, columns, whyBeyond });
  const eol = header.eol || '\n';
  const recordFrom = (row: Row): FormatRecord =>
    isBlank(row) ? { ...row, text: null } : { ...row, eol: row.eol || eol, ...itemOf(row.cells) };
  return {
    name: input.name,
    delimiter,
    header: { raw: preface + header.raw, cells: header.cells, eol },
    itemIs: columns.length ? columnsInWords(columns) : `the whole row (${names.join(', ')})`,
    async *batches() {
      for await (const batch of rows()) yield batch.filter(({ line }) => line > header.line).map(recordFrom);
    },
  };
}

interface ItemColumns {
  names: readonly string[];
  columns: readonly string[];
  whyBeyond: string;
}

/** Reads the item of a row from its cells. Throws UsageError for a column that the header does not have. */
function itemReader(name: string, { names, columns, whyBeyond }: ItemColumns) {
  const positions = columns.map((column) => {
    const position = names.indexOf(column);
    if (position < 0) throw unknownColumn(column, names, name);
    return position;
  });
  return (row: readonly string[]): { text: string; problem?: string } => {
    const cells = row.map(decode);
    const values = columns.length ? positions.map((position) => cells[position] ?? '') : cells;
    const text = joinColumns(columns.length ? columns : names, values);
    if (cells.length > names.length) {
      const problem = `the row has ${cells.length} cells, the header ${names.length}: ${whyBeyond}`;
      return { text, problem };
    }
    return values.some((value) => value.trim()) ? { text } : { text, problem: 'the item is empty' };
  };
}

async function headerOf(name: string, rows: RowFormat['rows']): Promise<Row> {
  for await (const row of recordsOf({ batches: rows })) if (!isBlank(row)) return row;
  throw new UsageError(
    `${name} holds no items, only blank lines: there is nothing to tag. Name another file.`,
  );
}

// `""` is a cell, an empty line is not.
const isBlank = ({ raw, cells }: Row): boolean => cells.length === 1 && !raw.trim();

/** Reads back a row of a result. */
export function readBackRow({ cells, text }: FormatRecord, { header }: RecordSource): TaggedItem {
  if (!cells || !header) return notTagged(text ?? '');
  const row = header.cells.map((name, at): Field => [decode(name).trim(), decode(cells[at] ?? '')]);
  const beyond = cells.slice(header.cells.length).map((cell): Field => ['beyond the header', decode(cell)]);
  return readBackFields([...row, ...beyond], (own) =>
    joinColumns(
      own.map(([name]) => name),
      own.map(([, cell]) => cell),
    ),
  );
}
