import { expect, test } from 'vitest';
import { label, shuffled } from '../../src/opinion/labels.ts';

test('labels are capital letters, from A', () => {
  expect([0, 1, 7].map(label)).toEqual(['A', 'B', 'H']);
});

test('each draw takes from what is left, and the list given stays as it was', () => {
  const list = ['x', 'y', 'z'];
  const draws = [0.5, 0.99, 0];
  expect(shuffled(list, () => draws.shift() ?? 0)).toEqual(['y', 'z', 'x']);
  expect(list).toEqual(['x', 'y', 'z']);
  expect(shuffled([])).toEqual([]);
  expect(shuffled(['x'])).toEqual(['x']);
});
