// What servers say when they refuse, as recorded, and what is then said otherwise.
import { expect, test } from 'vitest';
import type { AskRequest } from '../../src/ask/backend.ts';
import { adapted, type Dialect, toBody, USUAL_DIALECT } from '../../src/ask/openai-dialect.ts';

const REQUEST: AskRequest = {
  model: 'm',
  system: 's',
  cacheSystem: null,
  user: 'u',
  schema: null,
  maxTokens: 16_000,
  effort: null,
  thinking: null,
};

const change = (
  message: string,
  { status = 400, ...more }: Partial<AskRequest> & { status?: number } = {},
) => {
  const refused = { failure: 'stop' as const, message, status };
  const next = adapted(USUAL_DIALECT, refused, { ...REQUEST, ...more });
  const isNew = ([name, value]: [string, unknown]): boolean => value !== USUAL_DIALECT[name as keyof Dialect];
  return next && Object.fromEntries(Object.entries(next).filter(isNew));
};

test.each<[string, object | null]>([
  [
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    { limit: 'max_completion_tokens' },
  ],
  ['Unrecognized request argument supplied: max_tokens', { limit: 'max_completion_tokens' }],
  ['Stream must be set to true', { stream: true }],
  [
    'This model only support stream mode, please enable the stream parameter to access the model',
    { stream: true },
  ],
  ['Developer instruction is not enabled for models/gemma-3-27b-it', { system: 'user' }],
  ['Conversation roles must alternate user/assistant/user/assistant/...', { system: 'user' }],
  ["Unsupported value: 'messages[0].role' does not support 'system' with this model.", { system: 'user' }],
  ['Value error, messages.0.content: Input should be a valid list', { parts: true }],
  [
    "This model's maximum context length is 8192 tokens. However, you requested 17000 tokens (1000 in the messages, 16000 in the completion). Please reduce the length of the messages or completion.",
    { window: 8192, room: 7128 },
  ],
  ['The model has a context window of 8,192 tokens', { window: 8192, room: 8126 }],
  [
    "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 input tokens",
    null,
  ],
  ['Invalid API parameter', null],
  ['The upstream provider is not streaming', { stream: true }],
])('%s', (message, expected) => {
  expect(change(message)).toEqual(expected);
});

test('a schema is left out at last, whatever is refused; not after a 500 that is about something else', () => {
  expect(change('Bad Request', { schema: {} })).toEqual({ schema: false });
  expect(change('Internal error', { schema: {}, status: 500 })).toBeNull();
  expect(change('failed to parse grammar', { schema: {}, status: 500 })).toEqual({ schema: false });
  expect(change('no such key', { schema: {}, status: 401 })).toBeNull();
});

test('images go in parts, texts without images as one text', () => {
  const image = { mediaType: 'image/png' as const, base64: 'AA==' };
  const shown = (user: AskRequest['user']) => {
    const { messages } = toBody({ ...REQUEST, user }, USUAL_DIALECT, 'h') as {
      messages: { content: unknown }[];
    };
    return messages[1]?.content;
  };
  expect(shown([{ text: 'a' }, { text: 'b' }])).toBe('a\n\nb');
  expect(shown([{ text: 'a' }, { image }])).toEqual([
    { type: 'text', text: 'a' },
    { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
  ]);
});

test('OpenRouter is asked what it cost', () => {
  expect(toBody(REQUEST, USUAL_DIALECT, 'openrouter.ai')).toMatchObject({ usage: { include: true } });
  expect(toBody(REQUEST, USUAL_DIALECT, 'notopenrouter.ai')).not.toHaveProperty('usage');
});
