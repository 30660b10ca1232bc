// The page of a plan, read as data; in a browser: test/e2e/plan-view.test.ts.
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PlanPage } from '../../src/view/plan-data.ts';
import { boxWith, one, plan } from '../support/plan.ts';

// What the page is made of: by it `vitest related src/view/plan.ts` finds these tests.
void (() => import.meta.glob('../../src/view/*.{ts,css}'));

const dataOf = (html: string): PlanPage =>
  JSON.parse(/<script type="application\/json" class="plan">([^<]*)<\/script>/.exec(html)?.[1] ?? '');

test('holds the steps, what they cost and did, and what needs the user; its text cannot break out', async () => {
  const hostile = { ...one, verify: 'grep 1 one.txt # </script><script>alert(1)</script>' };
  const box = boxWith(
    [hostile, { id: 'two', needs: ['one'], verify: 'grep 2 two.txt', more: ['tier: opus', 'effort: max'] }],
    {
      one: 'echo 1 > one.txt',
      two: "echo '<img src=x onerror=alert(3)>' > two.txt",
    },
  );
  expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(1);
  const { code, stdout } = await plan(box, 'view', 'plan.md', '--out', '-');
  expect(code).toBe(1); // a step needs the user
  expect(stdout.match(/<script/g)).toHaveLength(2);
  const { title, headline, spent, steps } = dataOf(stdout);
  expect([title, headline]).toEqual(['Sample work', expect.stringContaining('1 of 2 steps done')]);
  expect(spent[0]?.[0]).toBe('haiku');
  expect(steps.map(({ id, state, round, needs }) => [id, state, round, needs])).toEqual([
    ['one', 'done', 1, []],
    ['two', 'yours', 2, ['one']],
  ]);
  expect(steps[0]?.diff).toContain('+1');
  expect(steps[1]?.diff).toContain('onerror');
  expect(steps[1]?.tries.length).toBeGreaterThan(1);
  expect(steps[1]?.yours.join()).toContain('tierwise plan run plan.md --again two');
});

test('lies beside what the plan keeps, for its user only, or where it is wanted, over nothing else', async () => {
  const box = boxWith([one], { one: 'echo 1 > one.txt' });
  expect((await plan(box, 'view', 'plan.md')).stderr).toContain('was never started');
  await plan(box, 'run', 'plan.md', '--yes');
  const { code, stdout } = await plan(box, 'view', 'plan.md');
  expect(code).toBe(0);
  const [, path = ''] = /^(\S+): open it in a browser: file:/.exec(stdout) ?? [];
  expect(statSync(path).mode & 0o777).toBe(0o600);
  writeFileSync(join(box.repository, 'mine.html'), 'mine');
  const refused = await plan(box, 'view', 'plan.md', '--out', 'mine.html');
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('Name another file')]);
  for (const _ of [1, 2]) await plan(box, 'view', 'plan.md', '--out', 'page.html');
  expect(existsSync(join(box.repository, 'page.html'))).toBe(true);
});
