// Permission rules as the client writes them, and which files they keep from being read or written.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFileRules } from '../../src/access/rules.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tierwise-rules-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const at = (path: string): string => join(root, path);
const write = (path: string, content: string): void => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
};
const deny = (path: string, ...rules: string[]): void =>
  write(path, JSON.stringify({ permissions: { deny: rules } }));
/** The rules that hold in `home/repo/app`. */
function rules() {
  mkdirSync(at('home/repo/app'), { recursive: true });
  mkdirSync(at('home/repo/.git'), { recursive: true });
  return readFileRules(at('home/repo/app'), { HOME: at('home') }, at('managed'));
}

const USER = 'home/.claude/settings.json';
const APP = 'home/repo/app/.claude/settings.json';

test.each<[string, string, string, boolean]>([
  ['a path from the home folder', 'Read(~/repo/app/x.txt)', 'x.txt', true],
  ['all below a folder', 'Read(~/repo/app/private/**)', 'private/a/b.txt', true],
  ['the folder itself', 'Read(~/repo/app/private/**)', 'private', true],
  ['an absolute path', 'Read(//ROOT/home/repo/app/x.txt)', 'x.txt', true],
  ['a path from here', 'Read(./x.txt)', 'x.txt', true],
  ['a name from here at any depth, as the client takes it', 'Read(./x.txt)', 'a/x.txt', true],
  ['a path from here, elsewhere', 'Read(./a/x.txt)', 'b/a/x.txt', false],
  ['a bare name at any depth', 'Read(x.txt)', 'a/b/x.txt', true],
  ['an ending at any depth', 'Read(*.pem)', 'a/b/key.pem', true],
  ['whatever the case', 'Read(*.pem)', 'KEY.PEM', true],
  ['two stars', 'Read(**/keys/*)', 'a/keys/one', true],
  ['all', 'Read', 'x.txt', true],
  ['all, by a star', 'Read(*)', 'x.txt', true],
  ['all, in brackets', 'Read(**)', 'a/x.txt', true],
  ['a folder', 'Read(private/)', 'private/x.txt', true],
  ['a name that begins with !', 'Read(!x.txt)', 'x.txt', false],
  ['searching', 'Grep(x.txt)', 'x.txt', true],
  ['another name', 'Read(y.txt)', 'x.txt', false],
  ['another tool', 'Bash(cat x.txt)', 'x.txt', false],
  ['writing only', 'Edit(x.txt)', 'x.txt', false],
])('reading: %s', (_, rule, path, barred) => {
  deny(USER, rule.replace('/ROOT', root));
  expect(rules().againstReading(at(`home/repo/app/${path}`)) !== null).toBe(barred);
});

test.each([
  ['the user', USER],
  ["the project's", APP],
  ['nobody else sees', 'home/repo/app/.claude/settings.local.json'],
  ['the top of the repository', 'home/repo/.claude/settings.json'],
  ['the organization', 'managed/managed-settings.json'],
  ['the organization, in parts', 'managed/managed-settings.d/10-more.json'],
])('settings of %s count', (_, file) => {
  deny(file, 'Read(x.txt)');
  expect(rules().againstReading(at('home/repo/app/x.txt'))).toBe('Read(x.txt)');
});

test('a rule counts from every folder that the session may have begun in', () => {
  deny('home/.claude/settings.json', 'Read(./repo/app/x.txt)', 'Read(app/y.txt)');
  deny('.claude/settings.json', 'Read(z.txt)');
  const { againstReading } = rules();
  const barred = ['x.txt', 'y.txt', 'z.txt', 'b/y.txt'].map((name) =>
    againstReading(at(`home/repo/app/${name}`)),
  );
  expect(barred.map(Boolean)).toEqual([true, true, true, false]);
});

test('a path of the project begins at its folder', () => {
  deny('home/repo/.claude/settings.json', 'Read(/app/x.txt)');
  expect(rules().againstReading(at('home/repo/app/x.txt'))).toBe('Read(/app/x.txt)');
  expect(rules().againstReading(at('home/repo/app/y.txt'))).toBeNull();
});

test('what may not be edited may not be written, and what may not be read neither', () => {
  deny(USER, 'Edit(a.csv)', 'Write(b.csv)', 'Read(c.csv)');
  const { againstWriting } = rules();
  expect(['a', 'b', 'c', 'd'].map((name) => againstWriting(at(`home/repo/app/${name}.csv`)))).toEqual([
    'Edit(a.csv)',
    'Write(b.csv)',
    'Read(c.csv)',
    null,
  ]);
});

test('a rule by which the user wants to be asked bars, too; the sandbox as well', () => {
  write(
    USER,
    JSON.stringify({
      permissions: { ask: ['Read(a.txt)'] },
      sandbox: { filesystem: { denyRead: ['~/repo/app/b.txt'], denyWrite: ['./c.txt'] } },
    }),
  );
  const { againstReading, againstWriting } = rules();
  expect(againstReading(at('home/repo/app/a.txt'))).toBe('Read(a.txt)');
  expect(againstReading(at('home/repo/app/b.txt'))).toBe('~/repo/app/b.txt');
  expect([againstReading(at('home/repo/app/c.txt')), againstWriting(at('home/repo/app/c.txt'))]).toEqual([
    null,
    './c.txt',
  ]);
});

test('CLAUDE_CONFIG_DIR is where the user has settings', () => {
  deny('elsewhere/settings.json', 'Read(x.txt)');
  const { againstReading } = readFileRules(
    at('.'),
    { HOME: at('home'), CLAUDE_CONFIG_DIR: at('elsewhere') },
    at('managed'),
  );
  expect(againstReading(at('x.txt'))).toBe('Read(x.txt)');
});

test.each([
  ['not JSON', '{', 'is not valid JSON'],
  [
    'a rule without its end',
    '{"permissions":{"deny":["Read(x"]}}',
    'the permission rule "Read(x" is not understood',
  ],
  ['a rule that is no text', '{"permissions":{"deny":[1]}}', 'permissions.deny.0'],
])('what cannot be read is told: %s', (_, text, expected) => {
  write(APP, text);
  expect(rules).toThrow(expected);
});

test.each(['TIERWISE_HOME', 'CLAUDE_CONFIG_DIR', 'HOME'])(
  'a project may not set %s; the user may',
  (name) => {
    const text = JSON.stringify({ env: { [name]: 'x' } });
    write(USER, text);
    expect(rules).not.toThrow();
    write(APP, text);
    expect(rules).toThrow(`sets ${name}`);
  },
);
