// What the user names, and nothing else.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { OPEN } from '../../src/access/access.ts';
import { describe, gather, type Material } from '../../src/opinion/material.ts';
import { sandbox } from '../support/command.ts';

const gatherIn = (cwd: string, files: string[], diff?: string, stdin = ''): Promise<Material> =>
  gather(files, diff === undefined ? null : { range: diff }, {
    cwd,
    env: process.env,
    stdin: Readable.from(stdin ? [Buffer.from(stdin)] : []),
    access: OPEN,
  });

/** A folder `project` beside a file that is not in it. */
function project(): { folder: string; outside: string } {
  const box = sandbox();
  const folder = box.file('project');
  mkdirSync(join(folder, 'docs'), { recursive: true });
  writeFileSync(join(folder, 'docs', 'a.md'), 'Alpha.\n');
  return { folder, outside: box.write('outside.md', 'Not yours.\n') };
}

test.skipIf(process.platform === 'win32')(
  'a pipe, a device and a socket are refused, by link as well, before anybody waits',
  async () => {
    const { folder } = project();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const server = createServer().listen(join(folder, 'socket'));
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.on('listening', resolve));
    symlinkSync('pipe', join(folder, 'to-pipe'));
    symlinkSync('/dev/zero', join(folder, 'to-device'));
    for (const [name, what] of [
      ['pipe', 'a pipe'],
      ['to-pipe', 'a pipe'],
      ['socket', 'a socket'],
      ['/dev/zero', 'a device'],
      ['to-device', 'a device'],
    ])
      await expect(gatherIn(folder, [name as string])).rejects.toThrow(`${name} is ${what}, not a file.`);
  },
);

test('a link is followed in its folder, not out of it', async () => {
  const { folder, outside } = project();
  symlinkSync('docs/a.md', join(folder, 'inside.md'));
  symlinkSync(outside, join(folder, 'leak.md'));
  symlinkSync('..', join(folder, 'up'));
  const shown = await gatherIn(folder, ['inside.md', '../outside.md']);
  expect(shown.files.map(({ text }) => text)).toEqual(['Alpha.\n', 'Not yours.\n']); // the second by its own name
  for (const name of ['leak.md', 'up/outside.md', join(folder, 'leak.md')])
    await expect(gatherIn(folder, [name])).rejects.toThrow(
      `${name} is a link to ${outside}, out of its folder. Name that file itself`,
    );
  // Named from elsewhere, the link's own folder counts.
  await expect(gatherIn(join(folder, 'docs'), ['../leak.md'])).rejects.toThrow('out of its folder');
  expect(await gatherIn(join(folder, 'docs'), ['../inside.md']).catch(String)).toMatchObject({
    files: [{ text: 'Alpha.\n' }],
  });
});

test('evidence is not looked for behind a link', async () => {
  const { folder, outside } = project();
  symlinkSync(outside, join(folder, 'leak.md'));
  const diff = '--- a/leak.md\n+++ b/leak.md\n@@ -1 +1 @@\n-a\n+b\n';
  const { diff: found } = await gatherIn(folder, [], '-', diff);
  expect(found?.after('leak.md')).toBeNull();
  expect(found?.after('../outside.md')).toBeNull();
  expect(found?.after('docs/a.md')).toBe('Alpha.\n');
});

test('standard input that never ends is read no further than what fits', async () => {
  const { folder } = project();
  const endless = spawn('yes', ['so it goes on']);
  onTestFinished(() => void endless.kill());
  const host = { cwd: folder, env: process.env, stdin: endless.stdout, access: OPEN };
  await expect(gather(['-'], null, host)).rejects.toThrow(/at most 600 KB fit/);
});

test('a file that is too long is refused', async () => {
  const { folder } = project();
  writeFileSync(join(folder, 'long.md'), 'x'.repeat(700_000));
  await expect(gatherIn(folder, ['long.md'])).rejects.toThrow(/at most 600 KB fit/);
});

const AWS = `AK${'IA'}IOSFODNN7EXAMPLE`;
const PEM = `-----BEGIN RSA PRIVATE ${'KEY'}-----\nMIIEowIBAAKCAQEAaB3dE5gH\n-----END RSA PRIVATE KEY-----\n`;
const added = (path: string, text: string): string =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1,0 +1,9 @@\n${text.replace(/^(?=.)/gm, '+')}`;

test.each([
  [
    'a file by its name',
    ['.env'],
    undefined,
    '',
    '.env (a file of environment variables)',
    '--send-anyway=.env',
  ],
  [
    'a file by its content',
    ['deploy.sh'],
    undefined,
    '',
    'deploy.sh (an AWS access key)',
    '--send-anyway=deploy.sh',
  ],
  [
    'what a link leads to',
    ['notes.md'],
    undefined,
    '',
    'notes.md (a file of environment variables)',
    '--send-anyway=notes.md',
  ],
  ['standard input', ['-'], undefined, PEM, 'standard input (a private key)', '--send-anyway=-'],
  ['an added line', [], '-', added('a.ts', `x\n${AWS}\n`), 'a.ts (an AWS access key)', '--send-anyway=a.ts'],
  [
    'removed lines',
    [],
    '-',
    added('a.pem', PEM).replaceAll('\n+', '\n-'),
    'a.pem (a private key)',
    '--send-anyway=a.pem',
  ],
  [
    'lines around a change',
    [],
    '-',
    added('a.ts', `${AWS}\n`).replaceAll('\n+', '\n '),
    'a.ts (an AWS access key)',
    '--send-anyway=a.ts',
  ],
  [
    'a key half of which is new',
    [],
    '-',
    added('k', PEM).replace('\n+---', '\n ---'),
    'k (a private key)',
    '--send-anyway=k',
  ],
  [
    'a changed .env',
    [],
    '-',
    added('api/.env.local', 'A=1\n'),
    'api/.env.local (a file of environment variables)',
    '--send-anyway=api/.env.local',
  ],
  [
    'one that is gone',
    [],
    '-',
    '--- a/.env\n+++ /dev/null\n@@ -1 +0,0 @@\n-A=1\n',
    '.env (a file of environment variables)',
    '--send-anyway=.env',
  ],
  [
    'one with another name now',
    [],
    '-',
    'diff --git a/.env b/settings\nrename from .env\nrename to settings\n',
    'settings (a file of environment variables)',
    '--send-anyway=settings',
  ],
  [
    'the text before a diff',
    [],
    '-',
    `${AWS}\n${added('a.ts', 'x\n')}`,
    'standard input (an AWS access key)',
    '--send-anyway=-',
  ],
  [
    'one with a strange name',
    ["it's.env"],
    undefined,
    '',
    "it's.env (a file of environment variables)",
    `--send-anyway='it'\\''s.env'`,
  ],
])('%s that looks like a secret is not sent', async (_, files, diff, stdin, what, option) => {
  const { folder } = project();
  for (const name of ['.env', "it's.env"]) writeFileSync(join(folder, name), 'A=hunter2\n');
  writeFileSync(join(folder, 'deploy.sh'), `export KEY=${AWS}\n`);
  symlinkSync('.env', join(folder, 'notes.md'));
  const { message } = (await gatherIn(folder, files, diff, stdin).catch((error: Error) => error)) as Error;
  expect(message).toBe(
    `Nothing was sent, because of what looks like a secret: ${what}.\nLeave it out, or send it all the same with: ${option}`,
  );
  const name = option
    .replace(/^--send-anyway=/, '')
    .replaceAll("'\\''", '\0')
    .replaceAll("'", '')
    .replaceAll('\0', "'");
  const host = { cwd: folder, env: process.env, stdin: Readable.from([Buffer.from(stdin)]), access: OPEN };
  await expect(
    gather(files, diff === undefined ? null : { range: diff }, host, [name]),
  ).resolves.toBeTruthy();
});

test('of several, each has to be let pass by name; one alone needs none', async () => {
  const { folder } = project();
  const host = () => ({ cwd: folder, env: process.env, stdin: Readable.from([]), access: OPEN });
  for (const name of ['a.env', 'b.env']) writeFileSync(join(folder, name), 'A=1\n');
  await expect(gather(['a.env', 'b.env'], null, host(), ['a.env'])).rejects.toThrow(/secret: b\.env/);
  await expect(gather(['a.env', 'b.env'], null, host(), [''])).rejects.toThrow(/secret: a\.env .*, b\.env/);
  await expect(gather(['a.env', 'docs/a.md'], null, host(), [''])).resolves.toBeTruthy();
  await expect(gather(['a.env', 'b.env'], null, host(), ['a.env', 'b.env'])).resolves.toBeTruthy();
});

test('what is about to be sent is said by name', async () => {
  const { folder } = project();
  writeFileSync(join(folder, 'b.md'), 'Beta.\n');
  const diff = added('src/a.ts', 'x\n') + added('src/b.ts', 'y\n');
  expect(describe(await gatherIn(folder, ['docs/a.md', 'b.md'], '-', diff))).toBe(
    'docs/a.md, b.md and the diff on standard input: src/a.ts, src/b.ts, 1 KB',
  );
  const many = Array.from({ length: 23 }, (_, at) => added(`${at}.ts`, 'x\n')).join('');
  expect(describe(await gatherIn(folder, [], '-', many))).toMatch(
    /: 0\.ts, 1\.ts, .*, 19\.ts and 3 other files, \d KB$/,
  );
});
