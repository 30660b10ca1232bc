import { expect, test } from 'vitest';
import { visible, visibleInLine, visibleJson } from '../../src/terminal/visible.ts';

test.each([
  ['an escape sequence', '\x1b[2Jx', '\\x1b[2Jx'],
  ['a title, with its bell', '\x1b]0;owned\x07', '\\x1b]0;owned\\x07'],
  ['a return that hides a line', 'rm -rf ~\r\x1b[2Kls', 'rm -rf ~\\x0d\\x1b[2Kls'],
  ['a backspace and a delete', 'a\b\x7f', 'a\\x08\\x7f'],
  ['C1, which some terminals obey', '\x9b31m\x85', '\\x9b31m\\x85'],
  ['a direction', 'a\u202eb\u2066c\u200f', 'a\\u202eb\\u2066c\\u200f'],
  ['what has no width', 'a\u200b\u200d\u2060\ufeff', 'a\\u200b\\u200d\\u2060\\ufeff'],
  ['line and paragraph separators', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
  ['letters that only models see', 'a\u{e0041}', 'a\\u{e0041}'],
  ['a null', 'a\0b', 'a\\x00b'],
])('%s is spelled out', (_, text, shown) => {
  expect(visible(text)).toBe(shown);
  expect(visible(shown)).toBe(shown);
});

test('text of any language, tabs and line ends stay; a line end of two characters is one', () => {
  // The joiners in the last two are spelling: a programmer, and a Persian verb.
  const text = 'Grüße\t日本語 שלום العربية 👩 e\u0301\nnext 👩🏽\u200d💻 می\u200cخواهم';
  expect(visible(text)).toBe(text);
  expect(visible('one\r\ntwo')).toBe('one\ntwo');
});

test('on one line no line end is left', () => {
  expect(visibleInLine('a\r\nb\tc\x1bd')).toBe('a\\r\\nb\\tc\\x1bd');
});

test('all that controls, formats, turns or separates is spelled out, and nothing that is read', () => {
  const left: string[] = [];
  for (let code = 0; code < 0x10000; code++) {
    const char = String.fromCharCode(code);
    const acts = /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\p{Bidi_Control}/u.test(char);
    if ((visible(char) === char) === acts) left.push(code.toString(16));
  }
  // Tab and line feed, signs of Arabic and Syriac that are seen, and on the other side one that is not assigned yet.
  expect(left).toEqual([
    '9',
    'a',
    '600',
    '601',
    '602',
    '603',
    '604',
    '605',
    '6dd',
    '70f',
    '890',
    '891',
    '8e2',
    '2065',
  ]);
});

test('as JSON it is the same value, and nothing in it acts', () => {
  const value = { 'a\u202e': 'x\x1b\x9b\x7f\u200b\u2028\u{e0041}é👩\n' };
  const json = visibleJson(value);
  expect(JSON.parse(json)).toEqual(value);
  expect(visible(json)).toBe(json);
  expect(json).toContain('é👩');
});
