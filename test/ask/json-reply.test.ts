import { expect, test } from 'vitest';
import { objectIn } from '../../src/ask/json-reply.ts';

test.each([
  ['alone', '{"a": 1}', { a: 1 }],
  ['in white space', '\n\n  {"a": 1}\n', { a: 1 }],
  ['in a fence', 'Here:\n```json\n{"a": 1}\n```\nDone.', { a: 1 }],
  ['in a fence without a language', '```\n{"a": 1}\n```', { a: 1 }],
  ['in a fence that begins after words', 'Here: ```json  \r\n{"a": 1}\r\n  ```', { a: 1 }],
  ['in the last of two fences', '```json\n{"a": 1}\n```\nNo:\n```json\n{"a": 2}\n```', { a: 2 }],
  [
    'in the first fence, when the last holds something else',
    '```json\n{"a": 1}\n```\n```\nnpm test\n```',
    { a: 1 },
  ],
  ['in a fence in an object’s text', '{"code": "```json\\n{}\\n```"}', { code: '```json\n{}\n```' }],
  ['after words and before some', 'It is {"a": {"b": 1}}, I think.', { a: { b: 1 } }],
  ['in a fence of another language', '```yaml\na: 1\n```', null],
  ['in a fence that never ends', '```json\n{"a": 1}\n', { a: 1 }],
  ['a list', '[{"a": 1}]', { a: 1 }],
  ['a number', '1', null],
  ['nothing', '', null],
  ['two objects', '{"a": 1} {"a": 2}', null],
])('%s', (_, text, found) => {
  expect(objectIn(text)).toEqual(found);
});
