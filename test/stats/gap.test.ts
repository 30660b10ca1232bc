import { expect, test } from 'vitest';
import { gapInterval, gapIsAbove, gapIsWithin } from '../../src/stats/gap.ts';

const count = (sum: number, apart: number, population: number | null = null) => ({
  sum,
  apart,
  n: 2000,
  population,
});

/** The largest sum that shows a gap of at most `limit`. */
const largest = (limit: number, apart: (sum: number) => number, population: number | null = null) => {
  let sum = -1;
  while (gapIsWithin(limit, count(sum + 1, apart(sum + 1), population), 0.05)) sum += 1;
  return sum;
};

test('where every disagreement counts fully, this is nearly the exact test of their share', () => {
  // scipy: 29 and 47 are the most of 2,000 with binom.cdf at most 0.05 at 2 and 3 %.
  expect(largest(0.02, (sum) => sum)).toBe(28);
  expect(largest(0.03, (sum) => sum)).toBe(46);
});

test('no difference at all decides as soon as so few with a difference would be unlikely enough', () => {
  const none = (n: number) => ({ sum: 0, apart: 0, n, population: null });
  expect(gapIsWithin(0.02, none(200), 0.05)).toBe(true); // 0.98 ** 200 is 0.018
  expect(gapIsWithin(0.02, none(130), 0.05)).toBe(false); // 0.98 ** 130 is 0.072
  expect(gapIsWithin(0.02, { ...none(200), population: 5000 }, 0.05)).toBe(true);
  expect(gapIsWithin(0.002, none(2000), 0.05)).toBe(true);
});

test('the more the two differ, the smaller the sum must be', () => {
  const sums = [60, 120, 200].map((apart) => largest(0.03, () => apart));
  expect(sums).toEqual(sums.toSorted((a, b) => b - a));
  expect(new Set(sums).size).toBe(3);
});

test('the chance of an error is at most alpha, and not far below', () => {
  // All of a trinomial with gap 0.03 and 1.5 % of items on which only the second is right, summed up by hand.
  const critical = largest(0.03, () => 120);
  let chance = 0;
  for (let minus = 0; minus <= 80; minus += 1)
    for (let plus = 0; plus <= critical + minus; plus += 1) chance += trinomial(plus, minus, 0.045, 0.015);
  expect(chance).toBeLessThan(0.05);
  expect(chance).toBeGreaterThan(0.02);
});

function trinomial(plus: number, minus: number, p: number, m: number): number {
  let log = plus * Math.log(p) + minus * Math.log(m) + (2000 - plus - minus) * Math.log(1 - p - m);
  for (let i = 0; i < plus + minus; i += 1) log += Math.log(2000 - i);
  for (let i = 2; i <= plus; i += 1) log -= Math.log(i);
  for (let i = 2; i <= minus; i += 1) log -= Math.log(i);
  return Math.exp(log);
}

test('in a finite population, more is shown, and all of it when all is sampled', () => {
  expect(largest(0.03, () => 120, 3000)).toBeGreaterThan(largest(0.03, () => 120));
  expect(gapIsWithin(0.03, count(60, 120, 2000), 0.05)).toBe(true);
  expect(gapIsWithin(0.03, count(61, 120, 2000), 0.05)).toBe(false);
  expect(gapIsAbove(0.03, count(61, 120, 2000), 0.05)).toBe(true);
});

test('a gap is shown to be above exactly where its mirror image is within', () => {
  expect(gapIsAbove(0.03, count(95, 120), 0.05)).toBe(true);
  expect(gapIsAbove(0.03, count(65, 120), 0.05)).toBe(false);
  expect(gapIsAbove(-0.03, count(-40, 60), 0.05)).toBe(gapIsWithin(0.03, count(40, 60), 0.05));
});

test('the interval has its ends where the tests change their mind', () => {
  const { low, high } = gapInterval(count(30, 60), count(30, 60), 0.95);
  expect(low).toBeLessThan(0.015);
  expect(high).toBeGreaterThan(0.015);
  expect(gapIsWithin(high + 2e-4, count(30, 60), 0.025)).toBe(true);
  expect(gapIsWithin(high - 2e-4, count(30, 60), 0.025)).toBe(false);
  expect(gapIsAbove(low - 2e-4, count(30, 60), 0.025)).toBe(true);
});
