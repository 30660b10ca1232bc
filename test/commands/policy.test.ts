// The policy as a user meets it: written, checked, shown, explained.
import { mkdirSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/command.ts';

const OWN = 'home/tierwise/tierwise.md';

function boxWith(own?: string, project?: string): Sandbox {
  const box = sandbox();
  mkdirSync(box.file('home/tierwise'));
  mkdirSync(box.file('.claude'));
  if (own !== undefined) box.write(OWN, `---\n${own}\n---\n`);
  if (project !== undefined) box.write('.claude/tierwise.md', `---\n${project}\n---\n`);
  return box;
}

test('init writes the default policy: it has no mistakes, and decides what the default decides', async () => {
  const box = sandbox();
  const task = ['route', 'Find out why the worker deadlocks', '--json'];
  const before = await box.run(task);
  expect(await box.run(['policy', 'init'])).toMatchObject({ code: 0, stdout: expect.stringContaining(OWN) });
  expect(statSync(box.file(OWN)).mode & 0o077).toBe(0);
  expect((await box.run(['policy', 'check'])).stdout).toMatch(
    /tierwise\.md: \d+ rules, mode observe\. No mistakes/,
  );
  expect((await box.run(task)).stdout).toBe(before.stdout);
  const again = await box.run(['policy', 'init']);
  expect(again).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('exists already, and is not replaced'),
  });
});

test('check names each file with a mistake by its line, and ends with 2', async () => {
  const box = boxWith('mode: enforce\nrules:\n  - { name: a, use: { tier: haku } }', 'budgets: 5');
  const { code, stdout, stderr } = await box.run(['policy', 'check']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.split('\n')).toEqual([
    `tierwise: ${box.file(OWN)}:4: rules.0.use.tier is "haku". Expected one of: haiku, sonnet, opus, fable.`,
    expect.stringMatching(/^tierwise: .*\.claude\/tierwise\.md:2: budgets is 5\. Expected a map of session/),
    '',
  ]);
});

test('check finds mistakes in the settings of the same file, and says what a project wishes in vain', async () => {
  const bad = await boxWith('mode: observe\nmodels: { m: { input: cheap, output: 1 } }').run([
    'policy',
    'check',
  ]);
  expect(bad).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('tierwise.md:3: models.m.input: expected number'),
  });
  const box = boxWith('mode: enforce\nbudgets: { day: 5 }', 'mode: observe\nbudgets: { day: 50 }');
  expect(await box.run(['policy', 'check'])).toMatchObject({
    code: 0,
    stderr: expect.stringContaining(
      'tierwise.md: ignored mode (enforce is not switched off by a project), budgets.day (above $5). A project',
    ),
  });
});

test('show says what is in force, and from which file', async () => {
  const box = boxWith(
    'mode: suggest\nrules: [{ name: mine, when: { hours: "22-06" }, use: { lower: 1, batch: true } }]\nbudgets: { day: 12 }',
    'cap: sonnet\nbudgets: { day: 3 }\nrules: [{ name: theirs, use: { tier: haiku } }]',
  );
  const { stdout } = await box.run(['policy', 'show']);
  expect(stdout).toContain(`mode: suggest  (${box.file(OWN)})`);
  expect(stdout).toMatch(/cap: sonnet {2}\(.*\.claude\/tierwise\.md\)/);
  expect(stdout).toContain('  - { name: mine, when: { hours: "22-06" }, use: { lower: 1, batch: true } }');
  expect(stdout).toMatch(/lowered by the project: .*\n {2}- \{ name: theirs, use: \{ tier: haiku \} \}/);
  expect(stdout).toMatch(/budgets: day \$3 .*lowered by/);
  const { mode, budgets } = JSON.parse((await box.run(['policy', 'show', '--json'])).stdout);
  expect({ mode, budgets }).toEqual({ mode: 'suggest', budgets: { day: 3 } });
});

test('explain says where a rule is from and how well it is founded', async () => {
  const box = boxWith('rules: [{ name: mine, use: { tier: opus } }]');
  expect((await box.run(['policy', 'explain', 'mine'])).stdout).toContain('  from: you');
  expect((await box.run(['policy', 'explain', 'exploring'])).stdout).toMatch(
    /the default policy, where no rule of yours matches\n.*agent.*Explore.*\n {2}use: .*haiku.*\n {2}table: roles\n {2}grade: practice/,
  );
  expect(await box.run(['policy', 'explain', 'nothing'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Unknown rule "nothing". Expected one of: mine, architecture,'),
  });
});
