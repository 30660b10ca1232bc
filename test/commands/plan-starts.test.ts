// What came of steps before moves where a new plan's steps start, which is said before anything runs.
import { expect, test } from 'vitest';
import { appendOutcomes } from '../../src/usage/outcomes.ts';
import type { WorkOutcome } from '../../src/usage/work-outcome.ts';
import { boxWith, one, type PlanBox, plan } from '../support/plan.ts';

function boxWithFailures(): PlanBox {
  const box = boxWith([one], { one: 'echo 1 > one.txt' });
  const failed = Array.from(
    { length: 30 },
    (_, at): WorkOutcome => ({
      ...{
        id: `plan|k|b|s${at}|f|haiku medium`,
        at: '2026-10-01T00:00:00.000Z',
        source: 'plan',
        project: '/p',
      },
      ...{
        kind: 'code',
        executor: 'claude',
        tier: 'haiku',
        effort: 'medium',
        tries: 2,
        passed: false,
        costUsd: 0.1,
      },
    }),
  );
  appendOutcomes(`${box.home}/tierwise`, failed);
  return box;
}

test('a kind of step that fails on haiku starts on sonnet, and the outline says why', async () => {
  const box = boxWithFailures();
  const { stdout } = await plan(box, 'check', 'plan.md');
  expect(stdout).toMatch(/one: on sonnet medium: 30 of 30 code steps that started on haiku failed there/);
  const ran = await plan(box, 'run', 'plan.md', '--yes');
  expect(ran.code, ran.stderr).toBe(0);
  expect(box.calls()).toEqual(['one claude-sonnet-5-5 medium']);
});

test('learn: false in the policy leaves it where the plan says', async () => {
  const box = boxWithFailures();
  box.write('home/tierwise/tierwise.md', '---\nplans: { learn: false }\n---\n');
  expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(0);
  expect(box.calls()).toEqual(['one claude-haiku-5-5 medium']);
});
