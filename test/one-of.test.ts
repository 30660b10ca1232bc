import { expect, test } from 'vitest';
import { didYouMean, oneOf } from '../src/one-of.ts';

test.each([
  ['hiaku', 'Expected one of: haiku, sonnet, opus. Did you mean "haiku"?'],
  ['gpt', 'Expected one of: haiku, sonnet, opus.'],
  ['', 'Expected one of: haiku, sonnet, opus.'],
])('"%s"', (given, sentence) => {
  expect(oneOf(given, ['haiku', 'sonnet', 'opus'])).toBe(sentence);
});

test('a long list is cut, and what was meant is named though it stands beyond the cut', () => {
  const names = Array.from({ length: 30 }, (_, index) => `column-${index}`);
  expect(oneOf('colum-29', names, '; or none')).toMatch(
    /^Expected one of: column-0, .*column-19 and 10 more; or none\. Did you mean "column-29"\?$/,
  );
  expect(didYouMean('x', [])).toBe('');
});
