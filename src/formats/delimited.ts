// Rows with a header: every other row is an item.
import { CsvError, type Options, type Parser, parse } from 'csv-parse';
import { UsageError } from '../errors.ts';
import { decode } from './bytes.ts';
import { columnsInWords, joinColumns, unknownColumn, usualColumn } from './columns.ts';
import type { Field, FormatRecord, RecordSource, TaggedItem, TextInput } from './format.ts';
import { notTagged, readBackFields } from './tagged.ts';

const LARGEST_RECORD_BYTES = 64 * 1024 * 1024;

interface Row {
  record: string[];
  raw: string;
  info: { lines: number };
}

/** The rows of CSV or TSV. `wanted`: the columns that are the item; none for the usual one. Throws UsageError. */
export async function readDelimited(
  input: TextInput,
  delimiter: string,
  wanted: readonly string[],
): Promise<RecordSource> {
  const eol = /\r?\n/.exec(input.head)?.[0] ?? '\n';
  const header = await headerOf(input, delimiter);
  const names = header.record.map((name) => decode(name).trim());
  const columns = wanted.length ? wanted : [usualColumn(names) ?? []].flat();
  const itemOf = itemReader(input.name, names, columns);
  return {
    name: input.name,
    delimiter,
    header: { raw: trimLineEnds(header.raw), cells: header.record, eol },
    itemIs: columns.length ? columnsInWords(columns) : `the whole row (${names.join(', ')})`,
    async *records(): AsyncGenerator<FormatRecord> {
      let isHeader = true;
      let lastLine = 0;
      for await (const { record, raw, info } of rowsOf(input, delimiter)) {
        const line = lastLine + 1;
        lastLine = info.lines;
        if (!isHeader) yield { line, raw: trimLineEnds(raw), eol, cells: record, ...itemOf(record) };
        isHeader = false;
      }
    },
  };
}

/** Reads the item of a row from its cells. Throws UsageError for a column that the header does not have. */
function itemReader(name: string, names: readonly string[], columns: readonly string[]) {
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
      const problem = `the row has ${cells.length} cells, the header ${names.length}: is a cell with a delimiter not quoted?`;
      return { text, problem };
    }
    return values.some((value) => value.trim()) ? { text } : { text, problem: 'the item is empty' };
  };
}

async function headerOf(input: TextInput, delimiter: string): Promise<Row> {
  for await (const row of rowsOf(input, delimiter)) return row;
  throw new UsageError(`${input.name} holds no items, only blank lines: there is nothing to tag.`);
}

async function* rowsOf(input: TextInput, delimiter: string): AsyncGenerator<Row> {
  const options: Options = {
    delimiter,
    encoding: 'latin1',
    raw: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LARGEST_RECORD_BYTES,
  };
  const parser: Parser = parse(options);
  const feeding = feed(input, parser);
  try {
    for await (const row of parser) yield row as Row;
    await feeding;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UsageError(`${input.name} line ${error.lines}: ${csvProblem(error)}`);
  } finally {
    parser.destroy();
  }
}

async function feed(input: TextInput, parser: Parser): Promise<void> {
  for await (const chunk of input.chunks()) {
    if (parser.destroyed) return;
    if (!parser.write(Buffer.from(chunk, 'latin1'))) await drained(parser);
  }
  parser.end();
}

/** Waits until the parser takes more, or is gone. */
const drained = (parser: Parser): Promise<void> =>
  new Promise((resolve) => {
    const resume = (): void => {
      parser.off('drain', resume).off('close', resume);
      resolve();
    };
    parser.on('drain', resume).on('close', resume);
  });

function csvProblem(error: CsvError): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return 'a quoted cell is opened and never closed. Close the quote, or give --input-format text to tag line by line.';
  }
  return `not valid CSV: ${error.message}.`;
}

const trimLineEnds = (raw: string): string => raw.replace(/^[\r\n]+|[\r\n]+$/g, '');

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
