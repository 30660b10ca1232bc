// What an approval covers, and where a plan without a budget stops.
import { expect, test } from 'vitest';
import { installFakes } from '../support/coding-clis.ts';
import { boxWith, one, plan } from '../support/plan.ts';

test('an approval is for the models that run, too', async () => {
  const box = boxWith([one], {});
  const run = (...args: string[]) =>
    box.run(['plan', ...args], {
      cwd: box.repository,
      env: { ANTHROPIC_DEFAULT_HAIKU_MODEL: 'claude-opus-5-5' },
    });
  expect((await plan(box, 'run', 'plan.md', '--yes')).code).toBe(1);
  const other = await run('resume', 'plan.md');
  expect(other.code).toBe(2);
  expect(other.stderr).toContain('would run on other models, prices or executors: that has changed');
  expect((await run('run', 'plan.md', '--yes')).code).not.toBe(2);
});

test('a try whose cost nobody told counts with its reservation in the budget of its step', async () => {
  const step = { ...one, files: ['other.txt'], more: ['executor: codex', 'budgetUsd: 1'] };
  const box = boxWith([step], {});
  const env = { PATH: installFakes(box.folder), XDG_FAKE_CODEX: 'answer', CODEX_API_KEY: 'test-key' };
  const { code, stdout } = await box.run(['plan', 'run', 'plan.md', '--yes'], { cwd: box.repository, env });
  expect(code).toBe(1);
  expect(stdout).toContain('one (1 try): its budget of $1.00 is used up');
});
