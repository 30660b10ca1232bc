import { expect, test } from 'vitest';
import { shownInOrder } from '../../src/stats/sequence.ts';

test('what comes after the first claim that is not shown does not count', () => {
  expect(shownInOrder([true, true, false, true])).toBe(2);
  expect(shownInOrder([false, true])).toBe(0);
  expect(shownInOrder([true, true])).toBe(2);
});
