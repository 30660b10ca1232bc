// Without the SDK, and yet as it would: what is sent, and what every reply means.
import type { ServerResponse } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connect, withCredential } from '../../src/ask/anthropic.ts';
import type { AskRequest, Failure, Reply } from '../../src/ask/backend.ts';
import { directMessages } from '../../src/ask/direct-messages.ts';
import { startMessagesServer } from '../support/messages-server.ts';
import { startRawServer } from '../support/raw-server.ts';

const REQUEST: AskRequest = {
  model: 'claude-haiku-5-5',
  system: 'Judge “this”.',
  cacheSystem: '5m',
  user: [{ text: '{"id":1}' }, { image: { mediaType: 'image/png', base64: 'AAAA' } }],
  schema: { type: 'object' },
  maxTokens: 10,
  effort: 'low',
  thinking: 'disabled',
};

type Ask = (request: AskRequest) => Promise<Reply | Failure>;
type Credential = { apiKey: string } | { authToken: string };

/** The same server asked by the SDK and without it. */
function bothWays(baseUrl: string, credential: Credential = { apiKey: 'test-key' }) {
  const common = { baseUrl, mostSockets: 4, env: process.env, timeoutMs: 5000 };
  const { ask } = connect({ ...common, client: withCredential(credential), log: process.stderr });
  return [ask, directMessages({ ...common, credential })];
}

const NO_MESSAGE = '"messages":[{"role":"user","content":""}]';

test('requests that differ in the message, or in anything else, go out as the SDK sends them', async () => {
  const server = await startServer();
  const [bySdk, directly] = bothWays(server.url) as [Ask, Ask];
  const plain = { ...REQUEST, user: 'a “b”\n\u2028' };
  const changes: Partial<AskRequest>[] = [
    {},
    { user: NO_MESSAGE },
    { system: `Judge ${NO_MESSAGE}.` },
    { schema: { type: 'object', default: JSON.parse(`{${NO_MESSAGE}}`) } },
    { schema: null },
    { effort: null, thinking: null },
    { maxTokens: 11, cacheSystem: null },
    { model: 'claude-opus-5-5' },
    {},
  ];
  for (const change of changes) {
    const request = { ...plain, ...change };
    await bySdk(request);
    await directly(request);
  }
  const sent = server.requests.map(({ body }) => body);
  expect(sent).toHaveLength(2 * changes.length);
  for (let index = 0; index < sent.length; index += 2) expect(sent[index + 1]).toEqual(sent[index]);
});

async function startServer() {
  const server = await startMessagesServer();
  onTestFinished(() => server.close());
  return server;
}

test.each<[string, Credential]>([
  ['a key', { apiKey: 'test-key' }],
  ['a token', { authToken: 'test-token' }],
])(
  '%s goes out as the SDK sends it, with the same body, version and headers of the user’s',
  async (_, credential) => {
    vi.stubEnv('ANTHROPIC_CUSTOM_HEADERS', 'X-Gateway: one: two\nno header\nX-Team:  three ');
    onTestFinished(() => void vi.unstubAllEnvs());
    const server = await startServer();
    for (const ask of bothWays(server.url, credential)) await ask(REQUEST);
    const [sdk, direct] = server.requests;
    expect(direct?.body).toEqual(sdk?.body);
    const told = [
      'x-api-key',
      'authorization',
      'anthropic-version',
      'content-type',
      'accept',
      'x-gateway',
      'x-team',
    ];
    for (const name of told) expect([name, direct?.headers[name]]).toEqual([name, sdk?.headers[name]]);
  },
);

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers: { 'content-type': 'application/json', 'request-id': 'req_1', ...headers },
  body: JSON.stringify(body),
});
const error = (type: string, message: string, details?: object) => ({
  type: 'error',
  error: { type, message, details },
});

const usage = { input_tokens: 12, output_tokens: 3, cache_read_input_tokens: 4 };
const message = { id: 'msg_1', model: 'claude-haiku-5-5', content: [{ type: 'text', text: 'yes' }], usage };
const left = {
  'anthropic-ratelimit-requests-limit': '50',
  'anthropic-ratelimit-requests-remaining': '7',
  'anthropic-ratelimit-requests-reset': '2026-11-21T12:00:00Z',
};

const REPLIES: Record<string, { status: number; headers: Record<string, string>; body: string }> = {
  'a message': json(200, message, left),
  'one that was cut off': json(200, { ...message, stop_reason: 'max_tokens' }),
  'one without usage': json(200, { ...message, usage: undefined }),
  'a page': { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>log in</html>' },
  'no JSON': { status: 200, headers: { 'content-type': 'application/json' }, body: '{"id":' },
  'an error with a good status': json(200, error('api_error', 'Overloaded')),
  'a bad request': json(400, error('invalid_request_error', 'messages: too short.')),
  'thinking that cannot be off': json(400, error('invalid_request_error', 'thinking cannot be disabled')),
  'a prompt that is too long': json(400, error('invalid_request_error', 'prompt is too long')),
  'a bad key': json(401, error('authentication_error', 'invalid x-api-key')),
  'no money': json(400, error('invalid_request_error', 'Your credit balance is too low')),
  'a spend limit': json(429, error('rate_limit_error', 'no', { error_code: 'ramp_limit_exceeded' })),
  'a bill': json(402, error('billing_error', 'pay')),
  'no permission': json(403, error('permission_error', 'not yours')),
  'an unknown model': json(404, error('not_found_error', 'model: what')),
  'too large': json(413, error('request_too_large', 'too large')),
  'too many, with a wait in seconds': json(429, error('rate_limit_error', 'slow'), { 'retry-after': '3' }),
  'too many, with one in milliseconds': json(429, error('rate_limit_error', 'slow'), {
    'retry-after-ms': '30',
  }),
  overloaded: json(529, error('overloaded_error', 'Overloaded')),
  'an error of the server': json(500, error('api_error', 'Internal')),
  'an error of another shape': json(502, { message: 'bad gateway' }),
  'a page as an error': { status: 503, headers: { 'content-type': 'text/html' }, body: '<html>down</html>' },
  'an error without a body': { status: 500, headers: {}, body: '' },
};

test.each(Object.keys(REPLIES))('%s means the same as by the SDK', async (name) => {
  const { status, headers, body } = REPLIES[name] as (typeof REPLIES)[string];
  const server = await startRawServer(
    (response: ServerResponse) => void response.writeHead(status, headers).end(body),
  );
  const [bySdk, direct] = await Promise.all(
    bothWays(server.url).map((ask): Promise<Reply | Failure> => ask(REQUEST)),
  );
  expect(direct).toEqual(bySdk);
  expect(server.requests).toBe(2);
});

test('an abort ends it, and so does one that came before', async () => {
  const server = await startRawServer(() => {});
  const [, ask] = bothWays(server.url);
  const stop = new AbortController();
  const asked = ask?.({ ...REQUEST, signal: stop.signal });
  await vi.waitFor(() => expect(server.requests).toBe(1));
  stop.abort();
  const stopped = { failure: 'again', message: 'stopped before it was answered', maybeBilled: true };
  expect(await asked).toEqual(stopped);
  expect(await ask?.({ ...REQUEST, signal: stop.signal })).toEqual(stopped);
  expect(server.requests).toBe(1);
});

test('no more connections are open than were asked for, and what waits for one is answered all the same', async () => {
  const server = await startServer();
  const [, ask] = bothWays(server.url);
  const replies = await Promise.all(Array.from({ length: 20 }, () => ask?.({ ...REQUEST, user: 'u' })));
  expect(replies.every((reply) => reply && 'text' in reply)).toBe(true);
  expect(server.maxSockets).toBeLessThanOrEqual(4 + 4);
});
