// Where sentences end: at stops and blocks, not at wraps or abbreviations.
import { expect, test } from 'vitest';
import { around, sentencesOf } from '../../src/opinion/sentences.ts';

const split = (text: string): string[] =>
  sentencesOf(text).map(({ start, end }) => text.slice(start, end).trim());

test.each([
  ['stops', 'Use it. Never mind! Why?', ['Use it.', 'Never mind!', 'Why?']],
  [
    'a wrapped line',
    'I would never say that\nyou should use it. So.',
    ['I would never say that\nyou should use it.', 'So.'],
  ],
  ['items', 'Do:\n- one\n- two\n  and a half', ['Do:', '- one', '- two\n  and a half']],
  ['paragraphs and headings', '# Head\ntext\n\nmore', ['# Head', 'text', 'more']],
  ['abbreviations', 'Use a queue, e.g. Kafka. Done.', ['Use a queue, e.g. Kafka.', 'Done.']],
  ['Chinese', '不要用它。用那个。', ['不要用它。', '用那个。']],
  ['nothing', '', []],
])('%s', (_, text, sentences) => {
  expect(split(text)).toEqual(sentences);
});

test('a quote over two sentences lies in both', () => {
  const text = 'One is. Two is. Three is.';
  expect(around({ start: 4, end: 10 }, sentencesOf(text))).toMatchObject({ start: 0, end: 16 });
});
