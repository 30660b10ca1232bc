// The texts that stand best for others: near them, and not near one another.
import { expect, test } from 'vitest';
import { mostAlike } from '../../../src/bulk/task/alike.ts';

const KNOWN = [
  'The invoice for March is wrong',
  'The invoice for April is wrong',
  'I cannot log in with my password',
  'Where is my parcel',
];

test('each choice covers what the ones before do not; what is like nothing is left out', () => {
  const open = [
    'my invoice is wrong',
    'the invoice of May is wrong',
    'the password does not work when I log in',
  ];
  const chosen = mostAlike(KNOWN, open, 4);
  expect(chosen.slice(0, 2).toSorted()).toEqual([expect.any(Number), 2]);
  expect([0, 1]).toContain(chosen.find((index) => index < 2));
  expect(mostAlike(KNOWN, ['Guten Tag'], 4)).toEqual([]);
});

test('a rare word counts more than the usual ones', () => {
  const known = ['it is what it is', 'it is about parcels'];
  expect(mostAlike(known, ['parcels', 'so it is so'], 1)).toEqual([1]);
});

test('no more than wanted, each once, and the same every time', () => {
  const open = KNOWN.map((text) => `${text}, please`);
  expect(mostAlike(KNOWN, open, 2)).toHaveLength(2);
  expect(new Set(mostAlike(KNOWN, open, 9)).size).toBe(4);
  expect(mostAlike(KNOWN, open, 9)).toEqual(mostAlike(KNOWN, open, 9));
});
