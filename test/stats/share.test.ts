// Expected values from scipy 1.17.1 (beta.ppf for Clopper and Pearson; hypergeom.cdf; Wilson's formula in Python).
import { expect, test } from 'vitest';
import { exactInterval, lowerBound, scoreInterval, shareAgainst, upperBound } from '../../src/stats/share.ts';

const count = (hits: number, n: number, population: number | null = null) => ({ hits, n, population });

test.each([
  [378, 400, 0.9179107626354742, 0.9652145197962778],
  [0, 30, 0, 0.11570330822202778],
  [7, 7, 0.5903836027749967, 1],
])('Clopper and Pearson: %i of %i', (hits, n, low, high) => {
  const interval = exactInterval(count(hits, n), 0.95);
  expect(interval.low).toBeCloseTo(low, 11);
  expect(interval.high).toBeCloseTo(high, 11);
});

test.each([
  [378, 400, 0.9181325521920267, 0.9634015058504493],
  [10, 10, 0.7224672001371106, 1],
])('Wilson: %i of %i', (hits, n, low, high) => {
  const interval = scoreInterval(count(hits, n), 0.95);
  expect(interval.low).toBeCloseTo(low, 10);
  expect(interval.high).toBeCloseTo(high, 10);
});

test('from a finite population less is possible', () => {
  expect(upperBound(count(3, 100, 1000), 0.05)).toBe(0.073); // 74 marked items would show 3 or fewer in under 5 %
  expect(lowerBound(count(97, 100, 1000), 0.05)).toBeCloseTo(1 - 0.073, 12);
  const wide = scoreInterval(count(90, 100), 0.95);
  const half = scoreInterval(count(90, 100, 200), 0.95);
  expect(half.high - half.low).toBeLessThan(0.75 * (wide.high - wide.low));
});

test('once all is sampled, the share is known', () => {
  const known = { value: 0.03, low: 0.03, high: 0.03, n: 100 };
  const exact = exactInterval(count(3, 100, 100), 0.95);
  expect([exact.low, exact.high].map((end) => end.toFixed(12))).toEqual(['0.030000000000', '0.030000000000']);
  expect(scoreInterval(count(3, 100, 100), 0.95)).toEqual(known);
});

test('nothing seen, nothing known', () => {
  expect(exactInterval(count(0, 0), 0.95)).toEqual({ value: 0, low: 0, high: 1, n: 0 });
  expect(scoreInterval(count(0, 0), 0.95)).toEqual({ value: 0, low: 0, high: 1, n: 0 });
});

test('an exact test rejects where its bound does', () => {
  expect(shareAgainst('at most', 0.9, count(380, 400))).toBeLessThan(0.001);
  expect(shareAgainst('at least', 0.9, count(380, 400))).toBeGreaterThan(0.99);
  const limit = lowerBound(count(380, 400), 0.05);
  expect(shareAgainst('at most', limit, count(380, 400))).toBeCloseTo(0.05, 9);
  expect(shareAgainst('at most', 0.9, count(95, 100, 100))).toBe(0); // all are sampled
  expect(shareAgainst('at most', 0.95, count(95, 100, 100))).toBe(1);
});

test.each([200, 300, 2000])('of %i items, none and all are exactly the end of their interval', (n) => {
  expect(scoreInterval(count(0, n), 0.95).low).toBe(0);
  expect(scoreInterval(count(n, n), 0.95).high).toBe(1);
});
