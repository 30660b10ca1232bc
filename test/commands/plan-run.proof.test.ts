// What "passed" and "done" stand on.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PlanReport } from '../../src/plan/report/plan-report.ts';
import { boxWith, one, type PlanBox, plan } from '../support/plan.ts';

describe('the check of a step', () => {
  test('runs before its first try, once, and is told of where it passes already', async () => {
    const count = 'echo >> $HOME/checks';
    const box = boxWith([{ ...one, verify: `${count}; grep sample README.md` }], { one: 'echo 1 > one.txt' });
    const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('one: its check passes before the work, so it proves nothing');
    expect(readFileSync(join(box.home, 'checks'), 'utf8')).toBe('\n\n');
  });

  test('decides without what git ignores, unless setup made it', async () => {
    const box = boxWith(
      [
        {
          ...one,
          verify: 'test -e cache/dep && ! grep changed cache/dep && ! test -e cache/more && grep 1 one.txt',
        },
      ],
      { one: 'echo 1 > one.txt; echo changed >> cache/dep; echo x > cache/more' },
      ['setup: mkdir -p cache && echo dep > cache/dep'],
      { '.gitignore': 'cache\n' },
    );
    const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stderr).toBe(0);
    const cheat = boxWith(
      [{ ...one, verify: 'grep x cache/result', more: ['tier: opus', 'effort: max'] }],
      { one: 'mkdir -p cache; echo x > cache/result; echo $effort > one.txt' },
      [],
      { '.gitignore': 'cache\n' },
    );
    expect((await plan(cheat, 'run', 'plan.md', '--yes')).code).toBe(1);
  });

  test('that fails is run once more, free, and said to be flaky where it passes then', async () => {
    const flaky = 'grep 1 one.txt && { test -e $HOME/seen || { touch $HOME/seen; false; }; }';
    const box = boxWith([{ ...one, verify: flaky }], { one: 'echo 1 > one.txt' });
    const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stderr).toBe(0);
    expect(box.calls()).toHaveLength(1);
    expect(stderr).toContain(
      'one: flaky: its check failed, and passed when it was repeated on the same files',
    );
  });
});

const statusOf = async (box: PlanBox): Promise<PlanReport> =>
  JSON.parse((await plan(box, 'status', 'plan.md', '--json')).stdout);

describe('all steps together', () => {
  const alone = { id: 'one', verify: 'grep 1 one.txt && ! grep -r forbidden .  --include=*.txt' };
  const two = { id: 'two', verify: 'test -s two.txt' };
  const writes = { one: 'echo 1 > one.txt', two: 'echo forbidden > two.txt' };

  test('a check that fails only on the branch sends the later step back, with the other’s work and the evidence', async () => {
    const box = boxWith([alone, two], {
      ...writes,
      two: 'if [ -e one.txt ]; then echo 2 > two.txt; else echo forbidden > two.txt; fi',
    });
    const { code, stdout, stderr } = await plan(box, 'run', 'plan.md', '--yes', '--json');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(
      'two: goes back: the check of step one failed on the work of steps one and two together',
    );
    const [first, second, third, ...more] = box.calls().map((call) => call.split(' ')[0]);
    expect([first, second].sort(), 'side by side, so in either order').toEqual(['one', 'two']);
    expect([third, ...more]).toEqual(['two']);
    expect(box.prompts()[2]).toContain('two.txt:forbidden');
    expect(JSON.parse(stdout)).toMatchObject({ done: 2, proven: true });
    expect(box.git('show', 'tierwise/plan-plan:two.txt')).toBe('2');
  });

  test('that cannot be brought together are not called done; both steps are named', async () => {
    const box = boxWith([alone, { ...two, more: ['tier: opus', 'effort: max'] }], writes);
    const { code, stdout } = await plan(box, 'run', 'plan.md', '--yes', '--json');
    const report: PlanReport = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(report.steps.map(({ status }) => status)).toEqual(['passed', 'person']);
    expect(report.steps[1]?.reason).toContain(
      'the check of step one failed on the work of steps one and two',
    );
    expect(report).toMatchObject({ done: 1, proven: true });
    expect(box.git('ls-tree', '--name-only', 'tierwise/plan-plan')).not.toContain('two.txt');
  });
});

describe('record --passed', () => {
  test('runs the check: red, it records nothing and exits 1; green, it counts as checked', async () => {
    const box = boxWith([one], {});
    const red = await plan(box, 'record', 'plan.md', 'one', '--passed');
    expect(red.code, red.stderr).toBe(1);
    expect(red.stdout).toContain('Not recorded: the check of step one failed: grep 1 one.txt.');
    expect((await statusOf(box)).steps[0]?.status).toBe('open');
    box.put('one.txt', '1\n');
    box.git('add', 'one.txt');
    box.git('commit', '-qm', 'by hand');
    const green = await plan(box, 'record', 'plan.md', 'one', '--passed');
    expect(green).toMatchObject({ code: 0, stdout: 'Recorded: step one passed.\n' });
    expect((await statusOf(box)).steps[0]).toMatchObject({ status: 'recorded', reason: '' });
  });

  test('without its check it is "recorded, not checked", and the plan is not done', async () => {
    const box = boxWith([one], {});
    const recorded = await plan(box, 'record', 'plan.md', 'one', '--passed', '--unchecked');
    expect(recorded).toMatchObject({ code: 0, stdout: 'Recorded: step one passed, not checked.\n' });
    const { code, stdout } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code).toBe(1);
    expect(stdout).toContain('not checked; its check fails on the branch');
  });
});

test('a step that leaves the same files on two rungs in a row is not taken up the ladder', async () => {
  const box = boxWith([one], { one: 'echo 0 > one.txt' });
  const { code, stdout } = await plan(box, 'run', 'plan.md', '--yes');
  expect(code).toBe(1);
  expect(box.calls().map((call) => call.split(' ').at(-1))).toEqual(['medium', 'medium', 'high']);
  expect(stdout).toContain('one (3 tries): goes in circles: its check failed');
});
