// A step that the plan is wrong about goes to the planner, and its proposal to the user.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boxWith, one, plan } from '../support/plan.ts';

const PROPOSAL = {
  files: ['one.txt', 'y.txt'],
  verify: 'grep 1 one.txt',
  section: 'Write one and y.',
  why: 'It needs y.txt.',
};
const reply = `{"type":"result","subtype":"success","is_error":false,"result":"","structured_output":${JSON.stringify(PROPOSAL)},"total_cost_usd":0.2}`;

test('a proposal is shown, kept, and written only when the user says so; no run takes it or asks again', async () => {
  const box = boxWith([{ ...one, more: ['tier: opus', 'effort: max'] }], {
    one: `case "$prompt" in *"Answer with JSON only"*) echo '${reply}'; exit ;; *y.txt*) echo 1 > one.txt ;; *) echo 0 > one.txt ;; esac`,
  });
  const text = (): string => readFileSync(join(box.repository, 'plan.md'), 'utf8');
  const before = text();
  expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(1);
  const shown = await plan(box, 'revise', 'plan.md', 'one');
  expect(shown.code, shown.stderr).toBe(1);
  expect(shown.stdout).toContain(
    'Proposed for step one: It needs y.txt.\nfiles:\n+ y.txt\nsection:\n- Write one.\n+ Write one and y.',
  );
  expect(text()).toBe(before);
  const prompt = box.prompts().at(-1);
  expect(prompt).toContain('You turn a goal into a plan');
  expect(prompt).toContain('<step id="one">\nWrite one.\n</step>');
  expect(prompt).toContain('(exit 1)');
  const calls = box.calls().length;
  expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(1);
  expect((await plan(box, 'resume', 'plan.md')).code).toBe(1);
  const { steps, costUsd } = JSON.parse((await plan(box, 'status', 'plan.md', '--json')).stdout);
  expect(steps[0].reason).toContain('the planner proposes a change: It needs y.txt.');
  expect(costUsd).toBeCloseTo(0.22);
  expect((await plan(box, 'revise', 'plan.md', 'one', '--yes')).code).toBe(0);
  expect(box.calls()).toHaveLength(calls);
  expect(text()).toContain('files: ["one.txt", "y.txt"]');
  expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(0);
});
