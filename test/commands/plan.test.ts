// A plan file is told everything that is wrong with it at once, by line.
import { expect, test } from 'vitest';
import { planBox, planText } from '../support/plan.ts';

const check = async (text: string, files: Record<string, string> = {}) => {
  const box = planBox();
  for (const [name, content] of Object.entries(files)) box.put(name, content);
  box.put('plan.md', text);
  return box.run(['plan', 'check', 'plan.md'], { cwd: box.repository });
};

const BAD = `---
outsid: ask
steps:
  - id: one
    title: First
    files: [src/a.ts, ../b.ts]
    needs: [three]
    tier: haiku
    effort: extreme
    verify: "true"
  - id: two
    title: Second
    files: ["src/*.ts"]
    needs: [nobody]
    tier: sonet
    verify: ""
  - id: three
    files: [c.ts]
    needs: [one]
    executor: nobody
    budgetUsd: -1
    verify: "true"
  - id: two
    title: Again
    files: []
    verify: "true"
  - id: self
    title: Self
    files: ["{a,b}.ts"]
    needs: [self]
    tier: opus
    executor: codex
    verify: "true"
---
# Title

## Goal and non-goals

\`\`\`
## Step ghost
\`\`\`

## Interface contracts

## Step one

Do it.

## Step one

Again.

## Step four

No such step.

## Step two: with a title
`;

test('everything wrong with a plan is told in one go, by line', async () => {
  const { code, stdout } = await check(BAD);
  expect(code).toBe(1);
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/^plan\.md:/, '')),
  ).toEqual([
    '2: unknown key "outsid". Remove it or correct its spelling.',
    '6: step one: the file "../b.ts" must not contain ".", ".." or an empty part',
    '7: these steps need each other: one -> three -> one',
    '9: step one: effort: Invalid option: expected one of "low"|"medium"|"high"|"xhigh"|"max".',
    '14: step two needs nobody, which is not a step',
    '15: step two: tier: Invalid option: expected one of "haiku"|"sonnet"|"opus"|"fable".',
    '16: step two: verify: expected a shell command.',
    '17: step three: title: expected string, received undefined.',
    '17: step three has no section: add "## Step three" with what to build',
    '20: step three: unknown executor "nobody". Expected one of: claude, codex, gemini, copilot; codex:<model> names its model',
    '21: step three: budgetUsd: expected an amount in US dollars above 0.',
    '23: two steps are called two',
    '23: step two has neither a tier (haiku, sonnet, opus, fable) nor an executor (claude, codex, gemini, copilot)',
    '27: step self has no section: add "## Step self" with what to build',
    '29: step self: the file "{a,b}.ts" may use *, ? and ** only; write several entries instead',
    '30: step self needs itself',
    '31: step self: codex has no tiers: give a tier or an executor, not both',
    '49: step one has two sections',
    '53: this section is for step four, which is not among the steps',
    '57: the section of step two is empty: say what to build',
    '20 problems.',
  ]);
});

test('steps that can run at once must not share files, by pattern; steps that need each other may', async () => {
  const steps = (needs: string[]) =>
    planText([
      { id: 'one', files: ['src/http/**'], verify: 'true' },
      { id: 'two', files: ['docs/', 'src/*/client.ts'], verify: 'true', needs },
    ]);
  const shared = await check(steps([]));
  expect(shared.code).toBe(1);
  expect(shared.stdout).toContain(
    'steps one and two can run at the same time and both may change src/*/client.ts: let one need the other, or split the files',
  );
  expect((await check(steps(['one']))).code).toBe(0);
});

test('a file that git ignores could never be committed', async () => {
  const { code, stdout } = await check(planText([{ id: 'one', files: ['out/a.js'], verify: 'true' }]), {
    '.gitignore': 'out/\n',
  });
  expect(code).toBe(1);
  expect(stdout).toContain('plan.md:3: step one: git ignores out/a.js, so it would never be committed');
});

test('what Claude Code lets nobody write unasked is told beforehand, and is no matter for another executor', async () => {
  const step = { id: 'one', files: ['.husky/pre-commit', 'src/'], verify: 'true' };
  const { code, stdout } = await check(planText([step]));
  expect(code).toBe(1);
  expect(stdout).toContain(
    'step one: Claude Code changes .husky/pre-commit only with your permission: change it by hand, or choose another executor',
  );
  expect((await check(planText([{ ...step, more: ['executor: codex'] }]))).code).toBe(0);
});

test('a plan that can be run is shown: who, in which round, at what price at most, and every command', async () => {
  const { code, stdout } = await check(
    planText(
      [
        {
          id: 'late',
          files: ['a.ts'],
          needs: ['early'],
          verify: 'npm test',
          more: ['tier: sonnet', 'budgetUsd: 1.5'],
        },
        { id: 'early', files: [], verify: 'npx tsc', more: ['executor: codex:gpt-6.1-sol', 'effort: high'] },
      ],
      ['setup: npm ci', 'budgetUsd: 4'],
    ),
  );
  expect(code).toBe(0);
  expect(stdout).toBe(`Sample work
2 steps in 2 rounds, at most $4.00 in total; first tries up to $1.50, every rung of every step $1.50. Carried out by Claude Code, billed to your Claude subscription; and by Codex CLI, billed to its login.

round  step   title       on                        at most  needs  may change
    1  early  Make early  codex high (gpt-6.1-sol)       $0  -      nothing
    2  late   Make late   sonnet medium               $1.50  early  a.ts

If the check fails
  late   sonnet medium x2, sonnet high, opus medium x2, opus high
  early  needs you

Models
  sonnet  claude-sonnet-5-5
  opus    claude-opus-5-5
  codex   gpt-6.1-sol

Commands that will run, in copies of the repository and without provider keys
  setup  npm ci
  late   npm test
  early  npx tsc

No problems found. Run it with: tierwise plan run plan.md
`);
});

test.each([
  ['---\nsteps: [\n---\n', 'plan.md line 3: the header is not valid YAML'],
  ['no header\n', '1: steps: expected array, received undefined'],
])('%j is told in a line', async (text, said) => {
  const { code, stdout, stderr } = await check(text);
  expect(code).not.toBe(0);
  expect(stdout + stderr).toContain(said);
});

test('--json has the problems, the steps and what they may cost', async () => {
  const box = planBox();
  box.put('plan.md', planText([{ id: 'one', verify: 'true' }]));
  const { stdout } = await box.run(['plan', 'check', 'plan.md', '--json'], { cwd: box.repository });
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    problems: [],
    warnings: [{ step: 'one', message: 'its check, true, always passes, so it proves nothing' }],
    mostUsd: 22.5,
    ceilingUsd: 22.5,
    steps: [
      {
        mostUsd: 22.5,
        id: 'one',
        tier: 'haiku',
        executor: 'claude',
        files: ['one.txt'],
        verify: 'true',
        kind: 'code',
      },
    ],
  });
});

test('the example that teaches the format is a plan without problems, once its sections say something', async () => {
  const box = planBox();
  const { code, stdout } = await box.run(['plan', 'format'], { cwd: box.repository });
  expect(code).toBe(0);
  const [, example = ''] = /````markdown\n(.*?)````/s.exec(stdout) ?? [];
  const filled = example.replace(/^## .*$/gm, '$&\n\nSomething.');
  const checked = await check(filled);
  expect(checked.stdout).toContain('3 steps in 2 rounds, at most $5.00 in total;');
  expect(checked.code, checked.stdout).toBe(0);
});

test('the format is put where a planner can read it, and never over a file', async () => {
  const box = planBox();
  const put = () => box.run(['plan', 'format', '--out', 'plans/new.md'], { cwd: box.repository });
  expect((await put()).stdout).toContain('plans/new.md says how a plan is written');
  expect(await put()).toMatchObject({
    code: 2,
    stderr: 'tierwise: plans/new.md: cannot be written: the file exists already. Choose another name.\n',
  });
});

test('a small plan needs a goal and its steps; from four steps on, what it leaves unsaid is a warning', async () => {
  const small = (count: number, goal = '## Goal\n\nNumbers.\n'): string => {
    const ids = ['a', 'b', 'c', 'd'].slice(0, count);
    const steps = ids.map(
      (id) => `  - { id: ${id}, title: T, files: [${id}.txt], tier: haiku, verify: grep 1 ${id}.txt }`,
    );
    return ['---', 'steps:', ...steps, '---', goal, ...ids.map((id) => `## Step ${id}\n\nWrite.\n`)].join(
      '\n',
    );
  };
  expect(await check(small(3))).toMatchObject({ code: 0, stdout: expect.not.stringContaining('Warnings') });
  expect((await check(small(4))).stdout).toContain(
    'the plan: 4 steps, and it says nothing under "## Folder structure", "## Interface contracts", "## Module responsibilities", "## Build order", "## Edge cases"',
  );
  expect(await check(small(1, ''))).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('the section "## Goal" is missing'),
  });
});
