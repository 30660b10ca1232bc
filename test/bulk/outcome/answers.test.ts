// Answers that were paid for, read back.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Answer, type AnswerStore, openAnswers } from '../../../src/bulk/outcome/answers.ts';
import { tagAnswers } from '../../../src/bulk/task/tags.ts';

const TAGS = [
  { name: 'error', description: '' },
  { name: 'info', description: '' },
];
const task = { hash: 'abc', answer: tagAnswers({ tags: TAGS, multiple: false, abstain: null }) };

interface Stored {
  home: string;
  folder: string;
  open(): Promise<AnswerStore>;
}

/** A home whose haiku answers are these files. */
function stored(files: Record<string, string> = {}): Stored {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-answers-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const folder = join(home, 'answers', 'abc', 'haiku');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { home, folder, open: () => openAnswers(home, task, 'haiku') };
}

const line = (fingerprint: string, more: object = {}): string =>
  JSON.stringify({
    fingerprint,
    tier: 'haiku',
    model: 'claude-haiku-5-5',
    served: 'claude-haiku-5-5-20261001',
    tags: ['error'],
    at: '2026-11-20T06:55:46.123Z',
    ...more,
  });

test('a line of an earlier version, without a version, is an answer', async () => {
  const store = await stored({ 'a.jsonl': `${line('f1')}\n` }).open();
  expect(store.get('f1')).toEqual({
    fingerprint: 'f1',
    tier: 'haiku',
    model: 'claude-haiku-5-5',
    served: 'claude-haiku-5-5-20261001',
    value: ['error'],
  });
  expect(store.passedOver).toEqual([]);
});

test('a torn last line is nothing to speak of; the same line in the middle, or at a whole last line, is named', async () => {
  const torn = line('f2').slice(0, 30);
  const { folder, open } = stored({
    'a.jsonl': `${line('f1')}\n${torn}`,
    'b.jsonl': `${line('f3')}\n${torn}\n${line('f4')}\n`,
    'c.jsonl': `${torn}\n`,
  });
  const store = await open();
  expect(['f1', 'f2', 'f3', 'f4'].map((print) => store.get(print) !== undefined)).toEqual([
    true,
    false,
    true,
    true,
  ]);
  expect(store.passedOver).toEqual([
    { file: join(folder, 'b.jsonl'), line: 2, problem: 'not JSON' },
    { file: join(folder, 'c.jsonl'), line: 1, problem: 'not JSON' },
  ]);
});

test('a whole answer without a newline behind it counts', async () => {
  const store = await stored({ 'a.jsonl': `${line('f1')}\n${line('f2')}` }).open();
  expect(store.get('f2')?.value).toEqual(['error']);
  expect(store.passedOver).toEqual([]);
});

test.each([
  ['null', 'not a JSON object'],
  ['{}', 'fingerprint: expected string, received undefined'],
  [line(''), 'fingerprint: Too small: expected string to have >=1 characters'],
  [
    line('f9', { tier: 'giant' }),
    'tier: Invalid option: expected one of "local"|"haiku"|"sonnet"|"opus"|"fable"|"person"',
  ],
  [line('f9', { served: null }), 'served: expected string, received null'],
  [line('f9', { v: 2 }), 'written by a newer version of tierwise'],
])('%s is passed over: %s', async (damaged, problem) => {
  const { folder, open } = stored({ 'a.jsonl': `${damaged}\n${line('f1')}\n` });
  const store = await open();
  expect(store.passedOver).toEqual([{ file: join(folder, 'a.jsonl'), line: 1, problem }]);
  expect(store.get('f9')).toBeUndefined();
  expect(store.get('f1')).toBeDefined();
});

test('an answer that the task does not know is left aside without a word', async () => {
  const store = await stored({ 'a.jsonl': `${line('f1', { tags: ['other'] })}\n` }).open();
  expect(store.get('f1')).toBeUndefined();
  expect(store.passedOver).toEqual([]);
});

test('the last of several answers counts, in the order of the files', async () => {
  const store = await stored({
    '2.jsonl': `${line('f1', { tags: ['info'] })}\n`,
    '1.jsonl': `${line('f1')}\n`,
    'notes.txt': 'not ours\n',
  }).open();
  expect(store.get('f1')?.value).toEqual(['info']);
  expect(store.passedOver).toEqual([]);
});

test('lines longer than a read, and characters of several bytes at its end, come back whole', async () => {
  const names = Array.from({ length: 3000 }, (_, index) => `f${index}`);
  const served = (index: number): string => 'ü'.repeat(index % 60);
  const long = line('long', { served: 'ß'.repeat(200_000) });
  const file = [long, ...names.map((name, index) => line(name, { served: served(index) }))].join('\n');
  const store = await stored({ 'a.jsonl': `${file}\n` }).open();
  expect(store.passedOver).toEqual([]);
  expect(store.get('long')?.served).toBe('ß'.repeat(200_000));
  expect(names.map((name) => store.get(name)?.served)).toEqual(names.map((_, index) => served(index)));
});

test('what is appended is read back by the next run, from a file for the user only', async () => {
  const { folder, open } = stored();
  const answer: Answer = { fingerprint: 'f1', tier: 'haiku', model: 'm', served: 's', value: ['info'] };
  const store = await open();
  store.append([]);
  expect(readdirSync(folder)).toEqual([]);
  store.append([answer, { ...answer, fingerprint: 'f2' }]);
  store.append([{ ...answer, fingerprint: 'f3' }]);
  store.close();
  const [name] = readdirSync(folder) as [string];
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, name), 'utf8').split('\n')).toHaveLength(4);
  expect(JSON.parse(readFileSync(join(folder, name), 'utf8').split('\n')[0] as string)).toEqual({
    v: 1,
    fingerprint: 'f1',
    tier: 'haiku',
    model: 'm',
    served: 's',
    tags: ['info'],
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  const again = await open();
  expect(['f1', 'f2', 'f3'].map((print) => again.get(print)?.value)).toEqual([['info'], ['info'], ['info']]);
});

test('a file that got no answer is not left behind', async () => {
  const { folder, open } = stored();
  const store = await open();
  store.prepare(1, 40);
  expect(readdirSync(folder)).toHaveLength(1);
  store.close();
  expect(readdirSync(folder)).toEqual([]);
  store.close(); // once more does no harm
});

test('reading leaves no file open', async () => {
  const { open } = stored({ 'a.jsonl': `${line('f1')}\n`, 'b.jsonl': `${line('f2')}\n` });
  const openFiles = (): number => readdirSync('/dev/fd').length;
  const before = openFiles();
  await open();
  expect(openFiles()).toBe(before);
});

test('answers that cannot be read or written are refused with the reason', async () => {
  const { home, folder } = stored();
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  await expect(openAnswers(home, task, 'haiku')).rejects.toThrow(
    `${folder}: cannot read the stored answers: a part of the path is not a folder.`,
  );
  const store = await openAnswers(home, task, 'sonnet');
  writeFileSync(join(home, 'answers', 'abc', 'sonnet'), '');
  expect(() => store.prepare(1, 40)).toThrow(
    /^Answers cannot be kept in .*sonnet: a part of the path is not a folder\.$/,
  );
});

test('what a run says is later than what runs before it said, also after the clock was set back', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-20T10:00:00Z') });
  onTestFinished(() => void vi.useRealTimers());
  const { open } = stored();
  const answer = { fingerprint: 'f1', tier: 'haiku', model: 'm', served: 'm' } as const;
  const first = await open();
  first.append([{ ...answer, value: ['error'] }]);
  first.close();
  vi.setSystemTime(Date.parse('2026-11-19T10:00:00Z'));
  const second = await open();
  second.distrust([answer]);
  second.close();
  expect((await open()).get('f1')).toBeUndefined();
  vi.setSystemTime(0);
  const third = await open();
  third.append([{ ...answer, value: ['info'] }]);
  third.close();
  expect((await open()).get('f1')?.value).toEqual(['info']);
});
