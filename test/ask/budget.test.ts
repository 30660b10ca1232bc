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
  await expect(budget.reserve(0.3)).rejects.toThrow(
    'could cost up to $0.3000, and $0.8000 of $1.0000 is spent',
  );
  (await budget.reserve(0.2)).settle(0.2);
  expect(budget.spentUsd).toBeCloseTo(1);
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

test('many small sums leave no crumbs that block the last one', async () => {
  const budget = new Budget(1);
  const held = await Promise.all(Array.from({ length: 10 }, () => budget.reserve(0.1)));
  for (const reservation of held) reservation.settle(0);
  await budget.reserve(1);
});
