// The formulas of bench/growth, on figures that can be worked out by hand.
import { expect, test } from 'vitest';
import { at, fit } from '../bench/growth/fit.ts';
import { OUR_BATCH } from '../bench/growth/limits.ts';
import { type Job, schedule } from '../bench/growth/schedule.ts';

test('a line through points that lie on one is that line, whatever their sizes', () => {
  const points = [1, 10, 1000, 1e6].flatMap((a) =>
    [3, 5e4].map((b) => ({ x: [1, a, b], y: 7 + 2 * a + 0.5 * b })),
  );
  const line = fit(points);
  expect(line.error).toBeLessThan(1e-9);
  expect(at(line, [1, 1e9, 1e8])).toBeCloseTo(7 + 2e9 + 5e7, 0);
});

test('nothing grows by less than nothing', () => {
  const line = fit([1, 2, 3, 4].map((x) => ({ x: [1, x], y: 10 - x })));
  expect(line.coefficients[1]).toBe(0);
  expect(line.error).toBeGreaterThan(0.1);
});

const JOB: Job = {
  ...{
    items: 1e7,
    distinct: 1e6,
    requests: 100_000,
    requestBytes: 2000,
    climbs: 0.1,
    tiers: 1,
    parts: 10,
    itemsRead: 1e6,
  },
  ...{ hoursPerItem: 1e-9, hoursPerRequest: 1e-8 },
};
const SERVICE = { name: 's', queue: 20_000, jobs: Number.POSITIVE_INFINITY };
const NEVER = Number.POSITIVE_INFINITY;

test('every request is submitted once for each tier it reaches, and no queue holds more than it may', () => {
  const played = schedule(JOB, { machines: 4, service: SERVICE, killedEvery: NEVER, seed: 1 });
  expect(played.batches).toBe(JOB.requests / OUR_BATCH.requests);
  expect(played.mostPending).toBe(2); // 20,000 requests
  expect(played.queueUse).toBeLessThanOrEqual(1);
  const climbing = schedule(
    { ...JOB, tiers: 3 },
    { machines: 4, service: SERVICE, killedEvery: NEVER, seed: 1 },
  );
  expect(climbing.batches).toBe(30); // of each part 10,000 requests, then 1,000, then 100
});

test('machines share the work until the queue is what limits', () => {
  const hours = (machines: number, queue: number): number =>
    schedule(JOB, { machines, service: { ...SERVICE, queue }, killedEvery: NEVER, seed: 3 }).hours;
  expect(hours(10, 1e9)).toBeLessThan(hours(1, 1e9) / 4);
  expect(hours(10, 10_000)).toBeGreaterThan(hours(1, 10_000) * 0.6);
});

test('kills cost hours, never requests; the same seed plays the same', () => {
  const play = (killedEvery: number) =>
    schedule(JOB, { machines: 2, service: SERVICE, killedEvery, seed: 5 });
  const killed = play(0.05);
  expect(killed).toEqual(play(0.05));
  expect(killed.kills).toBeGreaterThan(0);
  expect(killed.batches).toBe(play(NEVER).batches);
  expect(killed.hours).toBeGreaterThan(play(NEVER).hours);
});
