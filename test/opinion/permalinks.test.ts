import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { permalinksOf, remoteAddress } from '../../src/opinion/permalinks.ts';
import { sandbox } from '../support/command.ts';

test.each([
  ['https://github.com/o/r.git', 'https://github.com/o/r'],
  ['https://x-access-token:secret@github.com/o/r', 'https://github.com/o/r'],
  ['git@github.com:o/r.git', 'https://github.com/o/r'],
  ['ssh://git@github.example.com:22/o/r.git', 'https://github.example.com/o/r'],
  ['https://gitlab.com/o/r.git', null],
  ['/srv/git/github/r.git', null],
  ['https://github.com/o/r/x', null],
  ['', null],
])('%s', (remote, address) => {
  expect(remoteAddress(remote)).toBe(address);
});

test('links go to the commit at the end of the range, and only to files that read there as they were reviewed', () => {
  const box = sandbox();
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], {
      cwd: box.folder,
      encoding: 'utf8',
      env: { PATH: box.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null' },
    }).trim();
  git('init', '-q');
  box.write('a b.js', 'one\n');
  git('add', 'a b.js');
  git('commit', '-qm', 'first');
  const commit = git('rev-parse', 'HEAD');
  const diff = (text: string) => ({ origin: '', text: '', after: () => text });
  const place = { cwd: box.folder, env: box.env };
  expect(permalinksOf(diff('one\n'), 'HEAD', place)('a b.js', 1)).toBeNull(); // no remote
  git('remote', 'add', 'origin', 'git@github.com:o/r.git');
  const link = `https://github.com/o/r/blob/${commit}/a%20b.js#L1`;
  expect(permalinksOf(diff('one\n'), `HEAD~0..${commit}`, place)('a b.js', 1)).toBe(link);
  expect(permalinksOf(diff('one\n'), true, place)('a b.js', 1)).toBe(link);
  expect(permalinksOf(diff('two\n'), true, place)('a b.js', 1)).toBeNull();
  expect(permalinksOf(diff('one\n'), 'HEAD..nothing', place)('a b.js', 1)).toBeNull();
  const env = { ...box.env, GITHUB_SERVER_URL: 'https://github.example', GITHUB_REPOSITORY: 'x/y' };
  expect(permalinksOf(diff('one\n'), true, { ...place, env })('a b.js', 1)).toContain(
    'https://github.example/x/y/blob/',
  );
});
