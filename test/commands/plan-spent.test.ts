// What a plan cost by tier, its failed tries, and beside all of it on opus.
import { expect, test } from 'vitest';
import { appendOutcomes } from '../../src/usage/outcomes.ts';
import type { WorkOutcome } from '../../src/usage/work-outcome.ts';
import { boxWith, one, plan } from '../support/plan.ts';

const twice = {
  one: '[ -f one.txt ] && echo 1 > one.txt || echo 0 > one.txt',
  two: 'echo 2 > two.txt; cost=0.03',
};
const steps = [one, { id: 'two', verify: 'grep 2 two.txt', more: ['tier: sonnet'] }];

test('the report tells each tier with its failed tries, and a bound for opus', async () => {
  const box = boxWith(steps, twice);
  const ran = await plan(box, 'run', 'plan.md', '--yes');
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stdout).toMatch(
    /Spent: haiku \$0\.020 \(2 calls, 1 failed: \$0\.010\), sonnet \$0\.030 \(1 call\)|Spent: sonnet \$0\.030 \(1 call\), haiku \$0\.020 \(2 calls, 1 failed: \$0\.010\)/,
  );
  expect(ran.stdout).toMatch(
    /All on opus: a bound of \$\S+, against \$0\.050 here \(bound: each step passes at once there/,
  );
  const { spent, onOpus } = JSON.parse((await plan(box, 'status', 'plan.md', '--json')).stdout);
  expect(spent).toContainEqual({ on: 'haiku', tries: 2, failed: 1, costUsd: 0.02, failedUsd: 0.01 });
  // 100 tokens in and 10 out for each of the two steps that passed.
  expect(onOpus).toMatchObject({ how: 'bound', actualUsd: expect.closeTo(0.05), usd: expect.any(Number) });
  expect(onOpus.usd).toBeGreaterThan(0);
});

test('where ten such steps on opus are known, their mean is what it is compared with', async () => {
  const box = boxWith(steps, twice);
  appendOutcomes(
    `${box.home}/tierwise`,
    Array.from(
      { length: 10 },
      (_, at): WorkOutcome => ({
        ...{
          id: `plan|k|b|s${at}|f|opus medium`,
          at: '2026-10-01T00:00:00.000Z',
          source: 'plan',
          project: '/p',
        },
        ...{
          kind: 'code',
          executor: 'claude',
          tier: 'opus',
          effort: 'medium',
          tries: 1,
          passed: true,
          costUsd: 0.2,
        },
      }),
    ),
  );
  const ran = await plan(box, 'run', 'plan.md', '--yes');
  expect(ran.stdout).toContain(
    'All on opus: about $0.40, against $0.050 here (measured: the mean of steps that started on opus: 10 of kind code)',
  );
});
