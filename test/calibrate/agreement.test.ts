import { expect, test } from 'vitest';
import { agreement } from '../../src/calibrate/agreement.ts';

test('how often two say the same, and where they do not', () => {
  const found = agreement(['a', 'b', null, null], ['a', 'c', null, 'd'], {
    population: null,
    confidence: 0.95,
  });
  expect(found.apart).toEqual([1, 3]);
  expect(found.share).toMatchObject({ value: 0.5, n: 4 });
});
