// Pieces put together, and a stream without its end, which is no answer.
import { expect, test } from 'vitest';
import { completionIn, isEventStream } from '../../src/ask/event-stream.ts';

const event = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
const piece = (content: string, finish_reason: string | null = null): string =>
  event({ id: 'c1', model: 'm', choices: [{ index: 0, delta: { content }, finish_reason }] });

test('pieces, comments and other choices: one completion', () => {
  const other = event({ choices: [{ index: 1, delta: { content: 'other' } }] });
  const usage = event({ choices: [], usage: { prompt_tokens: 1 } });
  const text = `: waiting\n\n${piece('Use ')}${other}event: x\r\n${piece('it.', 'stop')}${usage}data: [DONE]\n\n`;
  expect(completionIn(text)).toEqual({
    ...{ id: 'c1', model: 'm', usage: { prompt_tokens: 1 } },
    choices: [
      {
        message: {
          content: [
            { type: 'text', text: 'Use ' },
            { type: 'text', text: 'it.' },
          ],
          refusal: null,
        },
        finish_reason: 'stop',
      },
    ],
  });
});

test('a stream that breaks off has no completion; one that ends with [DONE] alone has', () => {
  expect(completionIn(piece('Use '))).toBeUndefined();
  expect(completionIn(`${piece('Use ')}data: {"torn`)).toBeUndefined();
  expect(completionIn(`${piece('Use it.')}data: [DONE]`)).toMatchObject({
    choices: [{ finish_reason: null }],
  });
});

test('an error on the way is kept', () => {
  const text = `${piece('Use ')}${event({ error: { code: 502, message: 'gone' } })}`;
  expect(completionIn(text)).toMatchObject({ error: { code: 502 } });
});

test.each([
  ['text/event-stream', 'data: {}', true],
  ['text/event-stream', '{"error":{}}', false],
  ['application/json', '{}', false],
  [null, 'data: {}\n\n', true],
  ['application/json', 'event: x\ndata: {}', true],
])('%s with %j is a stream: %s', (type, text, expected) => {
  expect(isEventStream(type, text)).toBe(expected);
});
