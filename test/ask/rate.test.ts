// In virtual time, against servers that enforce a limit exactly: nearly all that is allowed is used, and little is refused.
import { describe, expect, test } from 'vitest';
import { Rate } from '../../src/ask/rate.ts';
import { LIMITS } from '../support/limit-cases.ts';
import { type Limiter, simulate } from '../support/limited.ts';

const TEN_MINUTES = 600;

describe.each(Object.entries(LIMITS))('%s, of which at least 95 in 100 are used', (_, cases) => {
  test.each(cases)('%s', (_what, limiter, more = {}) => {
    const { used, refused } = simulate({ limiter: limiter(), seconds: TEN_MINUTES, ...more });
    expect(used).toBeGreaterThanOrEqual(0.95);
    expect(refused).toBeLessThan(0.35);
  });
});

test('without a limit nothing is held back', () => {
  const limiter: Limiter = { take: () => ({ allowed: true }), allowedBy: (now) => (50 * now) / 500 };
  expect(simulate({ limiter, seconds: 60 }).used).toBeGreaterThan(0.98);
});

test('a server that refuses all is asked ever more seldom, at most every half minute', () => {
  const at: number[] = [];
  const limiter: Limiter = {
    take: (now) => {
      at.push(now);
      return { allowed: false };
    },
    allowedBy: () => 1,
  };
  simulate({ limiter, seconds: 3600, most: 1 });
  const waits = at.slice(1).map((now, index) => now - (at[index] as number));
  expect(at.filter((now) => now < 300_000).length).toBeLessThan(45);
  expect(Math.max(...waits)).toBeGreaterThan(29_000);
  expect(Math.max(...waits)).toBeLessThan(31_000);
});

test('one burst that is refused lowers the rate once', () => {
  const [burst, one] = [new Rate(1000), new Rate(1000)];
  for (const rate of [burst, one]) for (let request = 0; request < 20; request++) rate.sent(0);
  for (let number = 1; number <= 10; number++)
    for (const rate of [burst, one]) rate.answered(number, 1000, null, null);
  for (let number = 11; number <= 20; number++) burst.refused(number, 1000, { limited: true });
  one.refused(11, 1000, { limited: true });
  expect(burst.nextAt(1000)).toBe(one.nextAt(1000));
  expect(one.nextAt(1000)).toBeGreaterThan(1000);
});

test('trouble of the server’s own, at any rate, does not slow a run down to a crawl', () => {
  let requests = 0;
  const limiter: Limiter = {
    take: () => ({ allowed: ++requests % 12 > 0, limited: false }),
    allowedBy: (now) => (50 * now) / 500,
  };
  expect(simulate({ limiter, seconds: TEN_MINUTES }).used).toBeGreaterThan(0.85);
});
