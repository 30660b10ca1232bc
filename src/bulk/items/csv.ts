import { CsvError, type Options, type Parser, parse } from 'csv-parse';
import { UsageError } from '../../errors.ts';
import { columnsInWords, joinColumns, unknownColumn, usualColumn } from './columns.ts';
import { decode, type Input } from './input.ts';
import type { InputRecord, ItemSource } from './record.ts';

const LARGEST_RECORD_BYTES = 64 * 1024 * 1024;

interface Row {
  record: string[];
  raw: string;
  info: { lines: number };
}

/** CSV or TSV with a header row: every other row is an item. Throws UsageError for an unknown column. */
export async function csvSource(
  input: Input,
  format: 'csv' | 'tsv',
  wanted: readonly string[],
): Promise<ItemSource> {
  const firstLine = /^[^\r\n]*/.exec(input.head.trimStart())?.[0] ?? '';
  const delimiter = format === 'tsv' ? '\t' : likelyDelimiter(firstLine);
  const eol = /\r?\n/.exec(input.head)?.[0] ?? '\n';
  const header = await headerOf(input, delimiter);
  const names = header.record.map((name) => decode(name).trim());
  const columns = wanted.length ? wanted : [usualColumn(names) ?? []].flat();
  const positions = columns.map((column) => {
    const position = names.indexOf(column);
    if (position < 0) throw unknownColumn(column, names, input.name);
    return position;
  });
  return {
    name: input.name,
    format,
    delimiter,
    header: { raw: trimLineEnds(header.raw), cells: header.record, eol },
    itemIs: columns.length ? columnsInWords(columns) : `the whole row (${names.join(', ')})`,
    async *records(): AsyncGenerator<InputRecord> {
      let first = true;
      let lastLine = 0;
      for await (const { record, raw, info } of rowsOf(input, delimiter)) {
        const line = lastLine + 1;
        lastLine = info.lines;
        if (first) {
          first = false;
          continue;
        }
        const cells = record.map(decode);
        const row = { line, raw: trimLineEnds(raw), eol, cells: record };
        const whole = columns.length ? columns : names;
        const values = columns.length ? positions.map((position) => cells[position]) : cells;
        const text = joinColumns(
          whole,
          values.map((value) => value ?? ''),
        );
        yield { ...row, text, ...problemOf(cells.length, names.length, values) };
      }
    },
  };
}

function problemOf(cells: number, columns: number, values: (string | undefined)[]): { problem?: string } {
  if (cells > columns) {
    return {
      problem: `the row has ${cells} cells, the header ${columns}: is a cell with a delimiter not quoted?`,
    };
  }
  if (values.every((value) => !value?.trim())) return { problem: 'the item is empty' };
  return {};
}

async function headerOf(input: Input, delimiter: string): Promise<Row> {
  for await (const row of rowsOf(input, delimiter)) return row;
  throw new UsageError(`${input.name} holds no items, only blank lines: there is nothing to tag.`);
}

async function* rowsOf(input: Input, delimiter: string): AsyncGenerator<Row> {
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

async function feed(input: Input, parser: Parser): Promise<void> {
  for await (const chunk of input.chunks()) {
    if (parser.destroyed) return;
    if (!parser.write(Buffer.from(chunk, 'latin1'))) {
      await new Promise<void>((resolve) => {
        const resume = (): void => {
          parser.off('drain', resume).off('close', resume);
          resolve();
        };
        parser.on('drain', resume).on('close', resume);
      });
    }
  }
  parser.end();
}

function csvProblem(error: CsvError): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return 'a quoted cell is opened and never closed. Close the quote, or give --input-format text to tag line by line.';
  }
  return `not valid CSV: ${error.message}.`;
}

// Spreadsheets write semicolons where the comma is the decimal sign.
function likelyDelimiter(headerLine: string): string {
  const count = (delimiter: string): number => headerLine.split(delimiter).length;
  return [',', ';', '\t', '|'].reduce((best, delimiter) =>
    count(delimiter) > count(best) ? delimiter : best,
  );
}

const trimLineEnds = (raw: string): string => raw.replace(/^[\r\n]+|[\r\n]+$/g, '');
