// Servers as they are: each oddity, refused in the words of a server that has it, and the answer all the same.
import { expect, test } from 'vitest';
import type { AskRequest, Reply } from '../../src/ask/backend.ts';
import { openaiBackend } from '../../src/ask/openai.ts';
import { type Quirks, startQuirkyServer } from '../support/quirky-server.ts';

const REQUEST: AskRequest = {
  model: 'm',
  system: 'You judge.',
  cacheSystem: null,
  user: 'Queue or not?',
  schema: null,
  maxTokens: 8000,
  effort: null,
  thinking: null,
};

async function asked(quirks: Quirks, more: Partial<AskRequest> = {}, path = '/v1') {
  const server = await startQuirkyServer(quirks);
  const backend = openaiBackend(`${server.url}${path}`, {});
  const ask = () => backend.ask({ ...REQUEST, ...more });
  const reply = await ask();
  return { ...server, ask, reply, first: server.requests.length };
}

const ANSWER: Partial<Reply> = { text: 'Use a queue.', stop: 'complete' };
const schema = { type: 'object' };

test.each<[string, Quirks, number, Partial<AskRequest>?]>([
  ['nothing odd', {}, 1],
  ['streamed only', { stream: 'only' }, 2],
  ['streamed unasked', { stream: 'always' }, 1],
  ['streamed only, without stream_options', { stream: 'only', noStreamOptions: true }, 3],
  ['max_completion_tokens', { limit: 'max_completion_tokens' }, 2],
  ['no limit at all', { limit: 'neither' }, 3],
  ['no system role', { noSystem: true }, 2],
  ['no schemas', { noSchema: true }, 2, { schema }],
  ['content in parts', { wantsParts: true }, 2],
  ['a small window, as vLLM says it', { window: { tokens: 4096, as: 'vllm' } }, 2],
  ['a small window, as OpenRouter says it', { window: { tokens: 4096, as: 'openrouter' } }, 2],
  [
    'several at once',
    { stream: 'only', noSystem: true, limit: 'max_completion_tokens', noSchema: true },
    5,
    { schema },
  ],
])('%s: it answers, and is asked no more than it takes to learn that', async (_, quirks, requests, more) => {
  const { reply, ask, first, requests: all } = await asked(quirks, more);
  expect(reply).toMatchObject({ ...ANSWER, served: 'm', usage: { output: 25 } });
  expect(first).toBe(requests);
  expect(await ask()).toMatchObject(ANSWER);
  expect(all).toHaveLength(first + 1); // it is known by then
});

test('without a system role its text stands in front of the question', async () => {
  const { requests } = await asked({ noSystem: true });
  expect(requests.at(-1)?.body.messages).toEqual([{ role: 'user', content: 'You judge.\n\nQueue or not?' }]);
});

test('a reply gets the room that the window leaves beside the prompt', async () => {
  const { requests } = await asked({ window: { tokens: 4096, as: 'vllm' } });
  expect(requests.at(-1)?.body.max_tokens).toBeLessThan(4096);
  expect(requests.at(-1)?.body.max_tokens).toBeGreaterThan(3900);
});

test('a long prompt leaves no less room for the reply to a short one', async () => {
  const { url, requests } = await startQuirkyServer({ window: { tokens: 4096, as: 'vllm' } });
  const backend = openaiBackend(url, {});
  for (const user of ['word '.repeat(3500), 'Queue?', 'word '.repeat(3400)])
    await backend.ask({ ...REQUEST, user });
  expect(requests.map(({ body }) => body.max_tokens > 3500)).toEqual([true, false, true, true, false]);
});

const LONG = 'a word or two, '.repeat(1500);

test.each(['vllm', 'openrouter', 'llama.cpp', 'ollama'] as const)(
  'a prompt longer than the window is too large, and never half read, as %s has it',
  async (as) => {
    await expect(asked({ window: { tokens: 4096, as } }, { user: LONG })).rejects.toMatchObject({
      failure: 'too-large',
      message: expect.stringMatching(
        as === 'ollama' ? /read 4096 tokens of a prompt of more than 6\d\d\d/ : /context/,
      ),
    });
  },
);

test('what a server had in its cache, and does not count, was read', async () => {
  const usage = { prompt_tokens: 1200, completion_tokens: 9, cache_read_input_tokens: 5000 };
  expect((await asked({ usage }, { user: LONG })).reply).toMatchObject(ANSWER);
});

test.each<[string, Quirks, Partial<Reply>]>([
  [
    'text in parts',
    {
      content: [
        { type: 'text', text: 'Use ' },
        { type: 'text', text: 'a queue.' },
      ],
    },
    ANSWER,
  ],
  [
    'thoughts as parts',
    {
      content: [
        { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
        { type: 'text', text: 'Use a queue.' },
      ],
    },
    ANSWER,
  ],
  [
    'text in parts, streamed',
    { stream: 'always', content: [{ type: 'text', text: 'Use a queue.' }] },
    ANSWER,
  ],
  ['thoughts', { content: '<think>\nHm. "{}"\n</think>\n\nUse a queue.' }, ANSWER],
  ['thoughts, streamed', { stream: 'always', content: '<think>Hm.</think>Use a queue.' }, ANSWER],
  ['thoughts whose first mark is in the template', { content: 'Hm.\n</think>\nUse a queue.' }, ANSWER],
  ['thoughts without end', { content: '<think>Hm', finish: 'length' }, { text: '', stop: 'truncated' }],
  ['a cut answer', { content: 'Use a', finish: 'length' }, { text: 'Use a', stop: 'truncated' }],
  ['a filter', { content: '', finish: 'content_filter' }, { text: '', stop: 'refused' }],
  ['no usage', { usage: null }, { ...ANSWER, usage: null }],
  ['usage of nothing', { usage: { prompt_tokens: 0, completion_tokens: 0 } }, { ...ANSWER, usage: null }],
  ['no usage, streamed', { stream: 'always', usage: null }, { ...ANSWER, usage: null }],
  ['no cost', {}, { ...ANSWER, billedUsd: null }],
  [
    'OpenRouter’s cost',
    { usage: { prompt_tokens: 9, completion_tokens: 9, cost: 0.0125 } },
    { billedUsd: 0.0125 },
  ],
  [
    'its cost beside that of a key of one’s own',
    { usage: { cost: 0.001, is_byok: true, cost_details: { upstream_inference_cost: 0.02 } } },
    { billedUsd: 0.021, usage: null },
  ],
  ['Perplexity’s cost', { usage: { cost: { total_cost: 0.5 } } }, { billedUsd: 0.5 }],
  ['LiteLLM’s cost', { headers: { 'x-litellm-response-cost': '0.25' } }, { billedUsd: 0.25 }],
  [
    'a cost that is none',
    { usage: { cost: -1 }, headers: { 'x-litellm-response-cost': '' } },
    { billedUsd: null },
  ],
])('%s is read', async (_, quirks, reply) => {
  expect((await asked(quirks)).reply).toMatchObject(reply);
});

test.each<[string, Quirks, object]>([
  [
    'that passes',
    { choiceError: { code: 502, message: 'Provider disconnected' } },
    { failure: 'again', busy: false },
  ],
  [
    'of too many requests',
    { choiceError: { code: 429, message: 'slow down' } },
    { failure: 'again', busy: true },
  ],
  ['that stays', { choiceError: { code: 403, message: 'Input was flagged' } }, { failure: 'stop' }],
  [
    'in a stream',
    { stream: 'always', choiceError: { code: 502, message: 'Provider disconnected' } },
    { failure: 'again' },
  ],
])('an error in a choice %s is no answer, and may have been billed', async (_, quirks, failure) => {
  const message = expect.stringMatching(/^no answer in the reply from 127\.0\.0\.1:\d+: /);
  await expect(asked(quirks)).rejects.toMatchObject({ ...failure, message, maybeBilled: true });
});

test.each([
  ['/v1', '/v1/chat/completions'],
  ['/v1/', '/v1/chat/completions'],
  ['/v1/chat/completions', '/v1/chat/completions'],
  ['/v1/chat/completions/', '/v1/chat/completions'],
  [
    '/openai/deployments/m?api-version=2026-01-01',
    '/openai/deployments/m/chat/completions?api-version=2026-01-01',
  ],
  [
    '/openai/deployments/m/chat/completions?api-version=2026-01-01#top',
    '/openai/deployments/m/chat/completions?api-version=2026-01-01',
  ],
  ['', '/chat/completions'],
])('an address that ends with %s is asked at %s', async (path, target) => {
  expect((await asked({}, {}, path)).requests[0]?.path).toBe(target);
});

test('what a server refuses for another reason is told as it says it, without a second request', async () => {
  const server = await startQuirkyServer({ window: { tokens: 1, as: 'llama.cpp' } });
  await expect(openaiBackend(server.url, {}).ask(REQUEST)).rejects.toMatchObject({ failure: 'too-large' });
  expect(server.requests).toHaveLength(1);
});
