// What an executor said last is kept, shown, and read by the next try.
import { expect, test } from 'vitest';
import type { PlanReport } from '../../src/plan/report/plan-report.ts';
import { boxWith, one, plan } from '../support/plan.ts';

const says = (words: string): string =>
  `echo 0 > one.txt; echo '{"type":"result","subtype":"success","is_error":false,"result":"${words}","total_cost_usd":0.01}'; exit 0`;

test('words are in the report and its JSON, in the next prompt, and with everything else in show', async () => {
  const box = boxWith([{ ...one, more: ['tier: opus', 'effort: max'] }], {
    one: says('Stopped: I need src/y.js.'),
  });
  const { code, stdout, stderr } = await plan(box, 'run', 'plan.md', '--yes');
  expect(code, stderr).toBe(1);
  expect(stdout).toContain('its executor said last: Stopped: I need src/y.js.');
  expect(box.prompts()[1]).toContain('<words>\nStopped: I need src/y.js.\n</words>');
  const status: PlanReport = JSON.parse((await plan(box, 'status', 'plan.md', '--json')).stdout);
  expect(status.steps[0]).toMatchObject({
    words: 'Stopped: I need src/y.js.',
    reason: expect.stringContaining('its check failed'),
  });
  const shown = await plan(box, 'show', 'plan.md', 'one', '--json');
  expect(shown.code).toBe(1);
  expect(JSON.parse(shown.stdout)).toMatchObject({
    id: 'one',
    verify: 'grep 1 one.txt',
    tries: [
      {
        on: 'opus max',
        status: 'failed',
        words: 'Stopped: I need src/y.js.',
        output: expect.stringContaining('(exit 1)'),
      },
      { status: 'failed' },
    ],
    diff: expect.stringContaining('+0'),
  });
  const text = await plan(box, 'show', 'plan.md', 'one');
  expect(text.stdout).toContain('Try 2 on opus max: failed, $0.010');
  expect((await plan(box, 'show', 'plan.md', 'none')).stderr).toContain('Expected one of: one.');
});

test.each([
  ['rules: true', true],
  ['rules: false', false],
])('%s: executors read the project’s rules as they were before the step', async (line, reads) => {
  const box = boxWith(
    [{ ...one, files: ['one.txt', 'AGENTS.md'] }],
    { one: '[ -e x ] || { echo Spaces. > AGENTS.md; echo 0 > one.txt; }; echo 1 >> one.txt' },
    [line],
    { 'AGENTS.md': 'Tabs.' },
  );
  expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(0);
  expect(box.prompts()[0]?.includes('<rules file="AGENTS.md">\nTabs.\n</rules>')).toBe(reads);
});
