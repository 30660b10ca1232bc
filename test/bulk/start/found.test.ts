// What a folder holds that could be tagged, the likeliest first.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OPEN } from '../../../src/access/access.ts';
import { findingsIn } from '../../../src/bulk/start/found.ts';
import { type Sandbox, sandbox } from '../../support/command.ts';

const found = async ({ folder, env }: Sandbox) =>
  (await findingsIn(folder, { env, cwd: folder, access: OPEN })).map(({ input, kind }) => [
    input.replace(`${folder}/`, ''),
    kind,
  ]);

test('tickets before tables, logs and texts; what says something about the project is no input', async () => {
  const box = sandbox();
  mkdirSync(box.file('data'));
  const log = '2026-11-21 06:55:46 INFO up\n2026-11-21 06:55:47 ERROR down\n';
  const files: [string, string][] = [
    ['README.txt', 'words\n'],
    ['requirements.txt', 'numpy\n'],
    ['package.json', '{"name":"x"}\n'],
    ['orders.csv', 'id,text\n1,x\n'],
    ['data/support-tickets.csv', 'id,body\n1,x\n'],
    ['out.txt', log],
    ['notes.txt', 'one\ntwo\n'],
    ['events.json', '[{"a":1}]\n'],
    ['orders.csv.tagged', 'id,text,tags,tagged_by\n1,x,a,haiku\n'],
    ['empty.csv', ''],
  ];
  for (const [name, content] of files) box.write(name, content);
  expect(await found(box)).toEqual([
    ['data/support-tickets.csv', 'tickets'],
    ['orders.csv', 'table'],
    ['events.json', 'objects'],
    ['out.txt', 'log'],
    ['notes.txt', 'text'],
  ]);
});

test('commits of the repository that the command runs in, when there are enough to learn from', async () => {
  const box = sandbox();
  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: box.folder,
      env: box.env,
    });
  git('init', '-q');
  for (let number = 0; number < 19; number++) git('commit', '-q', '--allow-empty', '-m', `change ${number}`);
  expect(await found(box)).toEqual([]);
  git('commit', '-q', '--allow-empty', '-m', 'one more');
  expect(await found(box)).toEqual([['git:', 'commits']]);
});

test('a folder without anything is said to have nothing', async () => {
  expect(await found(sandbox())).toEqual([]);
});
