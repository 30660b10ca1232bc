// Expected values from scipy 1.17.1 (betainc, beta.ppf), an implementation of its own (Boost).
import { expect, test } from 'vitest';
import { betaQuantile, incompleteBeta, lnFactorial } from '../../src/stats/beta.ts';

test.each([
  [0.3, 2, 5, 0.5798250000000003],
  [0.95, 381, 20, 0.46796994929118646],
  [0.5, 0.5, 0.5, 0.5],
  [0.01, 1, 400, 0.9820494467249548],
  [0.999, 1995, 6, 0.9834905195801381],
  [0.03, 61, 1940, 0.46573355118789816],
])('I_x(a, b) at %f, %f, %f', (x, a, b, expected) => {
  expect(Math.abs(incompleteBeta(x, a, b) / expected - 1)).toBeLessThan(1e-11);
});

test.each([
  [0.05, 381, 20, 0.9310783725159711],
  [0.975, 58, 1943, 0.03676886985847281],
  [0.05, 1, 400, 0.00012822501443890102],
  [0.5, 3, 3, 0.5],
  [0.0001, 190, 11, 0.8672458212504198],
])('the quantile %f of Beta(%f, %f)', (share, a, b, expected) => {
  expect(Math.abs(betaQuantile(share, a, b) / expected - 1)).toBeLessThan(1e-11);
});

test('factorials agree where the sum ends and the series begins', () => {
  expect(lnFactorial(10)).toBeCloseTo(Math.log(3628800), 12);
  expect(lnFactorial(20_001) - lnFactorial(20_000)).toBeCloseTo(Math.log(20_001), 8);
});
