// When a limit would be hit, by hand: what is used of it, and what the ledger says an hour costs.
import { expect, test } from 'vitest';
import { hoursToLimit, type Spending } from '../../src/status/forecast.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-21T12:00:00.000Z');
const inHours = (hours: number): string => new Date(NOW + hours * HOUR).toISOString();
/** So many dollars in each of the last hours, the latest first, in the middle of each. */
const spent = (...usd: number[]): Spending[] =>
  usd.map((one, back) => ({ at: NOW - (back + 0.5) * HOUR, usd: one }));

test('near the end it is a busy hour that counts', () => {
  // $4 in two hours were 80 %, so a dollar is 20 %; the busiest hour was $3, or 60 %: the 20 % that are left last a third of one.
  expect(hoursToLimit({ usedPercent: 80, resetsAt: inHours(3) }, 5, spent(1, 3), NOW)).toBeCloseTo(1 / 3, 9);
  // An hour of yesterday that was busier still counts, too: $5 are 100 %.
  const history = [...spent(1, 3), { at: NOW - 24 * HOUR, usd: 5 }];
  expect(hoursToLimit({ usedPercent: 80, resetsAt: inHours(3) }, 5, history, NOW)).toBeCloseTo(0.2, 9);
});

test('further away the pace of the window counts', () => {
  // $2 in two hours were 30 %: 15 % an hour, and 70 % are left for 4.7 hours; the window ends in 3.
  expect(hoursToLimit({ usedPercent: 30, resetsAt: inHours(3) }, 5, spent(1, 1), NOW)).toBeNull();
  // 50 % in two hours: 25 % an hour, the rest lasts 2 hours, and busy ones cost no more.
  expect(hoursToLimit({ usedPercent: 50, resetsAt: inHours(3) }, 5, spent(1, 1), NOW)).toBeCloseTo(2, 9);
  // The same with an hour to go begins anew before.
  expect(hoursToLimit({ usedPercent: 50, resetsAt: inHours(1) }, 5, spent(1, 1), NOW)).toBeNull();
});

test('a week is reckoned with whole weeks, nights included', () => {
  // Two dollars a day for a fortnight; this week began two days ago, and four dollars were 40 %: two days come to 20 %, six to 60 %.
  const daily = Array.from({ length: 15 }, (_, day) => ({
    at: NOW - day * 24 * HOUR - HOUR,
    usd: day < 2 ? 2 : 2,
  }));
  const used = { usedPercent: 40, resetsAt: inHours(5 * 24) };
  expect(hoursToLimit(used, 7 * 24, daily, NOW)).toBeCloseTo(3 * 24, 9);
  expect(hoursToLimit({ ...used, usedPercent: 20 }, 7 * 24, daily, NOW)).toBeNull();
});

test('what is not known is not told', () => {
  const end = inHours(3);
  expect(hoursToLimit({ usedPercent: 50, resetsAt: end }, 5, [], NOW)).toBeNull();
  expect(hoursToLimit({ usedPercent: 2, resetsAt: end }, 5, spent(1), NOW)).toBeNull();
  expect(hoursToLimit({ usedPercent: 100, resetsAt: end }, 5, [], NOW)).toBe(0);
});
