// The only place that knows the CSV parser.
import { CsvError, type Options, type Parser, parse } from 'csv-parse';
import { UsageError } from '../errors.ts';
import type { Row } from './delimited.ts';
import type { TextInput } from './format.ts';
import { hasOnlyReturns } from './lines.ts';

const LARGEST_RECORD_BYTES = 64 * 1024 * 1024;

/** The rows of CSV, blank lines included, streamed. Throws UsageError naming the line that cannot be read. */
export async function* csvRows(input: TextInput, delimiter: string): AsyncGenerator<Row> {
  const onlyReturns = hasOnlyReturns(input.head);
  const options: Options = {
    delimiter,
    encoding: 'latin1',
    raw: true,
    // Named, as otherwise the first end of line counts alone, and rows that end in another way become one cell.
    record_delimiter: onlyReturns ? ['\r'] : ['\r\n', '\n'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LARGEST_RECORD_BYTES,
  };
  const parser: Parser = parse(options);
  const feeding = feed(input, parser);
  let line = 1;
  try {
    for await (const { record, raw } of parser) {
      const last = raw.at(-1);
      const isEnded = last === '\n' || last === '\r';
      const eol = last === '\r' && !onlyReturns ? '\r\n' : isEnded ? last : ''; // of these two, the parser shows only the first
      const text = isEnded ? raw.slice(0, -1) : raw;
      yield { line, raw: text, eol, cells: record };
      line += 1 + linesWithin(text, onlyReturns ? '\r' : '\n');
    }
    await feeding;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UsageError(`${input.name} line ${error.lines}: ${csvProblem(error)}`);
  } finally {
    parser.destroy();
  }
}

/** Ends of lines within quoted cells. */
function linesWithin(text: string, end: string): number {
  let lines = 0;
  for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + 1)) lines++;
  return lines;
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
