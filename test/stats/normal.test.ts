// Expected values from scipy 1.17.1 (norm.ppf, norm.cdf).
import { expect, test } from 'vitest';
import { normalBelow, normalQuantile } from '../../src/stats/normal.ts';

test('quantiles and chances of the normal distribution', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 10);
  expect(normalQuantile(0.05)).toBeCloseTo(-1.6448536269514729, 10);
  expect(normalBelow(-2.5)).toBeCloseTo(0.006209665325776132, 13);
  expect(normalBelow(0)).toBe(0.5);
});
