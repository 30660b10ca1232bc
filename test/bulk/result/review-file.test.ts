// A review file may be damaged, of another program or of another version: then its line is named, and nothing crashes.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { OPEN } from '../../../src/access/access.ts';
import { readReviewFile } from '../../../src/bulk/result/review-file.ts';

function reviewFile(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'a.review.jsonl');
  writeFileSync(file, content);
  return file;
}

const ANSWER = { tier: 'haiku', model: 'm', tags: ['odd'], why: 'two passes disagree' };
const LINE = { index: 0, line: 1, item: 'who knows', reason: 'haiku: no tag fits', answers: [ANSWER] };
const text = (change: object): string => `${JSON.stringify({ ...LINE, ...change })}\n`;

test('a whole line is read, after a byte order mark, too', () => {
  const [line, ...others] = readReviewFile(reviewFile(`\uFEFF${text({})}\n`), null, OPEN);
  const { tags: value, ...answer } = ANSWER;
  expect(line).toEqual({ ...LINE, answers: [{ ...answer, value }] });
  expect(others).toEqual([]);
});

test('no file is no lines', () => {
  expect(readReviewFile('/nowhere/a.review.jsonl', null, OPEN)).toEqual([]);
});

test.each<[string, string]>([
  ['a torn line', '{"index": 0, "line'],
  ['null', 'null'],
  ['a number', '7'],
  ['a line of a corrections file', '{"index":1,"item":"who knows","tags":["odd"]}'],
  ['an index that is a text', text({ index: '1' })],
  ['an index below 0', text({ index: -1 })],
  ['no answers', text({ answers: null })],
  ['an answer that is a text', text({ answers: ['odd'] })],
  ['a tier that does not exist', text({ answers: [{ ...ANSWER, tier: 'mini' }] })],
  ['tags that are numbers', text({ answers: [{ ...ANSWER, tags: [1] }] })],
])('%s is named by its line', (_, line) => {
  const file = reviewFile(`${text({})}\n${line}\n`);
  expect(() => readReviewFile(file, null, OPEN)).toThrow(`${file} line 3: expected {"index", "line", "item"`);
});
