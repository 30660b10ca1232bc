// What looks like a secret is not sent as an item either.
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../../support/command.ts';
import { serve } from '../../support/lines.ts';

const AWS = `AK${'IA'}IOSFODNN7EXAMPLE`;

function folder(box: Sandbox): void {
  mkdirSync(box.file('docs'));
  writeFileSync(box.file('docs/a.md'), 'all is well\n');
  writeFileSync(box.file('docs/b.md'), `it failed with ${AWS}\n`);
  writeFileSync(box.file('docs/prod.env'), 'PASSWORD=hunter2\n');
}

const review = (box: Sandbox): unknown[] =>
  box
    .read('docs.review.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ item, reason }) => [item, reason]);

test('of a folder it is left out, named before anything is sent, and left for review', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  folder(box);
  const { code, stdout, stderr } = await box.run(['bulk-tag', 'docs', './sev.md']);
  expect(code).toBe(1);
  expect(server.tagged).toEqual(['path: docs/a.md\n\nall is well\n']);
  expect(stderr).toContain(
    'Left out, for what looks like a secret: docs/b.md (an AWS access key), docs/prod.env (a file of environment variables). --send-anyway=<name> sends one all the same.\n',
  );
  expect(review(box)).toEqual([
    ['docs/b.md', 'it looks like a secret (an AWS access key)'],
    ['docs/prod.env', 'it looks like a secret (a file of environment variables)'],
  ]);
  const written = ['docs.tagged', 'docs.review.jsonl'].map((name) => box.read(name)).join('');
  expect(stdout + stderr + written).not.toMatch(/hunter2|IOSFODNN7/);
});

test('by name it is sent all the same, and no other with it', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  folder(box);
  await box.run(['bulk-tag', 'docs', './sev.md', '--send-anyway=docs/b.md']);
  expect(server.tagged).toHaveLength(2);
  expect(review(box)).toHaveLength(1);
  const { code, stderr } = await box.run(['bulk-tag', 'docs', './sev.md', '--send-anyway']);
  expect(code).toBe(2);
  expect(stderr).toBe('tierwise: --send-anyway: docs is several files. Name the one to send.\n');
});

test.each([
  ['.env', 'PASSWORD=hunter2\n', 'a file of environment variables'],
  ['keys.txt', `${AWS}\nmore\n`, 'an AWS access key'],
])('a file of lines that is one (%s) stops it', async (name, content, kind) => {
  const server = await serve();
  const box = sandbox(server.url);
  box.write(name, content);
  const { code, stderr } = await box.run(['bulk-tag', name, './sev.md']);
  expect(code).toBe(2);
  expect(stderr).toContain(`Nothing was sent, because of what looks like a secret: ${name} (${kind}).\n`);
  expect(server.requests).toHaveLength(0);
  expect((await box.run(['bulk-tag', name, './sev.md', '--send-anyway'])).code).toBe(0);
});

test('a log may mention one further down', async () => {
  const server = await serve();
  const box = sandbox(server.url);
  box.write('a.log', `${'it failed again\n'.repeat(100)}token ${AWS} was refused\n`);
  expect((await box.run(['bulk-tag', 'a.log', './sev.md'])).code).toBe(0);
});
