// The filter of the page: a parent takes what is below it, and counts it.
import { expect, test } from 'vitest';
import type { PageHead } from '../../src/view/data.ts';
import { matching, NO_FILTER, toItem } from '../../src/view/items.ts';

const head = {
  tags: [['billing', 3], ['billing/refund', 2], ['bug', 1], ['', 0]],
  by: [['haiku', 4]],
  reasons: [],
} as unknown as PageHead; // biome-ignore format: a list
const items = [[0], [1], [1], [2]].map((tags, index) =>
  toItem([index, index + 1, tags, 0, 'x', [], null, 0]),
);
const found = (...tag: string[]) => {
  const { items: shown, tags } = matching(items, { ...NO_FILTER, tag }, head, () => false);
  return { shown: shown.map(({ index }) => index), tags };
};

test('a parent lets through and counts what is below it; a kind lets through itself alone', () => {
  expect(found()).toEqual({ shown: [0, 1, 2, 3], tags: [3, 2, 1, 0] });
  expect(found('billing')).toEqual({ shown: [0, 1, 2], tags: [3, 2, 0, 0] });
  expect(found('billing/refund')).toEqual({ shown: [1, 2], tags: [2, 2, 0, 0] });
});
