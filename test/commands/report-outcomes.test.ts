// `report --outcomes`: from what runs leave on disk to what is said, and nothing of the user's is written.
import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { appendOutcomes } from '../../src/usage/outcomes.ts';
import { sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';

test('a bulk run leaves what each tier settled; steps that fail propose a rule, as a diff on the policy', async () => {
  const api = await serve();
  const box = sandbox(api.url);
  box.write('x.log', 'one\ntwo\nthree\n');
  expect((await box.run(['bulk-tag', 'x.log', './sev.md'])).code).toBe(0);
  const failed = {
    kind: 'code',
    executor: 'claude',
    tier: 'haiku',
    effort: 'medium',
    passed: false,
  } as const;
  const step = {
    source: 'plan',
    project: '/p',
    tries: 4,
    costUsd: 0.1,
    at: new Date().toISOString(),
  } as const;
  const outcomes = Array.from({ length: 12 }, (_, at) => ({
    id: `plan|k|b|${at}|f|haiku`,
    ...step,
    ...failed,
  }));
  appendOutcomes(box.env.TIERWISE_HOME as string, outcomes);
  mkdirSync(box.file('home/tierwise'), { recursive: true });
  const policy =
    '---\nmode: suggest\nrules:\n  - { name: mine, when: { kind: implementation }, use: { tier: haiku } }\n---\n';
  box.write('home/tierwise/tierwise.md', policy);

  const { code, stdout, stderr } = await box.run(['report', '--outcomes', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    ...{ from: null, confidence: 95, mode: 'suggest', file: box.file('home/tierwise/tierwise.md') },
    bulk: [
      {
        task: 'sev',
        kind: 'classification',
        tier: 'haiku',
        effort: 'low',
        settled: { value: 1, n: 3 },
        few: true,
      },
    ],
    steps: [{ kind: 'code', tier: 'haiku', passed: { value: 0, n: 12 }, costPerSuccessUsd: null }],
    proposals: [{ step: 'code', to: 'sonnet', place: 'diff' }],
  });
  expect(report.diff).toContain('\n+  - { name: implementation-starts-on-sonnet, ');
  expect(stdout).not.toContain('three');

  const { stdout: text } = await box.run(['report', '--outcomes']);
  expect(text).toContain('Your policy is in mode suggest: its rules decide about steps in enforce only.');
  expect(text.endsWith(`${report.diff}\n`)).toBe(true);
  expect(box.read('home/tierwise/tierwise.md')).toBe(policy);

  box.write('home/tierwise/tierwise.md', '---\nrules: none\n---\n');
  const broken = await box.run(['report', '--outcomes', '--since', '1h']);
  expect(broken).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('tierwise.md:2: rules is "none"'),
  });
  expect(broken.stdout).toContain('To be put into the file by hand');
});

test.each([['--by', 'tier'], ['--backfill']])('%s belongs to the other report', async (...args) => {
  expect(await sandbox().run(['report', '--outcomes', ...args])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`so ${args[0]} cannot be given with it`),
  });
});
