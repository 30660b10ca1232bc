// `tierwise route`: from a task in words to a tier, with the rule; and Haiku asked, whose word counts only where it is sure.
import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readLedger } from '../../src/usage/ledger.ts';
import { appendEntries } from '../../src/usage/ledger-entry.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import { pricedCall as entry } from '../support/priced-calls.ts';

const own = (box: Sandbox, header: string): void => {
  mkdirSync(box.file('home/tierwise'), { recursive: true });
  box.write('home/tierwise/tierwise.md', `---\n${header}\n---\n`);
};
const json = async (box: Sandbox, ...args: string[]) =>
  JSON.parse((await box.run(['route', ...args, '--json'])).stdout);

test('the decision with what it was taken for; --explain lists every rule', async () => {
  const box = sandbox();
  expect(await json(box, 'Find out why the worker deadlocks')).toEqual({
    task: 'Find out why the worker deadlocks',
    kind: 'debugging',
    complexity: 'reasoning-intensive',
    errorCost: 'low',
    needs: [],
    tier: 'opus',
    model: 'claude-opus-5-5',
    effort: 'medium',
    rule: 'debugging',
    reason: 'debugging: kind is debugging',
  });
  const { rules, rule } = await json(box, 'Rename the option', '--explain');
  expect(rule).toBe('small-edit');
  expect(rules).toContainEqual({ name: 'plans', matched: false, why: 'kind is edit, not plan' });
  expect(rules.find(({ matched }: { matched: boolean }) => matched).name).toBe('small-edit');
  expect((await box.run(['route', 'Rename the option'])).stdout).toMatch(
    /^sonnet at effort low {2}\(claude-sonnet-5-5\)\nby small-edit: kind is edit; errorCost is low\nTaken for: edit,/,
  );
});

test.each<[string, string[], object]>([
  ['an agent', ['look around', '--agent', 'Explore'], { rule: 'exploring', tier: 'haiku' }],
  ['failures', ['Rename the option', '--failures', '2'], { rule: 'failed-twice', tier: 'opus' }],
  ['length', ['Extract the dates', '--input-tokens', '50000'], { rule: 'long-extraction', tier: 'haiku' }],
  ['the night', ['Fix the crash', '--urgency', 'low', '--at', '23:30'], { rule: 'overnight', tier: 'sonnet', batch: true }],
  ['a date', ['Fix the crash', '--urgency', 'low', '--at', '2026-11-21T12:00'], { rule: 'debugging' }],
  ['dollars left', ['Fix the crash', '--budget-left', '$0.20'], { rule: 'little-budget-left', tier: 'sonnet' }],
  ['a share left', ['Fix the crash', '--budget-left', '5%'], { rule: 'debugging', tier: 'sonnet' }],
  ['nothing left', ['Fix the crash', '--budget-left', '0'], { denied: '$0 of $0 of the budget "given" is spent' }],
  ['limits left', ['Fix the crash', '--limits-left', '5%'], { tier: 'sonnet', warnings: ["95% of the plan's limits is used"] }],
])('%s counts', async (_, args, expected) => {
  expect(await json(sandbox(), ...args)).toMatchObject(expected);
}); // biome-ignore format: one case per line

test.each<[string, string[], string]>([
  ['an empty task', [' '], 'The task is empty.'],
  ['a time that is none', ['x', '--at', 'soon'], 'Expected a time such as 22:30'],
  ['an hour that is none', ['x', '--at', '25:00'], 'Expected a time such as 22:30'],
  ['an urgency that is none', ['x', '--urgency', 'asap'], 'Allowed choices are low, normal, high'],
  ['a share that is none', ['x', '--limits-left', '120'], 'Expected a percentage from 0 to 100'],
  ['half a failure', ['x', '--failures', '1.5'], 'Expected a whole number'],
])('%s: exit 2', async (_, args, words) => {
  expect(await sandbox().run(['route', ...args])).toMatchObject({ code: 2, stderr: expect.stringContaining(words) });
}); // biome-ignore format: one case per line

test('budgets of the policy are held against the ledger; a policy that cannot be read is told, and changes nothing', async () => {
  const box = sandbox();
  own(box, 'budgets: { day: 2, month: 100 }');
  const home = box.env.TIERWISE_HOME as string;
  appendEntries(home, [entry({ id: 'a', at: new Date().toISOString(), costUsd: 1.7 })]);
  expect(await json(box, 'Fix the crash')).toMatchObject({
    warnings: ['$1.70 of $2.00 of the budget "day" is spent (85%)'],
  });
  appendEntries(home, [entry({ id: 'b', at: new Date().toISOString(), costUsd: 0.4 })]);
  const { code, stdout } = await box.run(['route', 'Fix the crash']);
  expect(code).toBe(1);
  expect(stdout).toContain('Not to be started: $2.10 of $2.00 of the budget "day" is spent.');
  own(box, 'budgets: { day: much }');
  const told = await box.run(['route', 'Fix the crash', '--json']);
  expect(told).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('tierwise.md:2: budgets.day is "much"'),
  });
  expect(JSON.parse(told.stdout).rule).toBe('debugging');
});

const reply = (said: object | string) => ({ text: typeof said === 'string' ? said : JSON.stringify(said) });

test.each<[string, object | string, object]>([
  ['sure', { complexity: 'mechanical', errorCost: 'high', sure: true }, { complexity: 'mechanical', errorCost: 'high', rule: 'mechanical-expensive-error' }],
  ['not sure', { complexity: 'mechanical', errorCost: 'high', sure: false }, { complexity: 'generative', errorCost: 'low', rule: 'building' }],
  ['out of shape', 'opus, I think', { complexity: 'generative', errorCost: 'low', rule: 'building' }],
  ['an unknown class', { complexity: 'hard', errorCost: 'high', sure: true }, { complexity: 'generative', rule: 'building' }],
])('--ask, and Haiku is %s', async (_, said, expected) => {
  const api = await serve({ react: () => reply(said) });
  const box = sandbox(api.url);
  const found = await json(box, 'Implement the importer', '--ask', '--max-cost', '0.05');
  expect(found).toMatchObject(expected);
  expect(found.asked).toMatchObject({ used: 'tier' in expected || found.asked.used, costUsd: expect.any(Number) });
  const [request] = api.requests;
  expect(request?.model).toBe('claude-haiku-5-5');
  expect(request?.body.output_config.format.schema.required).toEqual(['complexity', 'errorCost', 'sure']);
  const { calls } = readLedger(box.env.TIERWISE_HOME as string);
  expect(calls.map(({ source, costUsd }) => [source, costUsd])).toEqual([['route', found.asked.costUsd]]);
}); // biome-ignore format: one case per line

test('--ask without a model, or beyond the ceiling: the words decide, and it is said', async () => {
  expect((await json(sandbox(), 'Implement it', '--ask')).asked).toEqual({
    used: false,
    costUsd: 0,
    why: 'No model is available, so the words of the task decided',
  });
  const api = await serve({ react: () => reply('') });
  const capped = await json(sandbox(api.url), 'Implement it', '--ask', '--max-cost', '0.00001');
  expect(capped.asked.why).toMatch(/^Haiku could not be asked: the next request could cost up to/);
  expect(api.requests).toEqual([]);
});
