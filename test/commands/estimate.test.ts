// `tierwise estimate`: a file or weeks of the ledger, in words or as JSON; what it cannot read ends with exit 2 and its line.
import { expect, test } from 'vitest';
import { appendEntries } from '../../src/usage/ledger-entry.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { agentCall, pricedCall } from '../support/priced-calls.ts';

const WORK = '- { name: tagging, requests: 1000, input: 1000, output: 100, kind: classification }\n';
const json = async (box: Sandbox, ...args: string[]) =>
  JSON.parse((await box.run(['estimate', ...args, '--json'])).stdout);

test('a workload, as JSON by the contract and as a table that names the rule', async () => {
  const box = sandbox();
  box.write('work.yaml', WORK);
  expect(await json(box, 'work.yaml')).toEqual({
    classes: [{ name: 'tagging', requests: 1000, input: 1000, output: 100, tier: 'haiku', costUsd: 0.15 }],
    totals: { haiku: 0.15, sonnet: 3, opus: 6, fable: 12, policy: 0.15 },
  });
  const { code, stdout } = await box.run(['estimate', 'work.yaml']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^tagging +1,000 +1,000 +100 +haiku +\$0\.15 +extracting, effort low$/m);
  expect(stdout).toMatch(/^all on opus +\$6\.00 +40\.0 times as much$/m);
});

test('--policy asks about another file; --since about what was done', async () => {
  const box = sandbox();
  box.write('strict.md', '---\nrules:\n  - { name: all, when: {}, use: { tier: sonnet } }\n---\n');
  box.write('work.yaml', WORK);
  expect((await json(box, 'work.yaml', '--policy', 'strict.md')).classes[0]).toMatchObject({
    tier: 'sonnet',
    costUsd: 3,
  });
  const recent = new Date(Date.now() - 86_400_000).toISOString();
  const tokens = { input: 1000, output: 100 };
  appendEntries(box.env.TIERWISE_HOME as string, [
    agentCall('Explore', { ...tokens, at: recent }),
    pricedCall({ ...tokens, at: recent }),
    pricedCall({ ...tokens, at: '2026-01-01T00:00:00.000Z' }),
  ]);
  const { classes, totals } = await json(box, '--since', '30d');
  expect(classes.map(({ name, tier }: { name: string; tier: string }) => [name, tier])).toEqual([
    ['Explore', 'haiku'],
    ['main', 'opus'],
  ]);
  expect(totals.actual).toBeCloseTo((2 * (1000 * 4 + 100 * 20)) / 1e6, 9);
});

test.each<[string, string[], string]>([
  ['neither', [], 'Expected either a workload'],
  ['both', ['work.yaml', '--since', '7d'], 'Expected either a workload'],
  ['a file that is missing', ['none.yaml'], 'none.yaml: cannot read it: no such file or folder.'],
  ['a mistake', ['bad.yaml'], 'bad.yaml:2: 1.output is missing.'],
  ['a policy with a mistake', ['work.yaml', '--policy', 'bad.md'], 'bad.md:2: mode is "loud".'],
  ['a time that is none', ['--since', 'ever'], 'Expected 7d, 24h, 2w, today, week, month, a date'],
])('%s: exit 2', async (_, args, message) => {
  const box = sandbox();
  box.write('work.yaml', WORK);
  box.write('bad.yaml', `${WORK}- { name: b, requests: 1, input: 1 }\n`);
  box.write('bad.md', '---\nmode: loud\n---\n');
  const { code, stdout, stderr } = await box.run(['estimate', ...args]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});
