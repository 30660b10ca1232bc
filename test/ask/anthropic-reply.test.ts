// What the Messages API sends back, where it enters.
import { expect, test } from 'vitest';
import { readMessage } from '../../src/ask/anthropic-reply.ts';

test.each([
  ['end_turn', 'complete'],
  ['max_tokens', 'truncated'],
  ['refusal', 'refused'],
  ['constructor', 'complete'],
  ['__proto__', 'complete'],
  [null, 'complete'],
])('a reply that stopped by %s is %s', (stop_reason, stop) => {
  expect(readMessage({ id: 'm', model: 'm', content: [], stop_reason })?.stop).toBe(stop);
});
