// Thoughts in an answer are taken out; words about thoughts stay.
import { expect, test } from 'vitest';
import { withoutThoughts } from '../../src/ask/thoughts.ts';

test.each([
  ['Use it.', 'Use it.'],
  ['<think>a</think>Use it.', 'Use it.'],
  ['\n<thinking>\na\n</thinking>\n\nUse it.\n', 'Use it.\n'],
  ['<think>one <think> two</think>Use it.', 'Use it.'],
  ['<THINK>a</THINK> Use it.', 'Use it.'],
  ['Hm.\n</think>\nUse it.', 'Use it.'],
  ['<think>never closed', ''],
  ['The mark </think> ends it.', 'The mark </think> ends it.'],
  ['It writes\n<think>\na\n</think>\nfirst.', 'It writes\n<think>\na\n</think>\nfirst.'],
  ['See:\n```\n</think>\n```\n', 'See:\n```\n</think>\n```\n'],
  ['', ''],
])('%j is %j', (text, expected) => {
  expect(withoutThoughts(text)).toBe(expected);
});
