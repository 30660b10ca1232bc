import { expect, test } from 'vitest';
import { label, labeled, plainId, shuffled } from '../../src/opinion/labels.ts';

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

test.each([
  ['A', 0],
  ['b', 1],
  [' [C] ', 2],
  ['Answer A', 0],
  ['answer-B-1f2e', 1],
  ['**B**', 1],
  ['D', null],
  ['Ann', null],
  ['', null],
])('%j means answer %j', (word, index) => {
  expect(labeled(word, 3)).toBe(index);
});

test('an id is the same in brackets and in small letters', () => {
  expect([plainId('[a1]'), plainId('A-1'), plainId('A1')]).toEqual(['A1', 'A1', 'A1']);
});
