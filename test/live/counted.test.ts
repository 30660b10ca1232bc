// What the client counts, read without trust.
import { expect, test } from 'vitest';
import { isStep, readCounted } from '../../src/live/counted.ts';
import { COUNTED, counted } from '../support/counted.ts';

test('what is not about a request, or names no model, is not one', () => {
  expect(readCounted('tool_result', COUNTED)).toBeNull();
  expect(readCounted('api_request', { ...COUNTED, model: 7 })).toBeNull();
  expect(readCounted('api_request', null)).toBeNull();
});

test('the writes of an hour are a part of all that is written', () => {
  expect(counted().usage).toMatchObject({ cacheWrite5m: 30, cacheWrite1h: 20 });
  expect(counted({ cache_creation_1h_tokens: 70 }).usage).toMatchObject({
    cacheWrite5m: 0,
    cacheWrite1h: 50,
  });
});

test.each([
  ['sdk', true],
  ['repl_main_thread', true],
  ['repl_main_thread:outputStyle:custom', true],
  ['agent:builtin:Explore', true],
  ['compact', false],
  ['hook_prompt', false],
  ['generate_session_title', false],
])('a request for %s is a step of a conversation: %s', (query_source, expected) => {
  expect(isStep(counted({ query_source }))).toBe(expected);
});
