// TSV with a header row: every other row is an item. A line is a row and a tab ends a cell, whatever else is in it: quotes are data.
import { type Row, readBackRow, readDelimited } from './delimited.ts';
import { writeDelimited } from './delimited-writer.ts';
import type { FormatSpec, TextInput } from './format.ts';
import { lineBatches } from './lines.ts';
import { rowsIn } from './rows-in.ts';

export const tsv: FormatSpec = {
  extensions: ['tsv', 'tab'],
  recognizes(head, named) {
    const found = named ? null : rowsIn(head);
    return Boolean(found?.certain && found.delimiter === '\t');
  },
  takesColumns: true,
  taggedRecord: '"tags" and "tagged_by"',
  read: (input, columns) =>
    readDelimited(
      input,
      { delimiter: '\t', rows: () => tabRows(input), whyBeyond: 'is there a tab in a cell?' },
      columns,
    ),
  write: (options) => writeDelimited('\t', options),
  readBack: readBackRow,
};

async function* tabRows(input: TextInput): AsyncGenerator<Row[]> {
  for await (const { lines } of lineBatches(input))
    yield lines.map((line) => ({ ...line, cells: line.raw.split('\t') }));
}
