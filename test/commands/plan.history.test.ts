// What a plan's history follows: its content, not its path; and where a plan goes on whose work is merged.
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PlanReport } from '../../src/plan/report/plan-report.ts';
import { boxWith, one, type PlanBox, plan, planText } from '../support/plan.ts';

const SCRIPTS = { one: 'echo 1 > one.txt', two: 'echo 2 > two.txt' };
const two = { id: 'two', verify: 'grep 2 two.txt' };

const doneOf = async (box: PlanBox, file: string): Promise<number> => {
  const report: PlanReport = JSON.parse((await plan(box, 'status', file, '--json')).stdout);
  return report.done;
};

describe('a plan file', () => {
  test('that was renamed keeps its history, also when it was changed a little', async () => {
    const box = boxWith([one, two], SCRIPTS);
    await plan(box, 'run', 'plan.md', '--yes');
    mkdirSync(join(box.repository, 'plans'));
    renameSync(join(box.repository, 'plan.md'), join(box.repository, 'plans', 'new.md'));
    expect(await doneOf(box, 'plans/new.md')).toBe(2);
    const again = await plan(box, 'run', 'plans/new.md');
    expect(again.code, again.stderr).toBe(0);
    rmSync(join(box.repository, 'plans', 'new.md'));
    box.put('newest.md', planText([one, two, { id: 'three', verify: 'grep 3 three.txt' }]));
    expect(await doneOf(box, 'newest.md')).toBe(2);
    expect(box.calls()).toHaveLength(2);
  });

  test('that is a copy of one that is still there, or has little in common with one that is gone, has none', async () => {
    const box = boxWith([one, two], SCRIPTS);
    await plan(box, 'run', 'plan.md', '--yes');
    box.put('copy.md', planText([one, two]));
    expect(await doneOf(box, 'copy.md')).toBe(0);
    rmSync(join(box.repository, 'plan.md'));
    const others = ['a', 'b', 'c'].map((id) => ({ id, verify: `grep x ${id}.txt` }));
    box.put('other.md', planText([one, ...others]));
    expect(await doneOf(box, 'other.md')).toBe(0);
  });
});

describe('a plan whose work is merged', () => {
  test.each([
    ['as it is', ['merge', '--quiet', '--no-edit', 'tierwise/plan-plan']],
    ['squashed', ['merge', '--quiet', '--squash', 'tierwise/plan-plan']],
  ])('%s, and that is changed then, starts from the merged state', async (how, merge) => {
    const box = boxWith([one], SCRIPTS);
    await plan(box, 'run', 'plan.md', '--yes');
    box.put('later.txt', 'by hand\n');
    box.git('add', 'later.txt');
    box.git('commit', '--quiet', '-m', 'later');
    box.git(...merge);
    if (how === 'squashed') box.git('commit', '--quiet', '-m', 'squashed');
    box.git('branch', '-D', 'tierwise/plan-plan');
    expect((await plan(box, 'status', 'plan.md')).stdout).toContain('merged into your branch');
    box.put('plan.md', planText([one, { ...two, verify: 'grep 2 two.txt && grep hand later.txt' }]));
    const grown = await plan(box, 'run', 'plan.md', '--yes');
    expect(grown.code, grown.stderr + grown.stdout).toBe(0);
    expect(grown.stderr).toContain('starts from what is merged');
    expect(box.calls().map((call) => call.split(' ')[0])).toEqual(['one', 'two']);
    expect(box.git('diff', '--name-only', 'main', 'tierwise/plan-plan')).toBe('two.txt');
    expect(box.git('merge-base', '--is-ancestor', 'main', 'tierwise/plan-plan')).toBe('');
  });
});

describe('what plans keep', () => {
  test('is told by the doctor, with what frees it; clean without a plan frees what is no longer needed', async () => {
    const box = boxWith([one], { ...SCRIPTS, two: 'true' });
    box.put('open.md', planText([two]));
    const kept = () => readdirSync(join(box.env.TIERWISE_HOME as string, 'plans')).length;
    await plan(box, 'run', 'plan.md', '--yes');
    await plan(box, 'run', 'open.md', '--yes');
    expect(kept()).toBe(2);
    const { stdout } = await box.run(['doctor'], { cwd: box.repository });
    expect(stdout).toMatch(/2 plans keep \d+\.\d MB/);
    expect(stdout).toContain('tierwise plan clean');
    const cleaned = await plan(box, 'clean');
    expect(cleaned.code, cleaned.stderr).toBe(0);
    expect(cleaned.stdout).toMatch(/plan\.md: removed, \d+\.\d MB/);
    expect(cleaned.stdout).toMatch(/open\.md: kept: 1 of its 1 steps are not done/);
    expect(kept()).toBe(1);
    rmSync(join(box.repository, 'open.md'));
    expect((await plan(box, 'clean')).stdout).toMatch(/open\.md: kept: its file is gone.*--force/);
    expect((await plan(box, 'clean', '--force')).stdout).toMatch(/open\.md: removed/);
    expect(kept()).toBe(0);
  });
});
