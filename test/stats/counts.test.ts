// Expected values from scipy 1.17.1 (hypergeom.cdf, binom.pmf).
import { expect, test } from 'vitest';
import { binomialAtLeast, binomialAtMost, binomialChance, drawnAtMost } from '../../src/stats/counts.ts';

test.each([
  [3, 50, 100, 1000, 0.24325285206601233],
  [40, 2000, 200, 8000, 0.05558966579070547],
  [55, 2000, 200, 8000, 0.819107528475305],
  [0, 100, 5, 400, 0.23531803636656415],
])('at most %i of %i drawn, with %i marked among %i', (hits, n, marked, total, expected) => {
  expect(drawnAtMost(hits, n, marked, total)).toBeCloseTo(expected, 10);
});

test('a binomial count is at most 3 or at least 4, and its chances add up', () => {
  expect(binomialAtMost(3, 12, 0.2) + binomialAtLeast(4, 12, 0.2)).toBeCloseTo(1, 13);
  const chances = Array.from({ length: 13 }, (_, hits) => binomialChance(hits, 12, 0.2));
  expect(chances.slice(0, 4).reduce((a, b) => a + b)).toBeCloseTo(binomialAtMost(3, 12, 0.2), 13);
  expect(binomialChance(14, 2000, 0.01)).toBeCloseTo(0.038521487385017, 12);
});

test('what the sample rules out has no chance', () => {
  expect(drawnAtMost(4, 10, 95, 100)).toBe(0); // at least 5 of 10 are marked when only 5 of 100 are not
  expect(drawnAtMost(5, 10, 5, 100)).toBe(1);
});
