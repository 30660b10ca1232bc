// Whatever a server does, a request ends, and what is not a reply is tried again: it is never a crash of ours.
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { apiBackend } from '../../src/ask/api.ts';
import type { AskRequest, Backend } from '../../src/ask/backend.ts';
import { MOST_REPLY_BYTES, requestTimeoutMs } from '../../src/ask/exchange.ts';
import { openaiBackend } from '../../src/ask/openai.ts';
import { body, startRawServer } from '../support/raw-server.ts';

const REQUEST: AskRequest = {
  model: 'm',
  system: 's',
  cacheSystem: null,
  user: 'u',
  schema: null,
  maxTokens: 10,
  effort: null,
  thinking: null,
};

const messages = (url: string, env: NodeJS.ProcessEnv = {}): Backend => {
  const credential = { ANTHROPIC_API_KEY: 'test-key', ANTHROPIC_BASE_URL: url };
  return apiBackend({ env: { ...env, ...credential }, stderr: process.stderr }) as Backend;
};

const WAYS: [string, typeof messages][] = [
  ['the Messages API', messages],
  ['Chat Completions', (url, env = {}) => openaiBackend(`${url}/v1`, env)],
];

const QUICK = { TIERWISE_REQUEST_TIMEOUT_MS: '300' };

describe.each(WAYS)('%s', (_, backendAt) => {
  const asking = async (
    answer: (response: ServerResponse) => void,
    { env = {}, ...more }: Partial<AskRequest> & { env?: NodeJS.ProcessEnv } = {},
  ) => {
    const server = await startRawServer(answer);
    return backendAt(server.url, env).ask({ ...REQUEST, ...more });
  };

  test.each([
    ['a page', '<!doctype html><title>Log in to the hotel</title>', 'text/html'],
    ['a page that calls itself JSON', '<html></html>', 'application/json'],
    ['an empty list', '[]', 'application/json'],
    ['null', 'null', 'application/json'],
    ['nothing', '', 'application/json'],
    ['an empty object', '{}', 'application/json'],
    [
      'an error object',
      '{"type":"error","error":{"type":"api_error","message":"Overloaded"}}',
      'application/json',
    ],
    ['a torn reply', '{"model":"m","content":[{"type":"te', 'application/json'],
  ])('%s with status 200 is worth another try, and may have been billed', async (_what, text, type) => {
    await expect(asking((response) => body(response, text, type))).rejects.toMatchObject({
      name: 'AskError',
      failure: 'again',
      maybeBilled: true,
    });
  });

  test('a body that stalls after the headers ends with the clock', async () => {
    const stall = (response: ServerResponse): void => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"model":');
    };
    await expect(asking(stall, { env: QUICK })).rejects.toMatchObject({
      failure: 'again',
      maybeBilled: true,
      message: expect.stringContaining('did not answer within 0.3 s'),
    });
  });

  test('so does one that trickles, byte by byte', async () => {
    const trickle = (response: ServerResponse): void => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    };
    await expect(asking(trickle, { env: QUICK })).rejects.toMatchObject({
      failure: 'again',
      maybeBilled: true,
    });
  });

  test('a request’s own clock wins, over the body too', async () => {
    const stall = (response: ServerResponse): void => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"model":');
    };
    await expect(asking(stall, { timeoutMs: 250 })).rejects.toMatchObject({
      message: expect.stringContaining('did not answer within 0.25 s'),
    });
  });

  test('a body without end is cut off at its bound', async () => {
    let sent = 0;
    const chunk = Buffer.alloc(256 * 1024, ' ');
    const flood = (response: ServerResponse): void => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => {
        sent += chunk.length;
        while (!response.destroyed && response.write(chunk)) sent += chunk.length;
      };
      response.on('drain', more);
      more();
    };
    await expect(asking(flood)).rejects.toMatchObject({ failure: 'again', maybeBilled: true });
    expect(sent).toBeGreaterThan(MOST_REPLY_BYTES / 2);
    expect(sent).toBeLessThan(MOST_REPLY_BYTES * 4); // what the sockets buffer included
  });

  test('a redirect is not followed: another host gets neither credential nor items', async () => {
    const other = await startRawServer((response) => body(response, '{}'));
    const redirect = (response: ServerResponse): void => {
      response.writeHead(307, { location: `${other.url}/v1/messages` }).end();
    };
    await expect(asking(redirect)).rejects.toMatchObject({
      failure: 'stop',
      message: expect.stringContaining('redirects to another address'),
    });
    expect(other.requests).toBe(0);
  });
});

test('a message without a model is not one', async () => {
  const server = await startRawServer((response) => body(response, '{"id":"msg_1","content":[]}'));
  await expect(messages(server.url).ask(REQUEST)).rejects.toMatchObject({
    failure: 'again',
    maybeBilled: true,
  });
});

test('the clock is five minutes, or what TIERWISE_REQUEST_TIMEOUT_MS says', () => {
  expect(requestTimeoutMs({})).toBe(300_000);
  expect(requestTimeoutMs({ TIERWISE_REQUEST_TIMEOUT_MS: '2000' })).toBe(2000);
  for (const wrong of ['0', '-1', 'soon', ''])
    expect(requestTimeoutMs({ TIERWISE_REQUEST_TIMEOUT_MS: wrong })).toBe(300_000);
});
