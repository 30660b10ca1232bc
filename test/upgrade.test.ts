// What version 0.1.0 stored is read by this one: nothing is asked or counted again. The files in support/stored-0.1.0 were written by it.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from './support/command.ts';
import { REPOSITORY } from './support/repository.ts';

const STORED = join(REPOSITORY, 'test', 'support', 'stored-0.1.0');

/** A box with the files and the data home of 0.1.0; whoever asks a model there fails. */
function upgraded() {
  const box = sandbox('http://127.0.0.1:9');
  cpSync(join(STORED, 'home'), box.env.TIERWISE_HOME as string, { recursive: true });
  for (const name of ['a.log', 't.csv', 'sev.md', 'shout.md']) cpSync(join(STORED, name), box.file(name));
  return box;
}

test.each([
  [['bulk-tag', 'a.log', './sev.md'], 'tagged.txt'],
  [['bulk-map', 't.csv', './shout.md', '--column', 'text'], 'mapped.csv'],
])('%j: its answers, and those of a person, are used as they are', async (args, result) => {
  const box = upgraded();
  const { code, stderr } = await box.run([...args, '--out', 'again']);
  expect(code, stderr).toBe(0);
  cpSync(join(STORED, result), box.file('then'));
  expect(box.read('again')).toBe(box.read('then'));
});

test('its ledger counts to the cent', async () => {
  const box = upgraded();
  const { stdout } = await box.run(['report', '--since', 'all', '--json']);
  const { totals } = JSON.parse(stdout);
  expect(totals).toMatchObject({ calls: 15, input: 3814, output: 674 });
  expect(totals.costUsd).toBeCloseTo(0.0103174, 9);
});
