// Which files a plan's patterns name, and when two of them can name the same.
import { expect, test } from 'vitest';
import { covers, overlap, patternProblem } from '../../src/plan/file/glob.ts';

test.each([
  ['src/a.ts', 'src/a.ts', true],
  ['src/a.ts', 'src/b.ts', false],
  ['src/*.ts', 'src/a.ts', true],
  ['src/*.ts', 'src/deep/a.ts', false],
  ['src/**', 'src/deep/er/a.ts', true],
  ['src/', 'src/deep/a.ts', true],
  ['src/', 'srcs/a.ts', false],
  ['**/a.ts', 'a.ts', true],
  ['**/a.ts', 'x/y/a.ts', true],
  ['src/**/test/*.ts', 'src/test/a.ts', true],
  ['a*c*.ts', 'abbcd.ts', true],
  ['a?.ts', 'ab.ts', true],
  ['a?.ts', 'abc.ts', false],
  ['*', '.env', true],
])('%s names %s: %s', (pattern, file, expected) => {
  expect(covers([pattern], file)).toBe(expected);
  expect(overlap(pattern, file)).toBe(expected);
});

test.each([
  ['src/*/client.ts', 'src/http/**', true],
  ['src/*.ts', 'src/*.js', false],
  ['**/*.md', 'docs/', true],
  ['a*.ts', '*b.ts', true],
  ['a*.ts', 'b*.ts', false],
  ['**', 'anything/at/all', true],
])('%s and %s can name the same file: %s', (a, b, expected) => {
  expect(overlap(a, b)).toBe(expected);
  expect(overlap(b, a)).toBe(expected);
});

test('a file whose name holds a wildcard is only that file', () => {
  expect(covers(['src/a.ts'], 'src/*.ts')).toBe(false);
  expect(covers(['src/a.ts'], '**')).toBe(false);
});

test.each([
  '/etc/passwd',
  '../x',
  'a/../b',
  './a',
  'a\\b',
  '',
  '.git/config',
  'sub/.GIT/hooks/x',
  'a[1].ts',
  'src/**.ts',
  'C:/x',
])('%j is refused', (pattern) => expect(patternProblem(pattern)).not.toBeNull());
