// Which files a plan's patterns name, and when two of them can name the same.
import { expect, test } from 'vitest';
import { covers, overlap, patternProblem } from '../../../src/plan/file/glob.ts';
import { processorTime } from '../../support/growth.ts';

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

test.each<[string, number, (stars: number) => [string, string]]>([
  ['stars against a name', 7, (stars) => [`${'*a'.repeat(stars)}b`, 'a'.repeat(40)]],
  ['stars against stars', 9, (stars) => [`${'*a'.repeat(stars)}b`, `${'*a'.repeat(stars)}c`]],
  ['folders against a path', 7, (stars) => [`${'**/a/'.repeat(stars)}b`, `${'a/'.repeat(40)}c`]],
  ['folders against folders', 9, (stars) => [`${'**/a/'.repeat(stars)}b`, `${'**/a/'.repeat(stars)}c`]],
])('thirty %s end at once', (_, few, patterns) => {
  // A few take more than a second where each one multiplies the time: this fails before thirty would never end.
  for (const stars of [few, 30]) {
    const [a, b] = patterns(stars);
    const took = processorTime(() => {
      expect(overlap(a, b)).toBe(false);
      expect(overlap(b, a)).toBe(false);
    });
    expect(took).toBeLessThan(500);
  }
});

/** All texts of at most `most` characters. */
function texts(alphabet: string, most: number): string[] {
  let last = [''];
  const all = [...last];
  for (let length = 1; length <= most; length++) {
    last = last.flatMap((text) => [...alphabet].map((one) => text + one));
    all.push(...last);
  }
  return all;
}

/** The pattern with each `**` written out as no, one, two or three folders, in JavaScript's own regular expressions. */
function expressionOf(pattern: string): RegExp {
  let written: string[][] = [[]];
  for (const part of pattern.replace(/\/$/, '/**').split('/')) {
    const ways = part === '**' ? [[], ['*'], ['*', '*'], ['*', '*', '*']] : [[part]];
    written = written.flatMap((before) => ways.map((way) => [...before, ...way]));
  }
  const sources = written.map((parts) => parts.join('/').replaceAll('*', '[^/]*').replaceAll('?', '[^/]'));
  return new RegExp(`^(?:${sources.join('|')})$`);
}

const isPath = (text: string): boolean => text !== '' && text.split('/').every(Boolean);

test('patterns name what a regular expression of the same meaning names, and meet where both name a path', () => {
  const paths = texts('ab/', 5).filter(isPath);
  const patterns = texts('ab*?', 3).filter((one) => one && one !== '**' && !one.includes('**'));
  const folders = ['**', 'a/**', '**/a', 'a/**/b', '*/b', 'a/', '?/**/*b', '**/a/**', '*/*', 'a*/b?'];
  const all = [...patterns, ...folders];
  const named = new Map(all.map((one) => [one, paths.filter((path) => expressionOf(one).test(path))]));
  for (const pattern of all) {
    expect([pattern, paths.filter((path) => covers([pattern], path))]).toEqual([pattern, named.get(pattern)]);
  }
  for (const a of all) {
    for (const b of all) {
      const meet = named.get(a)?.some((path) => named.get(b)?.includes(path)) ?? false;
      expect([a, b, overlap(a, b)]).toEqual([a, b, meet]);
    }
  }
});
