// CSV with a header row: every other row is an item. Spreadsheets write semicolons where the comma is the decimal sign.
import { inBatches } from './batches.ts';
import { csvRows } from './csv-rows.ts';
import { type Row, readBackRow, readDelimited } from './delimited.ts';
import { writeDelimited } from './delimited-writer.ts';
import type { FormatSpec, TextInput } from './format.ts';
import { likelyDelimiter, rowsIn } from './rows-in.ts';

export const csv: FormatSpec = {
  extensions: ['csv'],
  recognizes(head, named) {
    const found = named ? null : rowsIn(head);
    return Boolean(found?.certain && found.delimiter !== '\t');
  },
  takesColumns: true,
  taggedRecord: '"tags" and "tagged_by"',
  read: readCsv,
  write: (options) => writeDelimited((options.sameFormat && options.source.delimiter) || ',', options),
  readBack: readBackRow,
};

// Excel's own way to say what separates the cells.
const SEP_LINE = /^sep=([^\r\n])(?:\r\n|\n|\r)/i;

function readCsv(input: TextInput, columns: readonly string[]) {
  const [preface = '', named] = SEP_LINE.exec(input.head) ?? [];
  const delimiter = named ?? likelyDelimiter(input.head);
  return readDelimited(
    input,
    {
      delimiter,
      preface,
      rows: () => inBatches(rowsBelow(preface, csvRows(input, delimiter))),
      whyBeyond: 'is a cell with a delimiter not quoted?',
    },
    columns,
  );
}

async function* rowsBelow(preface: string, rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  let isPreface = preface !== '';
  for await (const row of rows) {
    if (!isPreface) yield row;
    isPreface = false;
  }
}
