// Lines and tables that fit 40, 80 and 200 columns, broken at words; whole where the width is not known.
import { expect, test } from 'vitest';
import { table, wrapped } from '../../src/terminal/wrap.ts';

const TEXT =
  'The quick brown fox jumps over the lazy dog and runs along the river until nobody can see it any more.';

test.each([40, 80, 200])('at %i columns no line is wider, no word is cut and none is lost', (width) => {
  const lines = wrapped(TEXT, width, '  ').split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  expect(lines.map((line) => line.trim()).join(' ')).toBe(TEXT);
  expect(lines.slice(1).every((line) => line.startsWith('  '))).toBe(true);
});

test('a longer word stays whole, an indent stays, and without a width nothing is broken', () => {
  const path = '/a/path/that/is/longer/than/forty/columns/and/is/copied.md';
  expect(wrapped(`see ${path} now`, 40)).toBe(`see\n${path}\nnow`);
  expect(wrapped(`    ${TEXT}`, 80, '  ').split('\n')[1]).toMatch(/^ {6}\S/);
  expect(wrapped(TEXT, 0)).toBe(TEXT);
  expect(wrapped('', 40)).toBe('');
});

const ROWS = [
  ['one', TEXT, '1'],
  ['two-and-more', 'short', '22'],
];

test.each([40, 80, 200])('a table of %i columns has its text broken in its column, or below', (width) => {
  const lines = table(ROWS, ['left', 'left', 'right'], { width, flexible: 1 });
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  const words = lines.join(' ').replaceAll(/\s+/g, ' ');
  for (const word of [...TEXT.split(' '), 'one', 'two-and-more', '22']) expect(words).toContain(word);
});

test('where nothing is left beside the other columns, the text stands below them', () => {
  expect(
    table([['a-name-of-thirty-letters-or-so', TEXT, 'x']], ['left', 'left', 'left'], {
      width: 40,
      flexible: 1,
    })[0],
  ).toBe('a-name-of-thirty-letters-or-so  x');
  expect(table(ROWS, ['left', 'left', 'right'], { width: 0, flexible: 1 })[0]).toContain(TEXT);
});
