// What is read back from disk: whole, or passed over with a reason.
import { expect, test } from 'vitest';
import * as z from 'zod';
import { passedOverInWords, readRecord } from '../src/records.ts';

const Answer = z.object({ id: z.string(), costUsd: z.number().nullable() });

test('a record without a version is of version 1, and fields nobody knows are left out', () => {
  expect(readRecord(Answer, '{"id":"a","costUsd":null,"mood":"good"}')).toEqual({
    record: { id: 'a', costUsd: null },
  });
  expect(readRecord(Answer, '{"v":1,"id":"a","costUsd":2}')).toEqual({ record: { id: 'a', costUsd: 2 } });
});

test('a record of an older version is read', () => {
  expect(readRecord(Answer, '{"v":1,"id":"a","costUsd":2}', 2)).toHaveProperty('record');
  expect(readRecord(Answer, '{"v":2,"id":"a","costUsd":2}', 2)).toHaveProperty('record');
});

test.each([
  ['{"id":"a","cos', 'not JSON'],
  ['', 'not JSON'],
  ['null', 'not a JSON object'],
  ['[1]', 'not a JSON object'],
  ['"a"', 'not a JSON object'],
  ['{"v":2,"id":"a","costUsd":1}', 'written by a newer version of tierwise'],
  ['{"v":2}', 'written by a newer version of tierwise'],
  ['{"v":"x","id":"a","costUsd":1}', 'v: not a version'],
  ['{"v":0,"id":"a","costUsd":1}', 'v: not a version'],
  ['{"v":1.5,"id":"a","costUsd":1}', 'written by a newer version of tierwise'],
  ['{"v":0.5,"id":"a","costUsd":1}', 'v: not a version'],
  ['{"v":null,"id":"a","costUsd":1}', 'v: not a version'],
  ['{"id":7,"costUsd":1}', 'id: expected string, received number'],
  ['{}', 'id: expected string, received undefined'],
])('%s is passed over: %s', (text, problem) => {
  expect(readRecord(Answer, text)).toEqual({ problem });
});

test('each file is named once, with its first line and how many more there are', () => {
  expect(
    passedOverInWords([
      { file: '/a.jsonl', line: 3, problem: 'not JSON' },
      { file: '/b.json', problem: 'not a JSON object' },
      { file: '/a.jsonl', line: 5, problem: 'id: expected string' },
      { file: '/c.jsonl', line: 1, problem: 'not JSON' },
      { file: '/c.jsonl', line: 2, problem: 'not JSON' },
      { file: '/c.jsonl', line: 4, problem: 'not JSON' },
    ]),
  ).toEqual([
    'Passed over /a.jsonl line 3: not JSON (and 1 more line).',
    'Passed over /b.json: not a JSON object.',
    'Passed over /c.jsonl line 1: not JSON (and 2 more lines).',
  ]);
});
