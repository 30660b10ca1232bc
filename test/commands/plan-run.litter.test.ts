// What lies about ends no run, and what is finished is neither lost nor said to be where it is not.
import { expect, test } from 'vitest';
import { boxWith, one, plan } from '../support/plan.ts';

const two = { id: 'two', needs: ['one'], verify: 'grep 2 two.txt' };

test('locks of a killed git, and a collection of everything without a ref, cost nothing', async () => {
  const gitDir = '$(git rev-parse --git-dir)';
  const box = boxWith([one, two], {
    one: `echo 1 > one.txt; touch "${gitDir}/HEAD.lock" "${gitDir}/index.lock"`,
    two: 'echo 2 > two.txt; git update-ref --no-deref HEAD main; git gc --prune=now --quiet',
  });
  const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
  expect(code, stderr).toBe(0);
  expect(box.calls()).toHaveLength(2);
  expect(box.git('ls-tree', '--name-only', 'tierwise/plan-plan')).toContain('two.txt');
});

test('a branch that stands in the way is named with the command that helps, and nothing is said to be done', async () => {
  const box = boxWith([one], { one: 'echo 1 > one.txt' });
  box.git('branch', 'tierwise');
  const { code, stdout } = await plan(box, 'run', 'plan.md', '--yes');
  expect(code).toBe(1);
  expect(stdout).toContain(
    'a branch called tierwise is in the way of tierwise/plan-plan. Rename it: git branch -m tierwise <another name>',
  );
  expect(stdout).toContain('under refs/tierwise/tierwise/plan-plan');
  box.git('branch', '-m', 'tierwise', 'mine');
  expect((await plan(box, 'resume', 'plan.md')).code).toBe(0);
  expect(box.calls()).toHaveLength(1);
});

test('what setup and a check do to git’s settings is held against no executor', async () => {
  const husky = 'git config core.hooksPath .husky/_';
  const box = boxWith(
    [
      { ...one, verify: `${husky}; grep 1 one.txt` },
      { ...two, needs: [] },
    ],
    {
      one: 'echo 1 > one.txt',
      two: 'echo 2 > two.txt',
    },
    [`setup: ${husky}`],
  );
  const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
  expect(code, stderr).toBe(0);
  expect(box.calls()).toHaveLength(2);
});
