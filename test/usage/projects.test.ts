// Projects by repository: subfolders, worktrees and clones of one address are one.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Projects } from '../../src/usage/projects.ts';

function place() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tierwise-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const at = (...parts: string[]) => join(folder, ...parts);
  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], {
      cwd,
      stdio: 'pipe',
    });
  const repository = (name: string, remote?: string) => {
    mkdirSync(at(name, 'src', 'deep'), { recursive: true });
    git(at(name), 'init', '--quiet');
    if (remote) git(at(name), 'remote', 'add', 'origin', remote);
  };
  return { at, git, repository, projects: () => new Projects(at('data')) };
}

test('a repository’s subfolders and worktrees are the repository', () => {
  const { at, git, repository, projects } = place();
  repository('app');
  git(at('app'), 'commit', '--quiet', '--allow-empty', '-m', 'x');
  git(at('app'), 'worktree', 'add', '--quiet', at('elsewhere'));
  const { nameOf } = { nameOf: (folder: string) => projects().nameOf(folder) };
  for (const folder of [at('app'), at('app', 'src', 'deep'), at('elsewhere')])
    expect(nameOf(folder)).toBe(at('app'));
});

test.each([
  ['https://user:token-1@GitHub.com/Acme/app.git', 'github.com/Acme/app'],
  ['git@github.com:Acme/app.git', 'github.com/Acme/app'],
  ['ssh://git@github.com:22/Acme/app', 'github.com/Acme/app'],
  ['https://gitlab.example.com/group/sub/app.git/', 'gitlab.example.com/group/sub/app'],
])('one that was cloned from %s is %s, wherever it lies', (remote, name) => {
  const { at, repository, projects } = place();
  repository('one', remote);
  repository('two', remote);
  expect(projects().nameOf(at('one', 'src'))).toBe(name);
  expect(projects().nameOf(at('two'))).toBe(name);
});

test.each(['/srv/git/app.git', '../app', 'file:///srv/app.git'])(
  'an address on the disk (%s) names nothing',
  (remote) => {
    const { at, repository, projects } = place();
    repository('app', remote);
    expect(projects().nameOf(at('app'))).toBe(at('app'));
  },
);

test('a folder outside of a repository is itself, and so is one of another machine', () => {
  const { at, projects } = place();
  mkdirSync(at('notes'));
  expect(projects().nameOf(at('notes'))).toBe(at('notes'));
  expect(new Projects(at('data'), false).nameOf('/home/other/app')).toBe('/home/other/app');
});

test('what was found once is remembered when the folder is gone, also on another machine', () => {
  const { at, repository, projects } = place();
  repository('app', 'git@github.com:acme/app.git');
  const first = projects();
  first.nameOf(at('app'));
  first.nameOf(at('app', 'src'));
  first.keep();
  rmSync(at('app'), { recursive: true });
  expect(projects().nameOf(at('app', 'src'))).toBe('github.com/acme/app');
  expect(new Projects(at('data'), false).nameOf(at('app'))).toBe('github.com/acme/app');
  // The client's own worktrees lie below the repository, and are taken away with their branch.
  expect(projects().nameOf(at('app', '.claude', 'worktrees', 'x'))).toBe('github.com/acme/app');
});

test('a memory that is damaged is none', () => {
  const { at, projects } = place();
  mkdirSync(at('data', 'ledger'), { recursive: true });
  writeFileSync(at('data', 'ledger', 'projects.json'), '{"a":1');
  expect(projects().nameOf('/gone')).toBe('/gone');
});
