import { expect, test } from 'vitest';
import { Groups } from '../../src/opinion/groups.ts';

const groupsOf = (items: string, pairs: string[]): string[] => {
  const groups = new Groups(items);
  for (const [one = '', other = ''] of pairs) groups.join(one, other);
  return [...groups.members().values()].map((members) => members.join(''));
};

test.each([
  ['nobody', '', [], []],
  ['alone', 'abc', [], ['a', 'b', 'c']],
  ['a pair', 'abc', ['ca'], ['ac', 'b']],
  ['a chain', 'abcd', ['ab', 'bc', 'cd'], ['abcd']],
  ['two groups made one', 'abcde', ['ab', 'de', 'be'], ['abde', 'c']],
  ['the same pair twice', 'ab', ['ab', 'ba'], ['ab']],
  ['with oneself', 'ab', ['aa'], ['a', 'b']],
])('%s', (_, items, pairs, groups) => {
  expect(groupsOf(items, pairs)).toEqual(groups);
});

test('what stands for a group is the same for all in it, and a key of its members', () => {
  const groups = new Groups('abcd');
  groups.join('a', 'b');
  groups.join('c', 'b');
  const root = groups.rootOf('a');
  expect([groups.rootOf('b'), groups.rootOf('c')]).toEqual([root, root]);
  expect(groups.members().get(root)).toEqual(['a', 'b', 'c']);
  expect(groups.rootOf('d')).toBe('d');
});

test('a long chain needs no deep stack', () => {
  const groups = new Groups(Array.from({ length: 100_000 }, (_, index) => index));
  for (let index = 1; index < 100_000; index++) groups.join(index, index - 1);
  expect(groups.members().size).toBe(1);
});
