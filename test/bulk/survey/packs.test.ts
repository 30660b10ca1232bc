// How large packs get, by how whole the replies to those before were.
import { expect, test } from 'vitest';
import { PackSizes } from '../../../src/bulk/survey/packs.ts';

const sizes = (items: number, from?: number): PackSizes =>
  new PackSizes({ items, tokens: 8000, ...(from && { from }) });
const after = (packs: PackSizes, ...replies: [size: number, lost: number, mayGrow?: boolean][]): number => {
  for (const [size, lost, mayGrow = true] of replies) packs.replied(size, lost, mayGrow);
  return packs.items;
};
const whole = (packs: PackSizes, times: number): number => {
  for (let reply = 0; reply < times; reply++) packs.replied(packs.items, 0, true);
  return packs.items;
};

test('packs start where it is usual, and grow by half after every two whole replies, up to what was asked for', () => {
  const packs = sizes(100, 40);
  expect([
    packs.items,
    whole(packs, 1),
    whole(packs, 1),
    whole(packs, 2),
    whole(packs, 2),
    whole(packs, 9),
  ]).toEqual([40, 40, 60, 90, 100, 100]);
  expect(sizes(10, 40).items).toBe(10);
  expect(whole(sizes(40, 40), 20)).toBe(40);
});

test('a reply that is not whole, and doubt about the packs, keep them from growing', () => {
  expect(after(sizes(100, 40), [40, 0], [40, 1], [40, 0])).toBe(40);
  expect(after(sizes(100, 40), [40, 0, false], [40, 0, false], [40, 0, false])).toBe(40);
  expect(after(sizes(100, 40), [12, 0], [12, 0], [12, 0])).toBe(40); // a small one says nothing of large ones
});

test('a reply that loses more than one item in eight halves them, once for all that are under way', () => {
  const packs = sizes(40);
  expect(after(packs, [40, 5])).toBe(40);
  expect(after(packs, [40, 6], [40, 40], [40, 20], [40, 40])).toBe(20);
  expect(after(packs, [20, 20])).toBe(10);
  expect(after(packs, [10, 10], [5, 5], [5, 5])).toBe(5);
});

test('they grow again, but not to the size at which items were lost', () => {
  const packs = sizes(100, 40);
  after(packs, [40, 0], [40, 0], [60, 30]);
  expect(packs.items).toBe(30);
  expect(whole(packs, 20)).toBe(45);
});
