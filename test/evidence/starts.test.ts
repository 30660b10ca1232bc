// Where a step starts by what came of others of its kind.
import { expect, test } from 'vitest';
import { startFor } from '../../src/evidence/starts.ts';
import { stepRows } from '../../src/evidence/work.ts';
import type { TierName } from '../../src/models/table.ts';
import type { WorkOutcome } from '../../src/usage/work-outcome.ts';

const outcomes = (tier: TierName, count: number, passed: boolean, kind = 'code'): WorkOutcome[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `${tier}-${kind}-${at}|${tier}`,
    at: new Date(Date.UTC(2026, 9, 1) + at * 60_000).toISOString(),
    ...{
      source: 'plan',
      project: '/p',
      kind,
      executor: 'claude',
      tier,
      effort: 'medium',
      tries: 1,
      passed,
      costUsd: 0.1,
    },
  }));

const start = (all: WorkOutcome[], tier: TierName = 'haiku', top: TierName = 'opus') =>
  startFor(
    { kind: 'code', tier, effort: 'medium' },
    {
      ...{ outcomes: all, rows: stepRows(all), top, effortOf: () => 'medium' },
      priceOf: (one) => ({ haiku: 1, sonnet: 3, opus: 5, fable: 10 })[one],
    },
  );

test('most fail there: one tier up, or above the one that fails, too; never above the top', () => {
  expect(start(outcomes('haiku', 30, false))).toMatchObject({
    tier: 'sonnet',
    why: expect.stringContaining('30 of 30 code steps'),
  });
  const both = [...outcomes('haiku', 30, false), ...outcomes('sonnet', 30, false)];
  expect(start(both)).toMatchObject({ tier: 'opus' });
  expect(start(both, 'haiku', 'sonnet')).toMatchObject({ tier: 'sonnet' });
  expect(start(outcomes('haiku', 30, false), 'haiku', 'haiku')).toBe(null);
});

test('nearly all pass at once there: one tier down, unless that is known to fail', () => {
  expect(start(outcomes('opus', 60, true), 'opus')).toMatchObject({ tier: 'sonnet' });
  expect(start([...outcomes('opus', 60, true), ...outcomes('sonnet', 30, false)], 'opus')).toBe(null);
});

test.each([
  ['too few', outcomes('haiku', 3, false)],
  ['another kind', outcomes('haiku', 30, false, 'docs')],
  ['another tier', outcomes('sonnet', 30, false)],
  ['none', []],
])('%s move nothing', (_, all) => {
  expect(start(all)).toBe(null);
});
