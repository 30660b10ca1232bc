// What steps cost that started on opus.
import { expect, test } from 'vitest';
import { opusCosts } from '../../src/evidence/opus-costs.ts';
import type { WorkOutcome } from '../../src/usage/work-outcome.ts';

const outcome = (
  step: string,
  tier: 'haiku' | 'opus' | 'fable',
  costUsd: number | null,
  at = 1,
): WorkOutcome => ({
  ...{
    id: `plan|${step}|${tier}`,
    at: `2026-10-0${at}T00:00:00Z`,
    source: 'plan',
    project: '/p',
    kind: 'code',
  },
  ...{ executor: 'claude', tier, effort: 'medium', tries: 1, passed: true, costUsd },
});

test('the mean of all that such a step cost, not of steps that came there from below, nor of what is not known', () => {
  const all = [
    outcome('a', 'opus', 1),
    ...[outcome('b', 'opus', 2), outcome('b', 'fable', 3, 2)],
    ...[outcome('c', 'haiku', 1), outcome('c', 'opus', 50, 2)],
    outcome('d', 'opus', null),
  ];
  expect(opusCosts(all)).toEqual(new Map([['code', { meanUsd: 3, count: 2 }]]));
});
