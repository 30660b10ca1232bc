// What a policy decides about the command's own work: nothing where it observes, a note where it suggests, the tier where it enforces.
import { appendFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendEntries } from '../../src/usage/ledger-entry.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import { planBox, planText } from '../support/plan.ts';
import { pricedCall } from '../support/priced-calls.ts';

const RULES = `rules:
  - { name: tagging, when: { kind: classification }, use: { tier: sonnet, effort: high } }
  - { name: building, when: { kind: implementation }, use: { tier: haiku, effort: medium } }`;

function own(box: Sandbox, header: string): void {
  mkdirSync(box.file('home/tierwise'), { recursive: true });
  box.write('home/tierwise/tierwise.md', `---\n${header}\n---\n`);
}

async function tagging(policy: string, ...args: string[]) {
  const api = await serve();
  const box = sandbox(api.url);
  own(box, policy);
  box.write('x.log', 'one\ntwo\n');
  const ended = await box.run(['bulk-tag', 'x.log', './sev.md', ...args]);
  const asked = api.requests.map(({ model, body }) => `${model} ${body.output_config?.effort}`);
  return { ...ended, asked };
}

test.each<[string, string, string[], string[], string]>([
  ['observe: nothing changes', `mode: observe\n${RULES}`, [], ['claude-haiku-5-5 low'], ''],
  ['suggest: a note', `mode: suggest\n${RULES}`, [], ['claude-haiku-5-5 low'], 'The policy would start the scheme sev on sonnet high, by its rule tagging: kind is classification.'],
  ['enforce: tier and effort', `mode: enforce\n${RULES}`, [], ['claude-sonnet-5-5 high'], 'The policy starts the scheme sev on sonnet high, by its rule tagging'],
  ['a tier that the user names stands above it', `mode: enforce\n${RULES}`, ['--tier', 'opus'], ['claude-opus-5-5 medium'], ''],
  ['a ladder begins where it says', 'ladders: { bulk: [sonnet, opus] }', [], ['claude-sonnet-5-5 low'], ''],
])('bulk, %s', async (_, policy, args, asked, told) => {
  const ended = await tagging(policy, ...args);
  expect(ended).toMatchObject({ code: 0, asked });
  if (told) expect(ended.stderr).toContain(told);
  else expect(ended.stderr).not.toContain('The policy');
}); // biome-ignore format: one case per line

test('a budget that is spent refuses the run before anything is sent; what is left of one is its ceiling', async () => {
  const api = await serve();
  const box = sandbox(api.url);
  box.write('x.log', 'one\ntwo\n');
  const run = (...args: string[]) => box.run(['bulk-tag', 'x.log', './sev.md', ...args]);
  own(box, 'mode: enforce\nbudgets: { run: 0.0000001 }');
  expect(await run()).toMatchObject({ code: 3 });
  own(box, 'mode: enforce\nbudgets: { day: 2 }');
  const spent = pricedCall({ at: new Date().toISOString(), costUsd: 2 });
  appendEntries(box.env.TIERWISE_HOME as string, [spent]);
  expect(await run()).toMatchObject({
    code: 3,
    stderr: expect.stringContaining(
      '$2.00 of $2.00 of the budget "day" is spent, so nothing was started. Raise it in',
    ),
  });
  expect(api.requests).toEqual([]);
  expect(await run('--dry-run')).toMatchObject({ code: 0 });
  own(box, 'mode: observe\nbudgets: { day: 2 }');
  expect(await run()).toMatchObject({ code: 0 });
});

const COMMANDS: [string, string[]][] = [
  ['bulk', ['bulk-tag', 'x.log', './sev.md', '--json']],
  ['calibrate', ['calibrate', 'x.log', './sev.md', '--tiers', 'haiku', '--json']],
  ['opinion', ['opinion', 'Queue or not?', '--ask', 'opus,sonnet', '--json']],
  ['route --ask', ['route', 'Implement it', '--ask', '--json']],
  ['plan', ['plan', 'run', 'plan.md', '--yes', '--json']],
];

/** A box in which all of them could run, and of whose budget of $2 per day so much is spent; `sent` counts requests and calls. */
async function withSpent(spentUsd: number) {
  const api = await serve();
  const box = planBox({ one: 'echo 1 > one.txt' });
  box.put('plan.md', planText([{ id: 'one', files: ['one.txt'], verify: 'grep 1 one.txt' }]));
  box.put('x.log', 'one\ntwo\n');
  box.put('sev.md', box.read('sev.md'));
  own(box, 'mode: enforce\nrules: []\nbudgets: { day: 2 }');
  const call = pricedCall({ at: new Date().toISOString(), costUsd: spentUsd });
  appendEntries(box.env.TIERWISE_HOME as string, [call]);
  Object.assign(box.env, { ANTHROPIC_BASE_URL: api.url, ANTHROPIC_API_KEY: 'test-not-a-real-key' });
  const run = (args: string[]) => box.run(args, { cwd: box.repository });
  return { run, sent: () => api.requests.length + box.calls().length };
}

test.each(COMMANDS)(
  'a budget bounds %s before anything is sent, and is warned of from 80 %% on',
  async (...[name, args]) => {
    const spent = await withSpent(2);
    expect([(await spent.run(args)).code, spent.sent()]).toEqual([name === 'route --ask' ? 1 : 3, 0]);
    // So little is left that no request fits; a step's own client is told what is left.
    const scarce = await withSpent(2 - 1e-7);
    const { stderr } = await scarce.run(args);
    if (name !== 'plan') expect(scarce.sent()).toBe(0);
    expect(stderr).toContain('$2.00 of $2.00 of the budget "day" is spent (100%).');
    const warned = await withSpent(1.65);
    expect((await warned.run(args)).stderr).toContain('$1.65 of $2.00 of the budget "day" is spent (83%).');
    expect(warned.sent()).toBeGreaterThan(0);
  },
);

test('below 80 % nothing is said of a budget', async () => {
  const { run } = await withSpent(1.5);
  expect((await run(['bulk-tag', 'x.log', './sev.md'])).stderr).not.toContain('budget');
});

test('at 90 % of a budget a bulk run and the steps of a plan start one tier lower', async () => {
  const api = await serve();
  const box = planBox();
  own(box, 'mode: enforce\nrules: []\nbudgets: { day: 2 }');
  const call = pricedCall({ at: new Date().toISOString(), costUsd: 1.9 });
  appendEntries(box.env.TIERWISE_HOME as string, [call]);
  Object.assign(box.env, { ANTHROPIC_BASE_URL: api.url, ANTHROPIC_API_KEY: 'test-not-a-real-key' });
  box.put('x.log', 'one\ntwo\n');
  box.put('sev.md', box.read('sev.md').replace('name: sev', 'name: sev\ntier: sonnet'));
  box.put('plan.md', planText([{ id: 'one', files: ['a.js'], verify: 'test -f a.js' }]));
  const run = (...args: string[]) => box.run(args, { cwd: box.repository });
  expect((await run('bulk-tag', 'x.log', './sev.md')).code).toBe(0);
  expect(api.requests.map(({ model }) => model)).toEqual(['claude-haiku-5-5']);
  const { steps } = JSON.parse((await run('plan', 'check', 'plan.md', '--json')).stdout);
  expect(steps[0].tier).toBe('haiku');
});

test('what earlier runs of a job spent is taken from a budget once, not twice', async () => {
  const api = await serve();
  const box = sandbox(api.url);
  const home = box.env.TIERWISE_HOME as string;
  box.write('x.log', 'one\ntwo\n');
  await box.run(['bulk-tag', 'x.log', './sev.md', '--sample', '1']);
  const jobs = join(home, 'jobs');
  const at = new Date().toISOString();
  appendFileSync(
    join(jobs, readdirSync(jobs)[0] as string),
    `${JSON.stringify({ at, usd: 3, certain: true })}\n`,
  );
  appendEntries(home, [pricedCall({ at, costUsd: 3 })]);
  own(box, 'mode: enforce\nrules: []\nbudgets: { day: 5 }');
  expect(await box.run(['bulk-tag', 'x.log', './sev.md'])).toMatchObject({ code: 0 });
});

test('what earlier runs of a plan spent is taken from a budget once, not twice', async () => {
  const box = planBox({ one: 'cost=3; echo 1 > one.txt', two: 'echo 1 > two.txt' });
  const step = (id: string, needs: string[]) => ({
    id,
    needs,
    files: [`${id}.txt`],
    verify: `grep 1 ${id}.txt`,
  });
  box.put('plan.md', planText([step('one', []), step('two', ['one'])]));
  const run = (...args: string[]) => box.run(['plan', ...args, 'plan.md'], { cwd: box.repository });
  expect((await run('run', '--yes', '--max-cost', '3')).code).toBe(3);
  expect(box.calls()).toHaveLength(1);
  own(box, 'mode: enforce\nrules: []\nbudgets: { day: 5 }');
  expect((await run('resume')).code).toBe(0);
  expect(box.calls()).toHaveLength(2);
});

test('the steps of a plan start where the policy puts them, and climb no higher than its ladder', async () => {
  const box = planBox();
  box.put('plan.md', planText([{ id: 'one', files: ['a.js'], verify: 'test -f a.js' }]));
  const check = async (policy: string) => {
    mkdirSync(box.file('home/tierwise'), { recursive: true });
    box.write('home/tierwise/tierwise.md', `---\n${policy}\n---\n`);
    const { stdout } = await box.run(['plan', 'check', 'plan.md', '--json'], { cwd: box.repository });
    const [{ tier, effort }] = JSON.parse(stdout).steps;
    return { tier, effort };
  };
  const usual = await check('mode: observe');
  expect(await check(`mode: observe\n${RULES}`)).toEqual(usual);
  expect(await check(`mode: enforce\n${RULES}`)).toEqual({ tier: 'haiku', effort: 'medium' });
  expect(await check('ladders: { plan: [opus] }')).toMatchObject({ tier: 'opus' });
});
