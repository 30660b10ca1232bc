// A plan through the real command, carried out by a quick stand-in for Claude Code.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PlanReport } from '../../src/plan/report/plan-report.ts';
import { readOutcomes } from '../../src/usage/outcomes.ts';
import { fakeCalls, installFakes } from '../support/coding-clis.ts';
import { boxWith, one, type PlanBox, plan, planText, type StepText } from '../support/plan.ts';
import { COMMAND, type Ended, start } from '../support/process.ts';
import { expectNoProcess } from '../support/processes.ts';

async function statusOf(box: PlanBox): Promise<PlanReport> {
  return JSON.parse((await plan(box, 'status', 'plan.md', '--json')).stdout);
}

const ended = ({ steps }: PlanReport): [string, string, number][] =>
  steps.map(({ id, status, tries }) => [id, status, tries]);

const WRITES_ONE = { one: 'echo 1 > one.txt' };

describe('approval', () => {
  test('without it nothing runs; it holds for the plan as it was read, and for who was to carry it out', async () => {
    const box = boxWith([one], WRITES_ONE);
    expect((await plan(box, 'check', 'plan.md')).code).toBe(0); // which approves nothing
    const refused = await plan(box, 'run', 'plan.md');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toBe(
      'tierwise: plan.md is not approved. Read it, then: tierwise plan run plan.md --yes (in a terminal it asks).\n',
    );
    expect(box.calls()).toEqual([]);
    expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(0);
    expect((await plan(box, 'run', 'plan.md')).code).toBe(0);
    box.put('plan.md', planText([{ ...one, verify: 'grep 1 one.txt; echo harmless' }]));
    const changed = await plan(box, 'run', 'plan.md');
    expect(changed).toMatchObject({ code: 2 });
    expect(changed.stderr).toContain('has changed since it was approved');
    expect((await plan(box, 'resume', 'plan.md', '--executor', 'codex')).code).toBe(2);
  });

  test.skipIf(!existsSync('/usr/bin/script') || process.platform !== 'linux').each([
    ['n', 2, 0],
    ['y', 0, 1],
  ])('on a terminal the plan is shown and asked about: %s', async (answer, code, calls) => {
    const box = boxWith([one], WRITES_ONE);
    const command = [...COMMAND, 'plan run plan.md'].join(' ');
    const terminal = await start(['/usr/bin/script', '-qec', command, '/dev/null'], {
      cwd: box.repository,
      env: box.env,
      input: `${answer}\n`,
    });
    expect(terminal.stdout).toContain('Commands that will run');
    expect(terminal.stdout).toContain('grep 1 one.txt');
    expect(terminal.stdout).toContain('Run it? [y/N]');
    expect([terminal.code, box.calls().length]).toEqual([code, calls]);
  });
});

describe('what a step may touch', () => {
  test('a file that is not on its list is put back, told to the next try, and counted', async () => {
    const box = boxWith(
      [
        {
          ...one,
          verify: 'grep 1 one.txt && test ! -e stray.txt && grep sample README.md && test ! -x README.md',
        },
      ],
      {
        one: 'echo 1 > one.txt; case "$prompt" in *"stray.txt is not one of"*) ;; *) echo x > stray.txt; rm -f README.md ;; esac',
      },
    );
    const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stderr).toBe(0);
    expect(ended(await statusOf(box))).toEqual([['one', 'passed', 2]]);
    expect(box.prompts()[1]).toContain("README.md is not one of this step's files");
    expect(box.prompts()[1]).toContain('The files are as that try left them');
    expect(box.git('diff', '--name-only', 'main', 'tierwise/plan-plan')).toBe('one.txt');
  });

  test.each([
    ['a mode', 'chmod +x README.md', 'README.md is not one of'],
    [
      'a link out of the repository',
      'ln -s /etc/passwd one.txt',
      'one.txt is a link that leaves the repository',
    ],
    [
      'a link upwards',
      'rm -f one.txt; ln -s ../../x one.txt',
      'one.txt is a link that leaves the repository',
    ],
    [
      'another repository',
      'mkdir -p one.txt && cd one.txt && git init -q . && git -c user.name=x -c user.email=x@y commit -q --allow-empty -m x',
      'one.txt is a repository of its own',
    ],
    [
      "git's hooks",
      'd=$(git rev-parse --git-common-dir); mkdir -p "$d/hooks"; echo "touch $STAND_IN/hooked" > "$d/hooks/post-checkout"; chmod +x "$d/hooks/post-checkout"; echo 1 > one.txt',
      "git's own settings or hooks were changed",
    ],
    [
      "git's settings",
      'git config core.pager "touch $STAND_IN/hooked"; echo 1 > one.txt',
      "git's own settings or hooks were changed",
    ],
  ])('%s is refused', async (_, script, said) => {
    const once = `if [ -e "$STAND_IN/before" ]; then rm -rf one.txt; echo 1 > one.txt; else touch "$STAND_IN/before"; ${script}; fi`;
    const box = boxWith([one], { one: once });
    const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`one: refused: ${said}`);
    expect(ended(await statusOf(box))).toEqual([['one', 'passed', 2]]);
    expect(box.git('diff', '--raw', 'main', 'tierwise/plan-plan').split('\n')).toHaveLength(1);
    expect(existsSync(join(box.folder, 'stand-in', 'hooked'))).toBe(false);
  });

  test('an executor that destroys its copy has failed a try, and gets a new one', async () => {
    const box = boxWith([one], {
      one: 'if [ -e "$STAND_IN/before" ]; then echo 1 > one.txt; else touch "$STAND_IN/before"; d=$PWD; cd /; rm -rf "$d"; fi',
    });
    const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('one: refused: git cannot read what it left');
    expect(ended(await statusOf(box))).toEqual([['one', 'passed', 2]]);
  });

  test('what a build leaves behind is no failure: the check decides without it, and it is not committed', async () => {
    const box = boxWith([{ ...one, verify: 'grep 1 one.txt && test ! -e litter' }], {
      one: 'echo 1 > one.txt; mkdir litter; echo x > litter/x.pyc',
    });
    const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('one: left out litter/x.pyc, which is not in its files');
    expect(box.git('diff', '--name-only', 'main', 'tierwise/plan-plan')).toBe('one.txt');
    expect(box.calls()).toHaveLength(1);
  });

  test('what an interpreter leaves behind is told of nobody, and no reason why a check failed', async () => {
    const leaves = 'mkdir -p __pycache__; echo x > __pycache__/a.pyc;';
    const box = boxWith([one], { one: `${leaves} [ -f one.txt ] && echo 1 > one.txt || echo 0 > one.txt` });
    const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('one: its check failed: grep 1 one.txt (exit 1)');
    expect(stderr).not.toContain('__pycache__');
    expect(box.git('diff', '--name-only', 'main', 'tierwise/plan-plan')).toBe('one.txt');
  });

  test('a step that cannot do without another file goes to a person after two rungs, not up to the top', async () => {
    const needs = { ...one, verify: 'grep 1 one.txt && test -e needed.txt' };
    const box = boxWith([needs], { one: 'echo 1 > one.txt; echo x > needed.txt' });
    const { code, stdout } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code).toBe(1);
    expect(box.calls().filter((call) => call.includes('haiku'))).toHaveLength(3);
    expect(stdout).toContain(
      "needed.txt: not in this step's files, so removed; without that its check failed; if it needs that, add it to its files",
    );
  });

  test('a plan may have a person asked instead: accepted by record, it counts and the next step follows', async () => {
    const box = boxWith(
      [one, { id: 'two', needs: ['one'], verify: 'grep x more.txt' }],
      { one: 'echo 1 > one.txt; echo x > more.txt', two: 'true' },
      ['outside: ask'],
    );
    const { code, stdout } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'one: its check passed, but it also changed more.txt; its work is on tierwise/plan-plan--one',
    );
    expect(stdout).toContain('accept it: tierwise plan record plan.md one --passed');
    expect((await plan(box, 'record', 'plan.md', 'one', '--passed')).stdout).toBe(
      'Recorded: step one passed.\n',
    );
    expect((await plan(box, 'resume', 'plan.md')).code).toBe(0);
    expect(box.git('show', 'tierwise/plan-plan:more.txt')).toBe('x');
    expect(box.calls()).toHaveLength(2);
  });

  test('work that does not fit together stops the later step and what stands on it, with both sides kept', async () => {
    const box = boxWith(
      [
        one,
        { id: 'two', verify: 'grep 2 two.txt' },
        { id: 'three', needs: ['two'], verify: 'grep 3 three.txt' },
      ],
      {
        one: 'echo 1 > one.txt; echo one > README.md',
        two: 'echo 2 > two.txt; echo two > README.md',
        three: 'echo 3 > three.txt',
      },
      ['outside: ask'],
    );
    await plan(box, 'run', 'plan.md', '--yes');
    for (const step of ['one', 'two']) await plan(box, 'record', 'plan.md', step, '--passed');
    const { code, stdout } = await plan(box, 'resume', 'plan.md');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'two: its work conflicts with earlier steps: README.md; its work is on tierwise/plan-plan--two',
    );
    expect(stdout).toContain('three: it builds on a step that conflicts with earlier steps');
    expect(box.git('show', 'tierwise/plan-plan:README.md')).toBe('one');
    expect(box.git('ls-tree', '--name-only', 'tierwise/plan-plan').split('\n')).toEqual([
      'README.md',
      'one.txt',
    ]);
    expect(box.git('show', 'tierwise/plan-plan--two:README.md')).toBe('two');
    expect(box.git('show', 'tierwise/plan-plan--three:two.txt')).toBe('2');
    expect((await statusOf(box)).done).toBe(1);
  });

  test('steps that need work which does not fit together do not start', async () => {
    const box = boxWith(
      [one, { id: 'two', verify: 'grep 2 two.txt' }, { id: 'both', needs: ['one', 'two'], verify: 'true' }],
      { one: 'echo 1 > one.txt; echo one > README.md', two: 'echo 2 > two.txt; echo two > README.md' },
      ['outside: ask'],
    );
    await plan(box, 'run', 'plan.md', '--yes');
    for (const step of ['one', 'two']) await plan(box, 'record', 'plan.md', step, '--passed');
    const { stdout } = await plan(box, 'resume', 'plan.md');
    expect(stdout).toContain('both: the steps it needs conflict: two changes README.md differently');
    expect(box.calls()).toHaveLength(2);
  });
});

describe('money', () => {
  test('each try is given what is left of its step’s budget; used up, the step goes to a person', async () => {
    const box = boxWith([{ ...one, more: ['tier: haiku', 'budgetUsd: 0.05'] }], {
      one: 'echo "$budget" >> "$STAND_IN/budgets"; echo "$effort" > one.txt; cost=0.02',
    });
    const { code, stdout } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code).toBe(1);
    const budgets = readFileSync(join(box.folder, 'stand-in', 'budgets'), 'utf8')
      .trim()
      .split('\n');
    expect(budgets.map((text) => Number(text).toFixed(2))).toEqual(['0.05', '0.03', '0.01']);
    expect(stdout).toContain(
      'one (3 tries): its budget of $0.050 is used up; its check failed: grep 1 one.txt (exit 1)',
    );
  });

  test('the plan’s ceiling stops it with exit 3; a higher one goes on', async () => {
    const steps = ['a', 'b', 'c'].map((id) => ({ id, verify: `grep x ${id}.txt` }));
    const scripts = Object.fromEntries(steps.map(({ id }) => [id, `echo x > ${id}.txt; cost=0.4`]));
    const box = boxWith(steps, scripts);
    const stopped = await plan(box, 'run', 'plan.md', '--yes', '--jobs', '1', '--max-cost', '0.7');
    expect(stopped.code, stopped.stderr).toBe(3);
    expect(stopped.stdout).toContain(
      'Stopped: budget of $0.70 reached; continue with: tierwise plan resume plan.md --max-cost <amount>',
    );
    expect(box.calls()).toHaveLength(2);
    expect((await plan(box, 'resume', 'plan.md', '--max-cost', '3')).code).toBe(0);
    expect(box.calls()).toHaveLength(3);
  });

  test('what the steps did is on record for routing, with the kind of work', async () => {
    const box = boxWith([{ ...one, more: ['tier: haiku', 'kind: docs'] }], {
      one: 'case $effort in high) echo 1 > one.txt ;; esac',
    });
    await plan(box, 'run', 'plan.md', '--yes');
    const outcomes = readOutcomes(box.env.TIERWISE_HOME as string);
    expect(
      outcomes.map(({ kind, tier, effort, tries, passed, costUsd }) => ({
        kind,
        tier,
        effort,
        tries,
        passed,
        costUsd,
      })),
    ).toEqual([
      { kind: 'docs', tier: 'haiku', effort: 'medium', tries: 2, passed: false, costUsd: 0.02 },
      { kind: 'docs', tier: 'haiku', effort: 'high', tries: 1, passed: true, costUsd: 0.01 },
    ]);
  });
});

describe('trouble', () => {
  const ends = (json: string): string => `echo '${json}'; exit 1`;
  test.each([
    ['a login', ends('{"is_error":true,"result":"Not logged in · Please run /login"}'), 'Not logged in'],
    [
      'an allowance',
      ends(`{"is_error":true,"result":"You have hit your limit · resets 3pm","total_cost_usd":0.01}`),
      'hit your limit',
    ],
  ])('%s that ran out stops the run and is no evidence about the step', async (_, script, said) => {
    const box = boxWith([one, { id: 'two', needs: ['one'], verify: 'true' }], {
      one: `[ -e "$STAND_IN/fixed" ] || { ${script}; }; echo 1 > one.txt`,
    });
    const stopped = await plan(box, 'run', 'plan.md', '--yes');
    expect(stopped.code).toBe(2);
    expect(stopped.stdout).toContain(said);
    expect(stopped.stdout).toContain('Then continue with: tierwise plan resume plan.md');
    expect(box.calls()).toHaveLength(1);
    writeFileSync(join(box.folder, 'stand-in', 'fixed'), '');
    expect((await plan(box, 'resume', 'plan.md')).code).toBe(0);
    expect(box.calls().slice(1)).toEqual(['one claude-haiku-5-5 medium', 'two claude-haiku-5-5 medium']);
    expect(ended(await statusOf(box))).toEqual([
      ['one', 'passed', 1],
      ['two', 'passed', 1],
    ]);
  });

  test('an executor that fails by itself is asked once more, then its step is skipped for now and the others go on', async () => {
    const box = boxWith([one, { id: 'two', verify: 'grep 2 two.txt' }], {
      one: '[ -e "$STAND_IN/fixed" ] || { echo crash >&2; exit 1; }; echo 1 > one.txt',
      two: 'echo 2 > two.txt',
    });
    const first = await plan(box, 'run', 'plan.md', '--yes');
    expect(first.code).toBe(1);
    expect(first.stdout).toContain('Skipped for now: one. Continue with: tierwise plan resume plan.md');
    expect(box.calls().filter((call) => call.startsWith('one'))).toEqual(
      Array(2).fill('one claude-haiku-5-5 medium'),
    );
    writeFileSync(join(box.folder, 'stand-in', 'fixed'), '');
    expect((await plan(box, 'resume', 'plan.md')).code).toBe(0);
  });

  test('an executor that fails by itself now and then is not skipped', async () => {
    const box = boxWith([one], {
      one: 'case $(grep -c . "$STAND_IN/calls") in 1 | 3) exit 1 ;; 2) echo 0 > one.txt ;; *) echo 1 > one.txt ;; esac',
    });
    const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stderr).toBe(0);
    expect(box.calls()).toHaveLength(4);
  });

  test('who is not installed or not logged in is told before anything runs', async () => {
    const box = boxWith([one], WRITES_ONE);
    const missing = await box.run(['plan', 'run', 'plan.md', '--yes'], {
      cwd: box.repository,
      env: { CLAUDE_CODE_EXECPATH: '/nowhere/claude' },
    });
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.stderr).toContain(
      'tierwise: Claude Code is not installed: npm install -g @anthropic-ai/claude-code',
    );
  });

  test('a check that hangs is ended with all it started, and a failed try', async () => {
    const box = boxWith(
      [
        {
          ...one,
          verify: '(setsid sleep 87931 &); sleep 87931',
          more: ['tier: opus', 'effort: max', 'timeoutMinutes: 0.005'],
        },
      ],
      WRITES_ONE,
    );
    const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code).toBe(1);
    expect(stderr).toContain('did not end within 0.005 minutes');
    await expectNoProcess('sleep\u000087931');
  });

  test('the plan’s commands and executors see none of the user’s git variables', async () => {
    const git = { GIT_DIR: '/nowhere', GIT_WORK_TREE: '/nowhere', GIT_EDITOR: 'false' };
    const show = 'env | grep "^GIT_[DWE]" >> "$HOME/../stand-in/seen"';
    const box = boxWith(
      [{ ...one, verify: `${show}; grep 1 one.txt` }],
      { one: `${show}; echo 1 > one.txt` },
      [`setup: ${JSON.stringify(`${show}; true`)}`],
    );
    const run = await box.run(['plan', 'run', 'plan.md', '--yes'], { cwd: box.repository, env: git });
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(readFileSync(join(box.folder, 'stand-in', 'seen'), 'utf8')).toBe('');
  });

  test('the plan’s commands see no key but what the user names; setup runs in each copy, and its failure stops the plan', async () => {
    const keys = {
      ANTHROPIC_API_KEY: 'sk-x',
      OPENAI_API_KEY: 'sk-y',
      GEMINI_API_KEY: 'z',
      GITHUB_TOKEN: 't',
      DATABASE_URL: 'kept',
      OTHER_API_KEY: 'sk-y',
      TIERWISE_PASS_ENV: 'DATABASE_URL',
    };
    const seen = 'env | grep -E "_KEY|TOKEN|DATABASE_URL" | grep -v "^XDG"';
    const box = boxWith(
      [
        {
          ...one,
          verify: `${seen}; test -f ignored/dep && grep 1 one.txt && false`,
          more: ['tier: opus', 'effort: max'],
        },
      ],
      WRITES_ONE,
      ['setup: "[ ! -e $HOME/broken ] && mkdir -p ignored && touch ignored/dep"'],
    );
    box.put('.gitignore', 'ignored\n');
    box.git('add', '.gitignore');
    box.git('commit', '-qm', 'ignore');
    await box.run(['plan', 'run', 'plan.md', '--yes'], { cwd: box.repository, env: keys });
    expect(box.prompts()[1]).toContain('DATABASE_URL=kept\n1\n(exit 1)');
    for (const prompt of box.prompts()) expect(prompt).not.toMatch(/sk-x|sk-y/);
    writeFileSync(join(box.home, 'broken'), '');
    const stopped = await plan(box, 'run', 'plan.md', '--yes', '--restart');
    expect(stopped.code).toBe(2);
    expect(stopped.stdout).toContain("Stopped: the plan's setup command");
  });

  test('a second run of the same plan is refused while the first goes on; Ctrl-C lets the try end, and resume goes on', async () => {
    const box = boxWith([one, { id: 'two', needs: ['one'], verify: 'grep 2 two.txt' }], {
      one: 'touch "$STAND_IN/begun"; while [ ! -e "$STAND_IN/go" ]; do sleep 0.02; done; echo 1 > one.txt',
      two: 'echo 2 > two.txt',
    });
    const first = box.start(['plan', 'run', 'plan.md', '--yes'], { cwd: box.repository });
    await first.stderrHas('one: try 1');
    const second = await plan(box, 'run', 'plan.md');
    expect(second.code).toBe(2);
    expect(second.stderr).toContain('Another run of this plan is under way');
    expect((await statusOf(box)).steps[0]?.status).toBe('running');
    first.child.kill('SIGINT');
    await first.stderrHas('Stopping: waiting for the tries under way');
    writeFileSync(join(box.folder, 'stand-in', 'go'), '');
    const stopped: Ended = await first;
    expect(stopped.code).toBe(130);
    expect(ended(await statusOf(box))).toEqual([
      ['one', 'passed', 1],
      ['two', 'open', 0],
    ]);
    expect((await plan(box, 'resume', 'plan.md')).code).toBe(0);
    expect(box.calls()).toHaveLength(2);
  });
});

describe('going on', () => {
  test('a person’s own work counts by its commit, and what waited for it runs on top of it', async () => {
    const box = boxWith(
      [
        { ...one, more: ['tier: opus', 'effort: max'] },
        { id: 'two', needs: ['one'], verify: 'grep 1 one.txt' },
      ],
      { one: 'echo 0 > one.txt', two: 'true' },
    );
    expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(1);
    expect(ended(await statusOf(box))).toEqual([
      ['one', 'person', 2],
      ['two', 'waits', 0],
    ]);
    box.put('one.txt', '1\n');
    box.git('add', 'one.txt');
    box.git('commit', '-qm', 'by hand');
    expect((await plan(box, 'record', 'plan.md', 'one', '--passed')).code).toBe(0);
    expect((await plan(box, 'resume', 'plan.md')).code).toBe(0);
    expect(ended(await statusOf(box))).toEqual([
      ['one', 'recorded', 1],
      ['two', 'passed', 1],
    ]);
    expect(box.git('show', 'tierwise/plan-plan:one.txt')).toBe('1');
  });

  test('a session that drives the steps records each; nothing of them is left for a run', async () => {
    const box = boxWith([one], WRITES_ONE, [], { 'one.txt': '1\n' });
    const recorded = await plan(
      box,
      'record',
      'plan.md',
      'one',
      '--passed',
      '--tier',
      'haiku',
      '--effort',
      'medium',
      '--tries',
      '2',
      '--cost',
      '0.03',
    );
    expect(recorded.stdout).toBe('Recorded: step one passed on haiku medium.\n');
    expect(readOutcomes(box.env.TIERWISE_HOME as string)).toMatchObject([
      { tier: 'haiku', effort: 'medium', tries: 2, passed: true, costUsd: 0.03, kind: 'code' },
    ]);
    expect((await plan(box, 'run', 'plan.md', '--yes')).stdout).toContain('1 of 1 step done');
    expect(box.calls()).toEqual([]);
    expect((await plan(box, 'record', 'plan.md', 'none', '--failed')).stderr).toContain(
      'There is no step "none" in plan.md. Expected one of: one.',
    );
    expect((await plan(box, 'record', 'plan.md', 'one')).stderr).toContain('--passed or --failed');
  });

  test('a step whose section changed is done again with what needs it; the rest stays done', async () => {
    const steps: StepText[] = [
      one,
      { id: 'two', verify: 'grep 2 two.txt' },
      { id: 'three', needs: ['two'], verify: 'true' },
    ];
    const box = boxWith(steps, { ...WRITES_ONE, two: 'echo 2 > two.txt', three: 'true' });
    await plan(box, 'run', 'plan.md', '--yes');
    box.put(
      'plan.md',
      planText(steps.map((step) => (step.id === 'two' ? { ...step, section: 'Write 2 again.' } : step))),
    );
    expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(0);
    expect(
      box
        .calls()
        .map((call) => call.split(' ')[0])
        .sort(),
    ).toEqual(['one', 'three', 'three', 'two', 'two']);
  });

  test('a damaged line of its events is named, and what is around it stands', async () => {
    const box = boxWith([one], WRITES_ONE);
    await plan(box, 'run', 'plan.md', '--yes');
    const [id = ''] = readdirSync(join(box.env.TIERWISE_HOME as string, 'plans'));
    const events = join(box.env.TIERWISE_HOME as string, 'plans', id, 'events.jsonl');
    writeFileSync(events, `{"at":"x","type":"danced"}\n${readFileSync(events, 'utf8')}`);
    for (const args of [
      ['status', 'plan.md'],
      ['resume', 'plan.md'],
      ['record', 'plan.md', 'one', '--passed', '--commit', 'tierwise/plan-plan'],
    ]) {
      const { code, stderr } = await plan(box, ...args);
      expect([code, stderr]).toEqual([
        0,
        expect.stringContaining(`Passed over ${events} line 1: type: not a known event.\n`),
      ]);
    }
    expect((await statusOf(box)).done).toBe(1);
    expect(box.calls()).toHaveLength(1);
  });

  test('a plan that is done can grow: the new step stands on the work of those before', async () => {
    const two: StepText = { id: 'two', verify: 'grep 2 two.txt' };
    const box = boxWith([one, two], {
      ...WRITES_ONE,
      two: 'echo 2 > two.txt',
      three: 'cat one.txt two.txt > three.txt',
    });
    await plan(box, 'run', 'plan.md', '--yes');
    box.git('branch', '-D', 'tierwise/plan-plan');
    box.put(
      'plan.md',
      planText([one, two, { id: 'three', needs: ['two', 'one'], verify: 'grep 2 three.txt' }]),
    );
    const { code, stderr } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stderr).toBe(0);
    expect(box.git('show', 'tierwise/plan-plan:three.txt')).toBe('1\n2');
    expect(box.calls()).toHaveLength(3);
  });

  test('a step that was left to a person is tried anew on request, from its first rung', async () => {
    const box = boxWith(
      [
        { ...one, more: ['tier: opus', 'effort: max'] },
        { id: 'two', needs: ['one'], verify: 'grep 1 one.txt' },
      ],
      {
        one: '[ -e "$STAND_IN/fixed" ] && echo 1 > one.txt',
        two: 'true',
      },
    );
    expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(1);
    expect((await plan(box, 'resume', 'plan.md', '--again', 'one')).code).toBe(1);
    writeFileSync(join(box.folder, 'stand-in', 'fixed'), '');
    expect((await plan(box, 'resume', 'plan.md', '--again', 'two')).stderr).toContain(
      '--again two: step two is open and does not need you.',
    );
    expect((await plan(box, 'resume', 'plan.md', '--again', 'one')).code).toBe(0);
    expect(box.calls()).toEqual([...Array(5).fill('one claude-opus-5-5 max'), 'two claude-haiku-5-5 medium']);
  });

  test('--merge moves the user’s branch forward only when all is done and nothing is in the way', async () => {
    const box = boxWith([one], WRITES_ONE);
    box.put('README.md', 'edited\n');
    const kept = await plan(box, 'run', 'plan.md', '--yes', '--merge');
    expect(kept.stdout).toContain('Not merged: there are uncommitted changes.');
    expect(kept.stdout).toContain('Merge the finished steps: git merge --ff-only tierwise/plan-plan');
    box.git('checkout', '--quiet', 'README.md');
    const merged = await plan(box, 'run', 'plan.md', '--merge');
    expect(merged.stdout).toContain('Merged: tierwise/plan-plan.');
    expect(readFileSync(join(box.repository, 'one.txt'), 'utf8')).toBe('1\n');
  });

  test('a branch of the user’s with that name is left alone', async () => {
    const box = boxWith([one], WRITES_ONE);
    box.git('checkout', '--quiet', '-b', 'tierwise/plan-plan');
    box.git('commit', '--quiet', '--allow-empty', '-m', 'mine');
    box.git('checkout', '--quiet', 'main');
    const { stdout } = await plan(box, 'run', 'plan.md', '--yes');
    expect(stdout).toContain('-> branch tierwise/plan-plan-2');
    expect(box.git('log', '-1', '--format=%s', 'tierwise/plan-plan')).toBe('mine');
  });

  test('it runs from a subfolder, in a shallow clone, and beside linked worktrees', async () => {
    const box = boxWith([one], WRITES_ONE);
    box.git('commit', '--quiet', '--allow-empty', '-m', 'second');
    const clone = join(box.folder, 'clone');
    box.git('clone', '--quiet', '--depth', '1', `file://${box.repository}`, clone);
    box.git('-C', clone, 'worktree', 'add', '--quiet', join(clone, 'sub', 'tree'), '-b', 'other');
    writeFileSync(join(clone, 'sub', 'plan.md'), planText([one]));
    for (const folder of [join(clone, 'sub'), join(clone, 'sub', 'tree')]) {
      const file = join(clone, 'sub', 'plan.md');
      const run = await box.run(['plan', 'run', file, '--yes', '--restart'], { cwd: folder });
      expect(run.code, run.stderr + run.stdout).toBe(0);
    }
    expect(box.git('-C', clone, 'show', 'tierwise/plan-plan:one.txt')).toBe('1');
  });

  test('steps see neither each other’s work nor the user’s uncommitted files, and start from the work they need', async () => {
    const box = boxWith(
      [
        one,
        { id: 'two', verify: 'grep 2 two.txt' },
        {
          id: 'both',
          needs: ['two', 'one'],
          verify: 'cat one.txt two.txt mine.txt 2> /dev/null | grep -c . | grep 2',
        },
      ],
      { ...WRITES_ONE, two: 'test ! -e one.txt && test ! -e mine.txt && echo 2 > two.txt', both: 'true' },
    );
    box.put('mine.txt', 'mine\n');
    const { code, stderr, stdout } = await plan(box, 'run', 'plan.md', '--yes');
    expect(code, stdout).toBe(0);
    expect(stderr).toContain('without your uncommitted changes to 2 files');
    expect(stderr).toContain('both: passed on haiku medium, $0.010, no change needed');
  });
});

describe('other executors', () => {
  const made: StepText = {
    id: 'made',
    files: ['made-by-codex.txt'],
    verify: 'grep made made-by-codex.txt',
    more: ['executor: "codex:gpt-6.1-sol"', 'effort: low'],
  };

  test('Codex carries out a step in its sandbox, with its model and effort, and without other vendors’ keys', async () => {
    const box = boxWith([made], {});
    const log = join(box.folder, 'codex.jsonl');
    const env = {
      PATH: installFakes(box.folder),
      XDG_FAKE_CODEX: 'edit',
      XDG_FAKE_LOG: log,
      ANTHROPIC_API_KEY: 'test-key',
    };
    const run = await box.run(['plan', 'run', 'plan.md', '--yes', '--max-cost', '20'], {
      cwd: box.repository,
      env,
    });
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(run.stderr).toContain('Carried out by Codex CLI, billed to its login.');
    expect(run.stdout).toContain('unpriced');
    expect(run.stdout).toContain('plus up to $5.00 whose cost is unknown');
    expect(box.git('show', 'tierwise/plan-plan:made-by-codex.txt')).toBe('made');
    const [call] = fakeCalls(log);
    expect(call?.args).toEqual(
      expect.arrayContaining(['workspace-write', 'gpt-6.1-sol', 'model_reasoning_effort="low"']),
    );
    expect(call?.env.ANTHROPIC_API_KEY).toBeUndefined();
    expect(call?.prompt).toContain('<step id="made">');
  });

  test('a cost that nobody told counts with what was set aside, in later runs, too', async () => {
    const box = boxWith([made, { id: 'two', needs: ['made'], verify: 'grep 2 two.txt' }], {
      two: 'echo 2 > two.txt',
    });
    const env = { PATH: installFakes(box.folder), XDG_FAKE_CODEX: 'edit' };
    const go = (command: string, ...args: string[]) =>
      box.run(['plan', command, 'plan.md', ...args], { cwd: box.repository, env });
    // The first step's try may have cost all of its $5.
    expect((await go('run', '--yes', '--max-cost', '5')).code).toBe(3);
    expect((await go('resume', '--max-cost', '5')).code).toBe(3);
    expect(box.calls()).toEqual([]);
    expect((await go('resume', '--max-cost', '6')).code).toBe(0);
    expect(box.calls()).toEqual(['two claude-haiku-5-5 medium']);
    expect(await statusOf(box)).toMatchObject({ done: 2, costUsd: 0.01, uncertainUsd: 5 });
  });

  test.each([
    ['believable', {}, { costUsd: 0.0276, uncertainUsd: 0 }],
    ['negative', { input_tokens: -9_000_000 }, { costUsd: 0, uncertainUsd: 5 }],
  ])(
    'usage that is %s, of a model with a price: what is not known costs the worst case',
    async (_, usage, spent) => {
      const box = boxWith([made], {});
      const home = join(box.home, 'tierwise');
      mkdirSync(home, { recursive: true });
      const price = 'models:\n  gpt-6.1-sol: { input: 2, output: 10 }\n';
      writeFileSync(join(home, 'tierwise.md'), `---\n${price}---\n`);
      const env = {
        PATH: installFakes(box.folder),
        XDG_FAKE_CODEX: 'edit',
        XDG_FAKE_CODEX_USAGE: JSON.stringify(usage),
      };
      await box.run(['plan', 'run', 'plan.md', '--yes'], { cwd: box.repository, env });
      expect(await statusOf(box)).toMatchObject({ done: 1, ...spent });
    },
  );

  test('a step goes over to another executor on that one’s first rung', async () => {
    const box = boxWith([{ ...one, files: ['one.txt', 'made-by-codex.txt'] }], WRITES_ONE);
    const env = { PATH: installFakes(box.folder), XDG_FAKE_CODEX: 'edit', CODEX_API_KEY: 'test-key' };
    const go = (...args: string[]) =>
      box.run(['plan', 'run', 'plan.md', '--yes', ...args], { cwd: box.repository, env });
    expect((await go('--executor', 'codex', '--max-cost', '5')).code).toBe(3); // after one failure
    expect((await go('--max-cost', '9')).code).toBe(0);
    expect(box.calls()).toEqual(['one claude-haiku-5-5 medium']);
    expect(box.prompts()[0]).not.toContain('The last try failed');
    expect(box.git('diff', '--name-only', 'main', 'tierwise/plan-plan')).toBe('one.txt');
  });

  test.each(['gemini', 'copilot'])('%s carries out a step', async (name) => {
    const file = `made-by-${name}.txt`;
    const box = boxWith(
      [{ ...made, files: [file], verify: `grep made ${file}`, more: [`executor: ${name}`] }],
      {},
    );
    const env = {
      PATH: installFakes(box.folder),
      [`XDG_FAKE_${name.toUpperCase()}`]: 'edit',
      GEMINI_API_KEY: 'x',
      GH_TOKEN: 'x',
    };
    const run = await box.run(['plan', 'run', 'plan.md', '--yes'], { cwd: box.repository, env });
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(box.git('show', `tierwise/plan-plan:${file}`)).toBe('made');
  });

  test('its word is not believed: it says it wrote the file, and the check finds none', async () => {
    const box = boxWith(
      [{ ...made, files: ['other.txt'], verify: 'test -f other.txt', more: ['tier: haiku'] }],
      {},
    );
    const env = { PATH: installFakes(box.folder), XDG_FAKE_CODEX: 'edit', CODEX_API_KEY: 'sk-x' };
    const run = await box.run(['plan', 'run', 'plan.md', '--yes', '--executor', 'codex'], {
      cwd: box.repository,
      env,
    });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(
      "made: refused: made-by-codex.txt: not in this step's files, so removed; without that its check failed",
    );
    expect(ended(JSON.parse((await plan(box, 'status', 'plan.md', '--json')).stdout))).toEqual([
      ['made', 'person', 3],
    ]);
  });
});

test('bad options are told in one line', async () => {
  const box = boxWith([one], WRITES_ONE);
  for (const [args, said] of [
    [['run', 'none.md'], 'none.md: cannot read the plan: no such file or folder.'],
    [['resume', 'plan.md'], 'plan.md was never started. Run it with: tierwise plan run plan.md'],
    [['run', 'plan.md', '--executor', 'nobody'], 'Expected one of: claude, codex, gemini, copilot.'],
    [['run', 'plan.md', '--jobs', '0'], 'Expected a whole number above 0.'],
  ] as const) {
    const { code, stderr } = await plan(box, ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
  }
  chmodSync(box.repository, 0o755);
  const outside = await box.run(['plan', 'run', join(box.repository, 'plan.md'), '--yes'], { cwd: box.home });
  expect(outside).toMatchObject({ code: 2 });
  expect(outside.stderr).toContain('is not in a git repository');
});

test('a step that may change nothing asks nobody: its check runs, and a failure is for a person', async () => {
  const box = boxWith(
    [
      one,
      { id: 'all', files: [], needs: ['one'], verify: 'grep 1 one.txt' },
      { id: 'bad', files: [], verify: 'echo broken; false' },
    ],
    WRITES_ONE,
  );
  const { code, stdout } = await plan(box, 'run', 'plan.md', '--yes');
  expect(code).toBe(1);
  expect(box.calls()).toHaveLength(1);
  expect(ended(await statusOf(box))).toEqual([
    ['one', 'passed', 1],
    ['all', 'passed', 0],
    ['bad', 'person', 0],
  ]);
  expect(stdout).toContain('bad: its check failed: broken (exit 1)');
});
