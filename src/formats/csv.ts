// CSV with a header row: every other row is an item. Spreadsheets write semicolons where the comma is the decimal sign.
import { readBackRow, readDelimited } from './delimited.ts';
import { writeDelimited } from './delimited-writer.ts';
import type { FormatSpec } from './format.ts';

export const csv: FormatSpec = {
  extensions: ['csv'],
  recognizes: () => false, // a comma in the first line says nothing
  takesColumns: true,
  taggedRecord: '"tags" and "tagged_by"',
  read: (input, columns) => readDelimited(input, likelyDelimiter(input.head), columns),
  write: (options) => writeDelimited((options.sameFormat && options.source.delimiter) || ',', options),
  readBack: readBackRow,
};

function likelyDelimiter(head: string): string {
  const headerLine = /^[^\r\n]*/.exec(head.trimStart())?.[0] ?? '';
  const count = (delimiter: string): number => headerLine.split(delimiter).length;
  return [',', ';', '\t', '|'].reduce((best, delimiter) =>
    count(delimiter) > count(best) ? delimiter : best,
  );
}
