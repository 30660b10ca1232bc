// Which files a diff is of, and how they read after it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPEN } from '../../src/access/access.ts';
import { type DiffWanted, gitDiff, stdinDiff } from '../../src/opinion/git-diff.ts';
import { pathMeant } from '../../src/opinion/path-meant.ts';

let root = '';
const git = (...args: string[]): unknown =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], { cwd: root });
const write = (path: string, text: string): void => writeFileSync(join(root, path), text);

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'tierwise-diff-')));
  for (const folder of ['src', 'lib']) mkdirSync(join(root, folder));
  for (const path of ['src/a.js', 'lib/b.js', 'small/go.sum', 'yarn.lock']) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    write(path, 'one();\n');
  }
  git('init', '--quiet');
  git('config', 'diff.relative', 'true');
  git('add', '.');
  git('commit', '--quiet', '-m', 'first');
  write('src/a.js', 'staged();\n');
  git('add', '.');
  write('src/a.js', 'worked();\n');
  write('lib/b.js', 'worked();\n');
  write('small/go.sum', 'two();\n');
  write('yarn.lock', 'line\n'.repeat(5000));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const diff = (more: Partial<DiffWanted> = {}, folder = 'src') =>
  gitDiff({ range: true, ...more }, { cwd: join(root, folder), env: process.env, access: OPEN });
const filesIn = (text: string): string[] =>
  [...text.matchAll(/^\+\+\+ b\/(.*)$/gm)].map(([, path]) => path ?? '');

test('from a subfolder it is of the whole repository, and its files are read there', () => {
  const { text, after } = diff();
  expect(filesIn(text)).toEqual(['lib/b.js', 'small/go.sum', 'src/a.js']);
  expect([after('src/a.js'), after('lib/b.js')]).toEqual(['worked();\n', 'worked();\n']);
});

test('the large change of a lock file is left out and named, unless it is asked for', () => {
  expect(diff().origin).toContain('without yarn.lock, 5,001 lines');
  expect(filesIn(diff({ paths: ['../yarn.lock'] }).text)).toEqual(['yarn.lock']);
});

test('paths are those of the current folder', () => {
  expect(filesIn(diff({ paths: ['.'] }).text)).toEqual(['src/a.js']);
  expect(filesIn(diff({ paths: ['src', 'lib'] }, '.').text)).toEqual(['lib/b.js', 'src/a.js']);
});

test('--staged is of the index', () => {
  const { text, after, origin } = diff({ staged: true });
  expect(filesIn(text)).toEqual(['src/a.js']);
  expect([text.includes('+staged();'), after('src/a.js')]).toEqual([true, 'staged();\n']);
  expect(origin).toMatch(/^git diff --staged HEAD/);
});

describe('a path of a file is known', () => {
  test.each(['a.js', 'src/a.js', './a.js'])('from the subfolder as %s, and by its whole path', (path) => {
    const { text, folders } = diff();
    expect(pathMeant(path, filesIn(text), folders)).toBe('src/a.js');
    expect(pathMeant(join(root, 'src/a.js:1'), filesIn(text), folders)).toBe('src/a.js');
  });
});

test('no change is one line that says what to do', () => {
  expect(() => diff({ range: 'HEAD..HEAD' })).toThrow(/shows no change\. Name a range/);
  expect(() => stdinDiff(' ', { cwd: root, env: process.env, access: OPEN })).toThrow(/shows no change/);
});
