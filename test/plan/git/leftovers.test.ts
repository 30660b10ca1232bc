// What lies in a worktree beside the files of its tree.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { GitError } from '../../../src/git.ts';
import {
  leftoversIn,
  openFolders,
  orOpened,
  removeLocks,
  removeNew,
} from '../../../src/plan/git/leftovers.ts';

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => {
    openFolders(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const NOTHING = { files: [], submodules: [] };

test('is everything that is not tracked, nor git’s own', () => {
  const folder = folderWith({ '.git/x': '', 'src/a.ts': '', 'src/cache/b': '', 'node_modules/c/d.js': '' });
  symlinkSync('/nowhere', join(folder, 'link'));
  expect([...leftoversIn(folder, { files: ['src/a.ts'], submodules: [] }).keys()].sort()).toEqual([
    'link',
    'node_modules',
    'node_modules/c',
    'node_modules/c/d.js',
    'src/cache',
    'src/cache/b',
  ]);
});

test('what lies in a submodule is beside the files, its folder is not', () => {
  const folder = folderWith({ 'lib/value': '', 'deep/lib/value': '' });
  const found = leftoversIn(folder, { files: [], submodules: ['lib', 'deep/lib'] });
  expect([...found.keys()].sort()).toEqual(['deep/lib/value', 'lib/value']);
});

test('what is new goes; a changed file is found, even with its old size and time', () => {
  const folder = folderWith({ 'a/kept': 'one' });
  const before = leftoversIn(folder, NOTHING);
  writeFileSync(join(folder, 'a', 'new'), '');
  expect(removeNew(folder, before, leftoversIn(folder, NOTHING))).toBe(true);
  expect(existsSync(join(folder, 'a', 'new'))).toBe(false);
  const { atime, mtime } = statSync(join(folder, 'a', 'kept'));
  writeFileSync(join(folder, 'a', 'kept'), 'two');
  utimesSync(join(folder, 'a', 'kept'), atime, mtime);
  expect(removeNew(folder, before, leftoversIn(folder, NOTHING))).toBe(false);
  rmSync(join(folder, 'a', 'kept'));
  expect(removeNew(folder, before, leftoversIn(folder, NOTHING))).toBe(false);
});

test('where git refuses, folders and files are opened to their owner, once', async () => {
  const folder = folderWith({ 'a/b/c': '' });
  chmodSync(join(folder, 'a', 'b', 'c'), 0);
  chmodSync(join(folder, 'a', 'b'), 0o555);
  chmodSync(join(folder, 'a'), 0);
  const acts: string[] = [];
  const refuse = async (): Promise<void> => {
    acts.push('act');
    throw new GitError('Permission denied');
  };
  await expect(orOpened({ folder }, refuse)).rejects.toThrow('Permission denied');
  expect(acts).toHaveLength(2);
  expect(
    [['a'], ['a', 'b'], ['a', 'b', 'c']].map((path) => statSync(join(folder, ...path)).mode & 0o777),
  ).toEqual([0o700, 0o755, 0o400]);
});

test('every lock in a folder of git’s goes, and nothing else', () => {
  const folder = folderWith({ 'HEAD.lock': '', HEAD: '', 'index.lock': '' });
  removeLocks(folder);
  expect(['HEAD.lock', 'index.lock', 'HEAD'].map((name) => existsSync(join(folder, name)))).toEqual([
    false,
    false,
    true,
  ]);
});
