// What "passed" and "done" stand on.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { boxWith, one, plan } from '../support/plan.ts';

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
