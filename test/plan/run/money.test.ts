// What a plan and its steps may cost, before anything is spent.
import { expect, test } from 'vitest';
import { loadCatalog } from '../../../src/models/catalog.ts';
import type { Plan, Step } from '../../../src/plan/file/plan.ts';
import { moneyOf } from '../../../src/plan/run/money.ts';

const limits = {
  catalog: loadCatalog('/nowhere', '/nowhere', {}),
  top: 'opus' as const,
  at: new Date('2026-11-20'),
};
const step = (id: string, over: Partial<Step> = {}): Step =>
  ({ id, files: ['a'], tier: 'haiku', executor: 'claude', effort: null, budgetUsd: null, ...over }) as Step;
const money = (steps: Step[], budgetUsd: number | null = null) =>
  moneyOf({ steps, budgetUsd } as unknown as Plan, limits);

test('a step may cost every try of every rung, or its budget; one that only checks costs nothing', () => {
  const steps = [
    step('climbs'),
    step('limited', { budgetUsd: 1.5 }),
    step('checks', { files: [] }),
    step('other', { tier: null, executor: 'codex' }),
  ];
  const { steps: most, mostUsd, firstUsd } = money(steps);
  // Haiku 0.5 + 0.5, 0.5; sonnet 2 + 2, 2; opus 5 + 5, 5.
  expect([...most.values()]).toEqual([22.5, 1.5, 0, 15]);
  expect([mostUsd, firstUsd]).toEqual([39, 7]);
});

test('a plan without a budget stops where every first rung and one whole ladder are paid', () => {
  expect(money([step('one')]).ceilingUsd).toBe(22.5);
  expect(money([step('one'), step('two'), step('three')]).ceilingUsd).toBe(1 + 1 + 22.5);
  expect(money([step('one', { budgetUsd: 0.2 }), step('two')]).ceilingUsd).toBeCloseTo(22.7);
  expect(money([step('one')], 3).ceilingUsd).toBe(3);
});
