import { expect, test } from 'vitest';
import { Budget, CeilingReached } from '../../src/ask/budget.ts';

test('a reservation that fits only after another settles waits for it', async () => {
  const budget = new Budget(1);
  const first = await budget.reserve(0.7);
  let granted = false;
  const second = budget.reserve(0.6).then((reservation) => {
    granted = true;
    return reservation;
  });
  await Promise.resolve();
  expect(granted).toBe(false);
  first.settle(0.3);
  (await second).settle(0.5);
  expect(budget.spentUsd).toBeCloseTo(0.8);
});

test('what can never fit is refused, with the numbers', async () => {
  const budget = new Budget(1);
  (await budget.reserve(0.9)).settle(0.8);
  await expect(budget.reserve(0.3)).rejects.toThrow(CeilingReached);
  await expect(budget.reserve(0.3)).rejects.toMatchObject({
    name: 'CeilingReached',
    message: 'the next request could cost up to $0.3000, and $0.8000 of $1.0000 is spent',
  });
  (await budget.reserve(0.2)).settle(0.2);
  expect(budget.spentUsd).toBeCloseTo(1);
});

test('who waits is refused once settling leaves too little', async () => {
  const budget = new Budget(1);
  const first = await budget.reserve(0.7);
  const second = budget.reserve(0.6);
  first.settle(0.7);
  await expect(second).rejects.toThrow(CeilingReached);
});

test('a lost reply counts with its worst case, a refused request with nothing, and each only once', async () => {
  const budget = new Budget(1);
  const lost = await budget.reserve(0.4);
  lost.settle(null);
  lost.settle(null);
  (await budget.reserve(0.6)).settle(0);
  expect(budget).toMatchObject({ spentUsd: 0, uncertainUsd: 0.4 });
  await expect(budget.reserve(0.61)).rejects.toThrow(CeilingReached);
});

test('spent, uncertain and reserved money all count against the ceiling, and in the words for it', () => {
  const budget = new Budget(1);
  budget.take(0.1).settle(0.1);
  budget.take(0.2).settle(null);
  budget.take(0.3);
  expect(budget.reservedUsd).toBeCloseTo(0.3);
  expect(budget.whyNot(0.5)).toBe(
    'the next request could cost up to $0.5000, and $0.6000 of $1.0000 is spent',
  );
  expect(budget.tryReserve(0.41)).toBeNull();
  expect(budget.reservedUsd).toBeCloseTo(0.3);
  expect(budget.tryReserve(0.4)).not.toBeNull();
  expect(budget.reservedUsd).toBeCloseTo(0.7);
});

test('settling one reservation leaves the others set aside', () => {
  const budget = new Budget(1);
  budget.take(0.3);
  budget.take(0.5).settle(0.1);
  expect(budget.reservedUsd).toBeCloseTo(0.3);
  expect(budget.tryReserve(0.61)).toBeNull();
});

test('what is left is what is neither spent nor uncertain, never less than nothing', () => {
  const budget = new Budget(1);
  budget.take(0.25).settle(0.25);
  budget.take(0.5).settle(null);
  budget.take(0.25);
  expect(budget.leftUsd).toBeCloseTo(0.25);
  budget.take(9).settle(9); // sent before this run, whether it fits or not
  expect(budget.leftUsd).toBe(0);
});

test('without a ceiling everything fits, is counted, and nothing is left to tell', async () => {
  const budget = new Budget(null);
  (await budget.reserve(1_000_000)).settle(7);
  expect(budget.tryReserve(1_000_000)).not.toBeNull();
  expect(budget).toMatchObject({ leftUsd: null, spentUsd: 7, reservedUsd: 1_000_000 });
  expect(budget.whyNot(1)).toContain('of $0.0000');
});

test('many small sums leave no crumbs that block the last one', async () => {
  const budget = new Budget(1);
  const held = await Promise.all(Array.from({ length: 10 }, () => budget.reserve(0.1)));
  expect(budget.reservedUsd).toBeGreaterThan(0.9);
  for (const reservation of held) reservation.settle(0);
  expect(budget.reservedUsd).toBe(0);
  await budget.reserve(1);
});

test('a crumb that is left over does not make a hopeless request wait for ever', async () => {
  const budget = new Budget(1);
  const held = [0.1, 0.2, 0.3].map((usd) => budget.take(usd));
  for (const reservation of held.reverse()) reservation.settle(0); // 0.6 - 0.3 - 0.2 - 0.1 is not quite nothing
  await expect(budget.reserve(2)).rejects.toThrow(CeilingReached);
});
