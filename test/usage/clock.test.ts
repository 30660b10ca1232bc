// Days, weeks and months of a clock that is not UTC's.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayOf, monthOf, timeZone, weekOf } from '../../src/usage/clock.ts';

const before = process.env.TZ;
beforeEach(() => {
  process.env.TZ = 'America/New_York';
});
afterEach(() => {
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
});

test('a day ends at the local midnight', () => {
  expect(timeZone()).toBe('America/New_York');
  expect(dayOf('2026-11-01T03:59:59.999Z')).toBe('2026-10-31');
  expect(dayOf('2026-11-01T04:00:00.000Z')).toBe('2026-11-01');
  expect(monthOf('2026-11-01T03:59:59.999Z')).toBe('2026-10');
});

test.each([
  ['2026-11-16T12:00:00Z', '2026-W47'], // a Monday
  ['2026-11-22T12:00:00Z', '2026-W47'],
  ['2026-11-23T12:00:00Z', '2026-W48'],
  ['2027-01-03T12:00:00Z', '2026-W53'],
  ['2027-01-04T12:00:00Z', '2027-W01'],
  ['2024-12-30T12:00:00Z', '2025-W01'],
])('%s is in the week %s', (moment, week) => {
  expect(weekOf(moment)).toBe(week);
});
