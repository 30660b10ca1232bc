// Tags below others: counted with what is below them, each item once; flat tags stay as they are.
import { expect, test } from 'vitest';
import { countWithin, parentsIn, treeOf } from '../../src/view/tag-tree.ts';

const counted = (...items: string[][]) => {
  const [own, within] = [new Map<string, number>(), new Map<string, number>()];
  for (const tags of items) {
    for (const tag of tags) own.set(tag, (own.get(tag) ?? 0) + 1);
    countWithin(within, tags);
  }
  return treeOf(own, within).map(({ tag, items: number, depth, own: self }) => [tag, number, depth, self]);
};

test('a parent counts what is below it, items of several kinds once, and stands before them', () => {
  expect(counted(['bug'], ['a/b', 'a/c'], ['a/c'], ['a'], ['bug'], ['bug'], ['bug'], ['a/c/d'])).toEqual([
    ['bug', 4, 0, null],
    ['a', 4, 0, 1],
    ['a/c', 3, 1, 2],
    ['a/c/d', 1, 2, null],
    ['a/b', 1, 1, null],
  ]);
});

test('what two tags have before a slash is a parent; one slash alone is a name', () => {
  expect([...parentsIn(['n/a', 'ui/list', 'ui/form', '/root', 'x/y', 'x'])]).toEqual(['ui', 'x']);
  expect(counted(['n/a'], ['b'], ['b'], [''])).toEqual([
    ['b', 2, 0, null],
    ['n/a', 1, 0, null],
    ['', 1, 0, null],
  ]);
});
