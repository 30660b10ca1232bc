// Colors of tags by what their names mean.
import { expect, test } from 'vitest';
import { tagColors } from '../../src/view/tag-colors.ts';

test('a word that means something has its color, a denied one has not, and every other tag has one of its own', () => {
  const tags = ['refund', 'login-error', 'warning', 'all_ok', 'not-spam', 'other', 'flow', ''];
  expect([...tagColors(tags).values()]).toEqual([
    'own-1',
    'bad',
    'warn',
    'good',
    'own-2',
    'quiet',
    'own-3',
    'quiet',
  ]);
});

test('with more tags than colors, colors come again', () => {
  const colors = tagColors(Array.from({ length: 9 }, (_, at) => `tag${'abcdefghi'[at]}`));
  expect(new Set(colors.values()).size).toBe(8);
});
