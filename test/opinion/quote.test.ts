import { describe, expect, test } from 'vitest';
import { occurrences, SearchableLines, squeeze } from '../../src/opinion/quote.ts';

test('white space is one blank, and none at the ends', () => {
  expect(squeeze('  a\t b\r\n\nc ')).toBe('a b c');
});

const isIn = (quote: string, text: string): boolean => !occurrences(quote, text).next().done;

test.each([
  ['abababababac', 'ababac', true],
  ['aabaaabaaaab', 'aabaaaab', true],
  ['abcabcabcabd', 'abcabcabd', true],
  ['abcabdabcabd', 'abcabcabd', false],
  ['aaaaaaaaaab', 'aaaaaab', true],
  ['aaaaaaaaaac', 'aaaaaab', false],
])('in %s, %s is found as by the engine', (text_, quote, found) => {
  expect(isIn(quote, text_)).toBe(found);
  expect(text_.includes(quote)).toBe(found);
});

test('what repeats is found as often as it stands there, past what the engine looks for', () => {
  expect([...occurrences('aa', 'a'.repeat(40))]).toEqual(Array.from({ length: 39 }, (_, at) => at));
});

test('every quote of two letters is found exactly where the engine finds it', () => {
  const words = (length: number): string[] =>
    Array.from({ length: 2 ** length }, (_, bits) =>
      Array.from({ length }, (_unused, at) => ((bits >> at) & 1 ? 'a' : 'b')).join(''),
    );
  const wrong: string[] = [];
  for (const quote of words(7))
    for (const text of words(10))
      if (isIn(quote, text) !== text.includes(quote)) wrong.push(`${quote} in ${text}`);
  expect(wrong).toEqual([]);
});

describe('lines of code', () => {
  const lines = new SearchableLines(
    ['if (a) {', '', '  b();', '}', 'if (a) {', '\tb(); b();', '}'].map((text, index) => ({
      number: 11 + index,
      text,
    })),
  );
  test.each([
    ['on two lines', 'if (a) {', [11, 15]],
    ['over lines, blank ones aside', 'if (a) {\n b();', [11, 15]],
    ['within a line', '(a)', [11, 15]],
    ['twice on one line', 'b();', [13, 16]],
    ['from the middle of a line on', '{ b(); }', [11]],
    ['within a word', 'f (a)', []],
    ['nowhere', 'c();', []],
    ['blanks', '      ', []],
  ])('%s', (_, quote, found) => {
    expect(lines.linesOf(quote)).toEqual(found);
  });

  test('the line counts that begins so far into the quote', () => {
    expect(lines.linesOf('if (a) {\n b();', 'if (a) { '.length)).toEqual([13, 16]);
  });

  test('only so many, or only those near a line', () => {
    expect(lines.linesOf('if (a) {', 0, 1)).toEqual([11]);
    expect(lines.linesNear('if (a) {', 12, 1)).toEqual([11]);
    expect(lines.linesNear('if (a) {', 13, 2)).toEqual([11, 15]);
    expect(lines.linesNear('b();', 16, 1, 0)).toEqual([16]);
    expect(lines.linesNear('if (a) {\n b();', 17, 1, 'if (a) { '.length)).toEqual([16]);
    expect(lines.linesNear('if (a) {', 30, 5)).toEqual([]);
  });

  test('places that overlap are all found, each line once', () => {
    const stripes = new SearchableLines(
      ['a;', 'b;', 'a;', 'b;', 'a; a;'].map((text, number) => ({ number, text })),
    );
    expect(stripes.linesOf('a; b; a;')).toEqual([0, 2]);
    expect(stripes.linesOf('a;')).toEqual([0, 2, 4]);
  });
});
