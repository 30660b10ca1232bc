// What the user reads when git refuses, and that "done" is said only of a branch that is there.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { boxWith, one, type PlanBox, plan, planText } from '../support/plan.ts';

const WRITES_ONE = { one: 'echo 1 > one.txt' };

/** Puts a git before the real one that does what `script` says first. */
function gitThat(box: PlanBox, script: string): void {
  const folder = join(box.folder, 'bin');
  const real = execFileSync('/bin/sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  mkdirSync(folder);
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${script}\nexec ${real} "$@"\n`);
  chmodSync(join(folder, 'git'), 0o755);
  box.env.PATH = `${folder}:${box.env.PATH}`;
}

describe('exit 0', () => {
  test('is for a branch that exists: one that was deleted is made again, one that was merged is not needed', async () => {
    const box = boxWith([one], WRITES_ONE);
    expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(0);
    box.git('branch', '-D', 'tierwise/plan-plan');
    const gone = await plan(box, 'status', 'plan.md');
    expect(gone.stdout).toContain('Its branch is gone. Make it again: tierwise plan resume plan.md');
    expect(gone.stdout).not.toContain('git merge');
    expect((await plan(box, 'resume', 'plan.md')).code).toBe(0);
    expect(box.git('show', 'tierwise/plan-plan:one.txt')).toBe('1');
    box.git('merge', '--quiet', 'tierwise/plan-plan');
    box.git('branch', '-D', 'tierwise/plan-plan');
    box.git('commit', '--quiet', '--allow-empty', '-m', 'after it');
    const merged = await plan(box, 'resume', 'plan.md');
    expect(merged.code, merged.stderr).toBe(0);
    expect(merged.stdout).toContain('merged into your branch');
    expect(merged.stdout).not.toContain('git merge');
    expect(box.git('branch', '--list', 'tierwise/*')).toBe('');
    expect(box.calls()).toHaveLength(1);
  });

  test('is not for a merge that was asked for and refused', async () => {
    const box = boxWith([one], WRITES_ONE);
    writeFileSync(join(box.repository, '.git', 'index.lock'), '');
    const { code, stdout } = await plan(box, 'run', 'plan.md', '--yes', '--merge');
    expect(code).toBe(1);
    expect(stdout).toMatch(/Not merged: .*index\.lock exists: .*rm '.*index\.lock'/);
  });
});

describe('a branch', () => {
  test('below the plan’s own name takes a number, as another of that name does', async () => {
    const box = boxWith([one], WRITES_ONE);
    box.git('branch', 'tierwise/plan-plan/mine');
    const { code, stdout } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stdout).toBe(0);
    expect(box.git('show', 'tierwise/plan-plan-2:one.txt')).toBe('1');
  });

  test('whose ref is locked is named with the lock and the command that removes it', async () => {
    const box = boxWith([one], WRITES_ONE);
    const lock = join(box.repository, '.git', 'refs', 'heads', 'tierwise', 'plan-plan.lock');
    mkdirSync(join(lock, '..'));
    writeFileSync(lock, '');
    const { code, stdout } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code).toBe(1);
    expect(stdout).toContain(`rm '${lock}'`);
    rmSync(lock);
    expect((await plan(box, 'resume', 'plan.md')).code).toBe(0);
    expect(box.calls()).toHaveLength(1);
  });
});

test('a disk without space stops the run, and no try is made or held against anybody for it', async () => {
  const box = boxWith([one], WRITES_ONE);
  const full = `[ -e ${box.folder}/space ] || case "$1" in add) echo "error: file write error: No space left on device" >&2; echo "fatal: adding files failed" >&2; exit 128;; esac`;
  gitThat(box, full);
  const stopped = await plan(box, 'run', 'plan.md', '--yes');
  expect(stopped.code).toBe(2);
  expect(stopped.stdout).toMatch(/Stopped: .*no space is left .* Free some\./);
  expect(box.calls()).toHaveLength(1);
  writeFileSync(join(box.folder, 'space'), '');
  expect((await plan(box, 'resume', 'plan.md')).code).toBe(0);
});

test.each([
  ['too old', 'case "$1" in --version) echo git version 2.25.1; exit;; esac', '2.25.1 is too old'],
  ['of no known version', 'case "$1" in --version) echo hub 3; exit;; esac', 'hub 3'],
])('a git that is %s is refused before anything runs', async (_, script, said) => {
  const box = boxWith([one], WRITES_ONE);
  gitThat(box, script);
  const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
  expect(code).toBe(2);
  expect(stderr).toContain(said);
  expect(stderr).toContain('2.32');
  expect(box.calls()).toEqual([]);
});

test('repositories that no copy can be made of are named with what to do', async () => {
  const box = boxWith([one], WRITES_ONE);
  const text = planText([one]);
  const bare = join(box.folder, 'bare.git');
  box.git('clone', '--quiet', '--bare', '.', bare);
  const inBare = await box.run(['plan', 'check', join(box.repository, 'plan.md')], { cwd: bare });
  expect(inBare.code).toBe(2);
  expect(inBare.stderr).toContain(`${bare} has no working tree`);
  const linked = join(box.folder, 'linked');
  box.git('worktree', 'add', '--quiet', '--detach', linked);
  writeFileSync(join(linked, 'plan.md'), text);
  const there = await box.run(['plan', 'run', 'plan.md', '--yes'], { cwd: linked });
  expect(there.code, there.stderr).toBe(0); // a detached, linked worktree is as good as any
  rmSync(join(box.repository, '.git', 'worktrees'), { recursive: true });
  const moved = await box.run(['plan', 'check', 'plan.md'], { cwd: linked });
  expect(moved.code).toBe(2);
  expect(moved.stderr).toContain('git worktree repair');
  rmSync(join(box.repository, '.git', 'objects'), { recursive: true });
  mkdirSync(join(box.repository, '.git', 'objects'));
  const damaged = await plan(box, 'check', 'plan.md');
  expect(damaged.code).toBe(2);
  expect(damaged.stderr).toContain('is damaged');
  expect(damaged.stderr).toContain('fsck');
});

test('in a shallow clone, a plan starts anew from a later commit, too', async () => {
  const box = boxWith([one], WRITES_ONE);
  box.git('commit', '--quiet', '--allow-empty', '-m', 'second');
  const clone = join(box.folder, 'clone');
  box.git('clone', '--quiet', '--depth', '1', `file://${box.repository}`, clone);
  writeFileSync(join(clone, 'plan.md'), planText([one]));
  const run = (...more: string[]) => box.run(['plan', 'run', 'plan.md', ...more], { cwd: clone });
  expect((await run('--yes')).code).toBe(0);
  const author = ['-c', 'user.name=x', '-c', 'user.email=x@example.invalid'];
  box.git('-C', clone, ...author, 'commit', '--quiet', '--allow-empty', '-m', 'later');
  const anew = await run('--restart');
  expect(anew.code, anew.stdout).toBe(0);
});

test('a damaged clone of ours is named with the command that removes it', async () => {
  const box = boxWith([one], WRITES_ONE);
  await plan(box, 'run', 'plan.md', '--yes');
  execFileSync('/bin/sh', ['-c', 'rm "$TIERWISE_HOME"/plans/*/repository.git/HEAD'], { env: box.env });
  const { code, stderr } = await plan(box, 'run', 'plan.md', '--restart');
  expect(code).toBe(2);
  expect(stderr).toContain('is damaged');
  expect(stderr).toContain('tierwise plan clean <plan> --force');
});
