// A login that is lent: who renews it last keeps it.
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { jsonIn, lendFile, lendKeys } from '../../src/ask/cli-home.ts';

function setUp(text: string) {
  const root = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [from, to] = [join(root, 'user.json'), join(root, 'lent.json')];
  writeFileSync(from, text);
  const put = (file: string, content: string): void => {
    writeFileSync(`${file}.new`, content);
    renameSync(`${file}.new`, file);
  };
  return { from, to, put, read: () => readFileSync(from, 'utf8') };
}

test('a file renamed into its place is given back, for its user only', () => {
  const { from, to, put, read } = setUp('old');
  const giveBack = lendFile(from, to);
  put(to, 'renewed');
  giveBack();
  expect(read()).toBe('renewed');
  expect(statSync(from).mode & 0o777).toBe(0o600);
});

test('what the user has renewed meanwhile stays', () => {
  const { from, to, put, read } = setUp('old');
  const giveBack = lendFile(from, to);
  put(to, 'renewed');
  writeFileSync(from, 'newer');
  giveBack();
  expect(read()).toBe('newer');
});

test('of settings, only changed keys that were lent come back; comments before them stay', () => {
  const { from, to, read } = setUp('// "mine"\n{"token": "old", "theme": "http://x"}');
  const giveBack = lendKeys(from, to, (key) => key === 'token');
  expect(jsonIn(to)).toEqual({ token: 'old' });
  expect(statSync(to).mode & 0o777).toBe(0o600);
  writeFileSync(to, '{"token": "renewed", "hooks": "trap"}');
  giveBack();
  expect(read()).toMatch(/^\/\/ "mine"\n/);
  expect(jsonIn(from)).toEqual({ token: 'renewed', theme: 'http://x' });
});

test('nothing is lent of what is not there', () => {
  const { from, to } = setUp('{}');
  lendFile(`${from}-none`, to)();
  lendKeys(from, to, () => true)();
  expect(existsSync(to)).toBe(false);
});
