// The report that was made last is shown again only where it is the one that would be made: whatever it depends on is changed here, one
// by one. A mark in what is kept tells that it was taken.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { appendEntries } from '../../../src/usage/ledger-entry.ts';
import { type Sandbox, sandbox } from '../../support/command.ts';
import { pricedCall } from '../../support/priced-calls.ts';

const MARK = 'Nowhere/Marked';
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

function prepared(): { box: Sandbox; home: string; kept: string } {
  const box = sandbox();
  const home = box.env.TIERWISE_HOME as string;
  mkdirSync(`${home}/ledger`, { recursive: true });
  appendEntries(home, [
    pricedCall({ at: daysAgo(2), output: 1000, served: 'claude-sonnet-5-5', tier: 'sonnet' }),
    pricedCall({ at: daysAgo(1), output: 1000, project: box.folder }),
  ]);
  return { box, home, kept: `${home}/ledger/books/report.json` };
}

const report = async (box: Sandbox, ...args: string[]) =>
  JSON.parse((await box.run(['report', '--json', '--since', '30d', ...args])).stdout);

/** Makes a report, and marks it where it is kept. */
async function marked({ box, kept }: ReturnType<typeof prepared>): Promise<void> {
  await report(box);
  const text = readFileSync(kept, 'utf8');
  writeFileSync(kept, text.replace(/("report":\{.*"timeZone":)"[^"]*"/, `$1"${MARK}"`));
  expect((await report(box)).timeZone).toBe(MARK);
}

test('a report asked for again is the same, but for its end', async () => {
  const all = prepared();
  const { to: first, ...before } = await report(all.box);
  await marked(all);
  const { to: second, timeZone, ...again } = await report(all.box);
  expect({ ...again, timeZone: before.timeZone }).toEqual(before);
  expect(Date.parse(second)).toBeGreaterThanOrEqual(Date.parse(first));
});

const CHANGES: [string, (all: ReturnType<typeof prepared>) => void][] = [
  ['a call', ({ home }) => appendEntries(home, [pricedCall({ at: daysAgo(1) })])],
  [
    'a total of the client',
    ({ home }) =>
      appendFileSync(
        `${home}/ledger/cost-state.jsonl`,
        '{"session":"s1","totalCostUsd":9,"lastCall":null}\n',
      ),
  ],
  ['a price of the user', ({ home }) => price(home, 'claude-opus-5-5')],
  ['a price of what was not used, but might have been', ({ home }) => price(home, 'claude-haiku-5-5')],
  ['a policy', ({ home }) => writeFileSync(`${home}/tierwise.md`, '---\nmode: suggest\n---\n')],
  [
    'a repository where there was a folder',
    ({ box }) => {
      mkdirSync(box.file('.git'));
      box.write('.git/config', '[remote "origin"]\n\turl = git@github.com:me/there.git\n');
    },
  ],
  [
    'a session without a record',
    ({ home }) =>
      appendFileSync(
        `${home}/ledger/unrecorded.jsonl`,
        `${JSON.stringify({ session: 's9', at: daysAgo(1) })}\n`,
      ),
  ],
  ['what is kept by another program', ({ kept }) => rewrite(kept, '"by":"', '"by":"/other')],
  ['what is kept of a newer form', ({ kept }) => rewrite(kept, '"v":1', '"v":2')],
  ['half of what was kept', ({ kept }) => writeFileSync(kept, readFileSync(kept, 'utf8').slice(0, 500))],
];

function price(home: string, model: string): void {
  writeFileSync(`${home}/tierwise.md`, `---\nmodels: { ${model}: { input: 1, output: 1 } }\n---\n`);
}

function rewrite(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

test.each(CHANGES)('%s: it is made anew', async (_, change) => {
  const all = prepared();
  await marked(all);
  change(all);
  expect((await report(all.box)).timeZone).not.toBe(MARK);
});

test('so it is for another period that has other calls, and for more detail', async () => {
  const all = prepared();
  await marked(all);
  expect((await report(all.box, '--detail')).timeZone).not.toBe(MARK);
  await marked(all);
  const shorter = JSON.parse((await all.box.run(['report', '--json', '--since', '36h'])).stdout);
  expect([shorter.timeZone === MARK, shorter.totals.calls]).toEqual([false, 1]);
  await marked(all);
  // Three days hold the same two calls as thirty.
  const same = JSON.parse((await all.box.run(['report', '--json', '--since', '3d'])).stdout);
  expect([same.timeZone, same.totals.calls]).toEqual([MARK, 2]);
  const ended = JSON.parse(
    (await all.box.run(['report', '--json', '--since', '30d', '--until', daysAgo(1.5)])).stdout,
  );
  expect([ended.timeZone === MARK, ended.totals.calls]).toEqual([false, 1]);
});

test('a report with calls that are not over yet is not kept', async () => {
  const { box, home, kept } = prepared();
  appendEntries(home, [pricedCall({ at: daysAgo(-1) })]);
  await report(box);
  expect(existsSync(kept)).toBe(false);
});
