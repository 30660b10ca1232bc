import { expect, test } from 'vitest';
import { betaQuantile, incompleteBeta, lnBeta } from '../../src/stats/beta.ts';
import { confidenceSequence, shownAfter } from '../../src/stats/betting.ts';
import { randomFrom } from '../../src/stats/random.ts';

const draws = (hits: readonly boolean[], population: number | null = null) => ({ hits, population });

/** ln of the mixture's capital in closed form: the integral over p > m of p^S (1-p)^(n-S), over that at m. */
function capital(hits: readonly boolean[], m: number): number {
  const found = hits.filter(Boolean).length;
  const missed = hits.length - found;
  const mixture =
    lnBeta(1 + found, 1 + missed) + Math.log(incompleteBeta(1 - m, 1 + missed, 1 + found)) - Math.log(1 - m);
  return mixture - found * Math.log(m) - missed * Math.log(1 - m);
}

test('the bet is the Bernoulli mixture martingale', () => {
  const random = randomFrom(3);
  const hits = Array.from({ length: 900 }, () => random() < 0.985);
  const after = shownAfter('above', 0.95, draws(hits), 0.05) ?? 0;
  expect(after).toBeGreaterThan(50);
  expect(capital(hits.slice(0, after), 0.95)).toBeGreaterThanOrEqual(Math.log(20));
  for (let n = 1; n < after; n += 1) expect(capital(hits.slice(0, n), 0.95)).toBeLessThan(Math.log(20));
});

test('a bad start costs no more than it costs the mixture', () => {
  const hits = [...Array.from({ length: 40 }, () => false), ...Array.from({ length: 3000 }, () => true)];
  const after = shownAfter('above', 0.95, draws(hits), 0.05) ?? Number.POSITIVE_INFINITY;
  const mixture = hits.findIndex((_, i) => capital(hits.slice(0, i + 1), 0.95) >= Math.log(20)) + 1;
  expect(mixture).toBeGreaterThan(500);
  expect(after).toBeLessThanOrEqual(mixture);
  expect(after / (after + 40)).toBeGreaterThan(0.9);
});

test('both sides are the same bet, mirrored', () => {
  const random = randomFrom(5);
  const hits = Array.from({ length: 600 }, () => random() < 0.85);
  const misses = hits.map((hit) => !hit);
  expect(shownAfter('below', 0.95, draws(hits), 0.05)).toBe(
    shownAfter('above', 1 - 0.95, draws(misses), 0.05),
  );
  expect(shownAfter('above', 0.95, draws(hits), 0.05)).toBeNull();
});

test('in a finite population the last items are certain', () => {
  const hits = Array.from({ length: 96 }, () => true);
  expect(shownAfter('above', 0.95, draws(hits), 0.05)).toBeGreaterThan(80);
  expect(shownAfter('above', 0.95, draws(hits, 100), 1e-30)).toBe(96); // more than 95 of 100 are hits
  expect(shownAfter('above', 0.95, draws(hits, 100), 0.05)).toBeLessThan(60);
});

test('at the limit, one run in twenty or fewer is ever shown to be above it, however often one looks', () => {
  const random = randomFrom(7);
  const runs = Array.from({ length: 1000 }, () => Array.from({ length: 300 }, () => random() < 0.9));
  const wrong = runs.filter((hits) => shownAfter('above', 0.9, draws(hits), 0.05) !== null).length;
  expect(wrong).toBeGreaterThan(5); // it is no bet that never wins
  expect(wrong).toBeLessThanOrEqual(64); // 50 and two standard deviations
});

test('the confidence sequence is wider than the interval of a single look', () => {
  const hits = Array.from({ length: 200 }, (_, i) => i % 20 !== 0);
  const { value, low, high } = confidenceSequence(draws(hits), 0.95);
  expect(value).toBe(0.95);
  expect(low).toBeLessThan(betaQuantile(0.025, 190, 11));
  expect(high).toBeGreaterThan(betaQuantile(0.975, 191, 10));
  expect(high - low).toBeLessThan(0.12);
});
