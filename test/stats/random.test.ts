import { expect, test } from 'vitest';
import { randomFrom, shuffled } from '../../src/stats/random.ts';

test('a seed decides, and another decides otherwise', () => {
  expect(shuffled(50, 1)).toEqual(shuffled(50, 1));
  expect(shuffled(50, 1)).not.toEqual(shuffled(50, 2));
  expect(shuffled(50, 1).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

test('all orders are about as frequent', () => {
  const seen = new Map<string, number>();
  for (let seed = 1; seed <= 6000; seed += 1) {
    const order = shuffled(3, seed).join('');
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  expect(seen.size).toBe(6);
  for (const times of seen.values()) expect(Math.abs(times - 1000)).toBeLessThan(120);
});

test('numbers spread evenly over [0, 1)', () => {
  const random = randomFrom(11);
  const tenths = Array.from({ length: 10_000 }, () => Math.floor(random() * 10));
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const times = tenths.filter((one) => one === tenth).length;
    expect(Math.abs(times - 1000)).toBeLessThan(120);
  }
});
