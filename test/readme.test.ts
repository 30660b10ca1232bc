// What the README shows is what the command prints: its samples are run here, with a scripted model in place of a real one.
import { expect, test } from 'vitest';
import { sandbox } from './support/command.ts';
import { serve } from './support/lines.ts';
import { readPage, withExamples, withoutTimes } from './support/page.ts';
import { ticketModels } from './support/ticket-models.ts';

const README = readPage('README.md');

/** The lines below a `$ tierwise …` of the README, to the end of its block; times, which differ, are left out. */
function shownBelow(command: string): string {
  const at = README.indexOf(`$ tierwise ${command}\n`);
  expect(at, command).toBeGreaterThan(-1);
  return withoutTimes(README.slice(README.indexOf('\n', at) + 1, README.indexOf('\n```', at)));
}

test('a run with a model in it: what it costs before, and what came out', async () => {
  const server = await serve(ticketModels);
  const box = withExamples(sandbox(server.url));
  const command = 'bulk-tag examples/tickets.csv support-intent --max-cost 1';
  const { code, stdout, stderr } = await box.run(command.split(' '));
  expect(code, stderr).toBe(1);
  expect(withoutTimes(stdout)).toBe(shownBelow(command));
});

test('a task routed, by name of the rule', async () => {
  const { stdout } = await withExamples(sandbox()).run(['route', 'Rename the option --max to --limit']);
  expect(withoutTimes(stdout)).toBe(shownBelow('route "Rename the option --max to --limit"'));
});

test('what runs without a key or an install: the log is tagged by rules', async () => {
  const box = withExamples(sandbox());
  const { code, stdout } = await box.run(['bulk-tag', 'examples/shop.log', 'log-severity']);
  expect(code).toBe(0);
  expect(README).toContain('./bin/tierwise bulk-tag examples/shop.log log-severity\n');
  expect(stdout).toContain('tagged 267  $0');
});
