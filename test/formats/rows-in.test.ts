// What separates the cells of a CSV whose name says that it is one.
import { expect, test } from 'vitest';
import { likelyDelimiter, rowsIn } from '../../src/formats/rows-in.ts';

test.each([
  ['the one that makes the most cells', 'a;b,c;d\n1;2;3\n', ';'],
  ['the comma when none makes any', 'text\nx\n', ','],
  [
    'what stands before our own column, whatever is in a name before it',
    'a;b;c;d,tags,tagged_by\nx,error,haiku\n',
    ',',
  ],
  ['the same of bulk-map', 'a,b,c;summary;mapped_by\nx;y;haiku\n', ';'],
  ['the same with a name that is made longer, and quoted', 'a|b|c,"the_tagged_by"\nx,haiku\n', ','],
  ['not what stands within a quoted name', '"a,b,c,d";text\nx;y\n', ';'],
  ['not what stands in a name over two lines', '"a;b\nc;d;e",tags,tagged_by\nx,error,haiku\n', ','],
])('%s', (_, head, delimiter) => {
  expect(likelyDelimiter(head)).toBe(delimiter);
});

test('a result is a table by its last column, whatever its other columns are called', () => {
  expect(rowsIn('a;b;{;d,tags,tagged_by\nx,error,haiku\n')).toMatchObject({ delimiter: ',', certain: true });
  expect(rowsIn('a;b;{;d,tags\nx,error\n')).toBeNull();
});
