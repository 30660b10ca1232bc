// TSV with a header row: every other row is an item.
import { readBackRow, readDelimited } from './delimited.ts';
import { writeDelimited } from './delimited-writer.ts';
import type { FormatSpec } from './format.ts';

export const tsv: FormatSpec = {
  extensions: ['tsv', 'tab'],
  recognizes: () => false, // a tab in the first line says nothing
  takesColumns: true,
  taggedRecord: '"tags" and "tagged_by"',
  read: (input, columns) => readDelimited(input, '\t', columns),
  write: (options) => writeDelimited('\t', options),
  readBack: readBackRow,
};
