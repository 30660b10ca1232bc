// Each copy has a git of its own: what is done to it reaches no other copy and is held against nobody else.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PlanReport } from '../../src/plan/report/plan-report.ts';
import { boxWith, one, type PlanBox, plan } from '../support/plan.ts';
import { expectNoProcess } from '../support/processes.ts';

const two = { id: 'two', verify: 'grep 2 two.txt' };

const triesOf = async (box: PlanBox): Promise<number[]> => {
  const report: PlanReport = JSON.parse((await plan(box, 'status', 'plan.md', '--json')).stdout);
  return report.steps.map(({ tries }) => tries);
};

describe('git’s settings', () => {
  test('changed by an executor are held against that one, though another step runs beside it', async () => {
    const meet = (mine: string, other: string) =>
      `touch "$STAND_IN/${mine}-here"; while [ ! -e "$STAND_IN/${other}-here" ]; do sleep 0.02; done`;
    const box = boxWith([one, two], {
      one: `${meet('one', 'two')}; while [ ! -e "$STAND_IN/set" ]; do sleep 0.02; done; git config core.pager >> "$STAND_IN/seen"; echo 1 > one.txt`,
      two: `${meet('two', 'one')}; [ -e "$STAND_IN/set" ] || git config core.pager evil; touch "$STAND_IN/set"; echo 2 > two.txt`,
    });
    const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("two: refused: git's own settings or hooks were changed");
    expect(await triesOf(box)).toEqual([1, 2]);
    expect(readFileSync(join(box.folder, 'stand-in', 'seen'), 'utf8')).toBe('');
  });

  test('that setup makes stay for the check and the executor, hooks included; those of a check do not', async () => {
    const box = boxWith(
      [
        {
          ...one,
          verify:
            'test "$(git config my.setup)" = yes && test -z "$(git config my.check)" && git config my.check yes; test -x "$(git rev-parse --git-path hooks/pre-commit)" && grep 1 one.txt',
        },
      ],
      { one: 'test "$(git config my.setup)" = yes && test -z "$(git config my.check)" && echo 1 > one.txt' },
      [
        'setup: \'git config my.setup yes; h="$(git rev-parse --git-path hooks)"; mkdir -p "$h"; touch "$h/pre-commit"; chmod +x "$h/pre-commit"\'',
      ],
    );
    const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stderr).toBe(0);
    expect(await triesOf(box)).toEqual([1]);
  });

  test('start no program of the copy in our own git, and no key is in reach of one', async () => {
    const mark = 'env > $STAND_IN/ran; cat';
    const box = boxWith([{ ...one, files: ['one.txt', '.gitattributes'] }], {
      one: `git config --global filter.f.clean '${mark}'; git config --global core.fsmonitor "sh -c '${mark}'"; echo '*.txt filter=f' > .gitattributes; echo 1 > one.txt`,
    });
    const run = await box.run(['plan', 'run', 'plan.md', '--yes'], {
      cwd: box.repository,
      env: { OTHER_API_KEY: 'test-key-1' },
    });
    expect(run.stderr).toContain('one: try 1');
    expect(existsSync(join(box.folder, 'stand-in', 'ran'))).toBe(false);
  });
});

describe('submodules', () => {
  const setup = ["setup: 'git -c protocol.file.allow=always submodule --quiet update --init'"];

  /** The box of a plan whose repository has the submodule `lib`, with a file `value`. */
  function boxWithSubmodule(scripts: Record<string, string>, verify: string): PlanBox {
    const box = boxWith(
      [
        { ...one, verify },
        { ...two, needs: ['one'] },
      ],
      scripts,
      setup,
    );
    const lib = join(box.folder, 'lib');
    mkdirSync(lib);
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.invalid', ...args], {
        cwd: lib,
        env: { PATH: process.env.PATH, HOME: box.home },
      });
    git('init', '--quiet');
    writeFileSync(join(lib, 'value'), '7\n');
    git('add', '.');
    git('commit', '--quiet', '-m', 'lib');
    box.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', `file://${lib}`, 'lib');
    box.git('commit', '--quiet', '-m', 'with lib');
    return box;
  }

  test('are there for the executors and the checks when setup gets them', async () => {
    const box = boxWithSubmodule(
      { one: 'cp lib/value one.txt', two: 'test -e lib/value && echo 2 > two.txt' },
      'cmp one.txt lib/value && test -z "$(git status --porcelain lib)"',
    );
    const { code, stdout, stderr } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stderr + stdout).toBe(0);
    expect(await triesOf(box)).toEqual([1, 1]);
    expect(box.git('diff', '--name-only', 'main', 'tierwise/plan-plan').split('\n')).toEqual([
      'one.txt',
      'two.txt',
    ]);
  });

  test('that an executor changes are put back before the check, and another commit of one is refused', async () => {
    const commit = 'git -c user.name=x -c user.email=x@y commit -qam x';
    const box = boxWithSubmodule(
      {
        one: `case $(grep -c . "$STAND_IN/calls") in 1) echo 1 > lib/value ;; 2) cd lib; echo 1 > value; ${commit}; cd .. ;; esac; echo 1 > one.txt`,
        two: 'echo 2 > two.txt',
      },
      'grep 1 one.txt && test $(grep -c . "$HOME/../stand-in/calls") -gt 2 || grep 1 lib/value',
    );
    const { code, stderr, stdout } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stderr + stdout).toBe(0);
    expect(stderr).toContain('one: its check failed');
    expect(stderr).toContain('one: refused: lib is a submodule at another commit');
    expect(await triesOf(box)).toEqual([3, 1]);
  });
});

test('what escapes from a check or an executor, its environment shed, is ended', async () => {
  const escaping = (seconds: number) => `env -i setsid sleep ${seconds} > /dev/null 2>&1 &`;
  const box = boxWith([{ ...one, verify: `${escaping(87941)} grep 1 one.txt` }], {
    one: `${escaping(87942)} echo 1 > one.txt`,
  });
  const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
  expect(code, stderr).toBe(0);
  await expectNoProcess('sleep\u000087941');
  await expectNoProcess('sleep\u000087942');
});

test('a step costs few starts of git', async () => {
  const box = boxWith([one], { one: 'echo 1 > one.txt' });
  const folder = join(box.folder, 'bin');
  const real = execFileSync('/bin/sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  mkdirSync(folder);
  writeFileSync(join(folder, 'git'), `#!/bin/sh\necho "$1" >> '${box.folder}/started'\nexec ${real} "$@"\n`);
  chmodSync(join(folder, 'git'), 0o755);
  box.env.PATH = `${folder}:${box.env.PATH}`;
  expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(0);
  const started = readFileSync(box.file('started'), 'utf8').trim().split('\n');
  expect(started.length, started.join(' ')).toBeLessThan(35);
});
