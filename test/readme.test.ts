// What the README shows is what the command prints: its samples are run here, with a scripted model in place of a real one.
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from './support/command.ts';
import { serve } from './support/lines.ts';
import { REPOSITORY } from './support/repository.ts';

const README = readFileSync(join(REPOSITORY, 'README.md'), 'utf8');

/** The lines below a `$ tierwise …` of the README, to the end of its block; times, which differ, are left out. */
function shownBelow(command: string): string {
  const at = README.indexOf(`$ tierwise ${command}\n`);
  expect(at, command).toBeGreaterThan(-1);
  return withoutTimes(README.slice(README.indexOf('\n', at) + 1, README.indexOf('\n```', at)));
}

const withoutTimes = (text: string): string => text.replace(/\d+\.\d s/g, '… s').trim();

/** What the tiers say of the tickets in examples/, by number from 1: haiku leaves two, of which sonnet settles one. */
const INTENTS = [
  ...['refund', 'how-to', 'bug', 'delivery', 'login', 'cancel', 'outage', 'sales', 'security'],
  ...['feature-request', 'complaint', 'praise', 'refund', 'billing', 'account-change', 'spam'],
  ...['unclear', 'spam', 'bug', 'account-change'],
];
const ABOVE_HAIKU = ['Hello?', 'The invoice PDF opens as a blank page.'];

test('a run with a model in it: what it costs before, and what came out', async () => {
  const tickets = readFileSync(join(REPOSITORY, 'examples', 'tickets.csv'), 'utf8')
    .split('\n')
    .slice(1);
  const server = await serve({
    tagPack: ({ items, model }) =>
      items.map(({ id, item }) => {
        const tag = INTENTS[tickets.findIndex((row) => row.replaceAll('""', '"').includes(item))] as string;
        return { id, tags: [model.includes('haiku') && ABOVE_HAIKU.includes(item) ? 'unclear' : tag] };
      }),
  });
  const box = sandbox(server.url);
  cpSync(join(REPOSITORY, 'examples'), box.file('examples'), { recursive: true });
  const command = 'bulk-tag examples/tickets.csv support-intent --max-cost 1';
  const { code, stdout, stderr } = await box.run(command.split(' '));
  expect(code, stderr).toBe(1);
  expect(withoutTimes(stdout)).toBe(shownBelow(command));
});

test.each(['route "Rename the option --max to --limit"', 'estimate examples/requests-per-month.yaml'])(
  '%s',
  async (command) => {
    const box = sandbox();
    cpSync(join(REPOSITORY, 'examples'), box.file('examples'), { recursive: true });
    const words = (command.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
    const { stdout } = await box.run(words);
    expect(withoutTimes(stdout)).toBe(shownBelow(command));
  },
);

test('what runs without a key or an install: the log is tagged by rules', async () => {
  const box = sandbox();
  cpSync(join(REPOSITORY, 'examples'), box.file('examples'), { recursive: true });
  const { code, stdout } = await box.run(['bulk-tag', 'examples/shop.log', 'log-severity']);
  expect(code).toBe(0);
  expect(README).toContain('./bin/tierwise bulk-tag examples/shop.log log-severity\n');
  expect(stdout).toContain('tagged 267  $0');
});
