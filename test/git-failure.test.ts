// What git prints, and what the user reads of it.
import { expect, test } from 'vitest';
import { checkVersion, gitFailure } from '../src/git-failure.ts';

test.each([
  ["fatal: Unable to create '/r/.git/index.lock': File exists.\n\nAnother git process", "rm '/r/.git/index.lock'"],
  ["error: cannot lock ref 'refs/heads/a/b': 'refs/heads/a' exists; cannot create 'refs/heads/a/b'", 'git branch -m a <another name>'],
  ['error: file write error: No space left on device\nfatal: adding files failed', 'no space is left on the disk that holds /r. Free some'],
  ['fatal: unable to write: Read-only file system', 'git add failed: unable to write: Read-only file system'],
  ['fatal: this operation must be run in a work tree', '/r has no working tree'],
  ['fatal: not a git repository: /old/.git/worktrees/x', "leads to /old/.git/worktrees/x, which is gone. If that repository was moved, run in it: git worktree repair '/r'"],
  ['fatal: not a git repository (or any of the parent directories): .git', 'git add failed: not a git repository (or any'],
  ['fatal: unknown repository extension found:\n\trefstorage', 'written by a newer git'],
  ['error: object file .git/objects/ab/cd is empty\nfatal: loose object abcd is corrupt', "git -C '/r' fsck"],
  ["error: insufficient permission for adding an object to repository database .git/objects", "ls -la '/r'"],
  ['warning: x\nfatal: something new\nhint: y', 'git add failed: something new'],
])('%s', (stderr, told) => {
  expect(gitFailure('add', stderr, '/r').message).toContain(told);
}); // biome-ignore format: one case a line

test('only failures of the machine are held to be those', () => {
  const kinds = ['No space left on device', 'Too many open files', 'File exists', 'Permission denied'];
  expect(kinds.map((said) => gitFailure('add', `fatal: ${said}`, '/r').ofMachine)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test.each([
  ['git version 2.32.0', true],
  ['git version 2.39.5 (Apple Git-154)', true],
  ['git version 2.47.1.windows.2', true],
  ['git version 3.0.1', true],
  ['git version 2.31.8', false],
  ['git version 1.99.9', false],
  ['hello', false],
])('%s is new enough: %s', (printed, enough) => {
  if (enough) expect(() => checkVersion(printed)).not.toThrow();
  else expect(() => checkVersion(printed)).toThrow('Install a newer one');
});
