// What lies about ends no run, and what is finished is neither lost nor said to be where it is not.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

test('clean frees what a finished plan keeps, and nothing that is needed still', async () => {
  const box = boxWith([one], { one: 'echo $effort > one.txt; [ ! -e $STAND_IN/go ] || echo 1 > one.txt' });
  const plans = join(box.env.TIERWISE_HOME as string, 'plans');
  expect((await plan(box, 'clean', 'plan.md')).stdout).toBe('plan.md keeps nothing.\n');
  expect((await plan(box, 'run', 'plan.md', '--yes', '--max-cost', '0.5')).code).not.toBe(0);
  const refused = await plan(box, 'clean', 'plan.md');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('1 of its 1 steps are not done, so what it keeps is needed still');
  writeFileSync(join(box.folder, 'stand-in', 'go'), '');
  expect((await plan(box, 'run', 'plan.md', '--restart')).code).toBe(0);
  const cleaned = await plan(box, 'clean', 'plan.md');
  expect(cleaned.code, cleaned.stderr).toBe(0);
  expect(cleaned.stdout).toMatch(/^Removed what plan\.md kept: \d+\.\d MB\./);
  expect(readdirSync(plans)).toEqual([]);
  expect(box.git('show', 'tierwise/plan-plan:one.txt')).toBe('1');
});
