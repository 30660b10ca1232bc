// What a report leaves behind: months that ended long ago are packed, unless the settings say otherwise.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendEntries, type LedgerEntry } from '../../src/usage/ledger-entry.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { pricedCall } from '../support/priced-calls.ts';

/** The first of a month, so many months ago. */
function monthsAgo(months: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)).toISOString();
}

function withOldMonths(): Sandbox {
  const box = sandbox();
  const calls = [0, 1, 2, 3, 9].map((months): LedgerEntry => {
    const { who: _, ...call } = pricedCall({ id: `m${months}`, at: monthsAgo(months), input: 1000 });
    return call;
  });
  appendEntries(box.env.TIERWISE_HOME as string, calls);
  return box;
}
const months = (box: Sandbox): string[] =>
  readdirSync(join(box.env.TIERWISE_HOME as string, 'ledger')).filter((name) => /^\d/.test(name));
const fileOf = (ago: number): string => `${monthsAgo(ago).slice(0, 7)}.jsonl`;
const CLOSED = [`${fileOf(9)}.gz`, `${fileOf(3)}.gz`, fileOf(2), fileOf(1), fileOf(0)];

test('a report packs what is older than the two newest months and one more, and says the same afterwards', async () => {
  const box = withOldMonths();
  const asked = ['report', '--since', 'all', '--detail', '--json'];
  const first = JSON.parse((await box.run(asked)).stdout);
  expect(months(box)).toEqual(CLOSED);
  expect(first.totals.calls).toBe(5);
  for (let time = 0; time < 2; time++) {
    const again = JSON.parse((await box.run(asked)).stdout);
    expect({ ...again, to: first.to }).toEqual(first);
  }
  const { stdout } = await box.run([
    'report',
    '--with',
    box.file('home'),
    '--since',
    'all',
    '--by',
    'machine',
  ]);
  expect(stdout).toContain('5 calls'); // as another machine’s, the same sessions count once
});

test('a page packs them, too; other commands leave them as they are', async () => {
  const box = withOldMonths();
  const estimated = await box.run(['estimate', '--since', 'all']);
  await box.run(['statusline'], { input: '{}' });
  expect(months(box)).not.toEqual(CLOSED);
  await box.run(['report', '--html', '--since', 'all']);
  expect(months(box)).toEqual(CLOSED);
  expect((await box.run(['estimate', '--since', 'all'])).stdout).toBe(estimated.stdout);
});

test('single calls of months that are not to be kept are dropped, and the report says the same', async () => {
  const box = withOldMonths();
  const asked = ['report', '--since', 'all', '--detail', '--json'];
  box.write('home/tierwise/tierwise.md', '---\nledger: { keepCalls: 6 }\n---\n');
  const first = JSON.parse((await box.run(asked)).stdout);
  expect(months(box)).toEqual([`${monthsAgo(9).slice(0, 7)}.sums.gz`, ...CLOSED.slice(1)]);
  expect({ ...JSON.parse((await box.run(asked)).stdout), to: first.to }).toEqual(first);
  const { stderr } = await box.run(['estimate', '--since', 'all']);
  expect(stderr).toContain(`Left out: calls until the end of ${monthsAgo(9).slice(0, 7)}`);
  await box.run(['report', '--html', '--since', 'all']);
  expect(box.read('tierwise-report.html')).toContain('not kept one by one');
});

test.each([
  ['says no', '---\nledger: { close: false }\n---\n'],
  ['is too small', '---\nledger: { keepCalls: 2 }\n---\n'],
  ['has a mistake', '---\nledger: { close: sometimes }\n---\n'],
])('the user’s settings keep them as they are: it %s', async (_, settings) => {
  const box = withOldMonths();
  box.write('home/tierwise/tierwise.md', settings);
  const { code } = await box.run(['report']);
  expect([code, months(box).some((name) => name.endsWith('.gz'))]).toEqual([0, false]);
});
