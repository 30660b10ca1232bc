// Requests through a proxy: it sees where they go, and the servers of this machine never go there.
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { apiBackend } from '../../src/ask/api.ts';
import type { AskRequest } from '../../src/ask/backend.ts';
import { openaiBackend } from '../../src/ask/openai.ts';
import { startQuirkyServer } from '../support/quirky-server.ts';

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

/** A proxy that tunnels everything to the server at `to`, or refuses with a status. */
async function startProxy(to: string | number) {
  const seen: { target: string | undefined; login: string | undefined }[] = [];
  const proxy = createServer().on('connect', (request, socket) => {
    seen.push({ target: request.url, login: request.headers['proxy-authorization'] });
    if (typeof to === 'number') {
      socket.end(`HTTP/1.1 ${to} Refused\r\n\r\n`);
      return;
    }
    const server = connect(Number(new URL(to).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n');
      server.pipe(socket).pipe(server);
    });
    for (const one of [server, socket]) one.on('error', () => {});
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return { url: `http://me:word@127.0.0.1:${(proxy.address() as AddressInfo).port}`, seen };
}

test('a server elsewhere is asked through it, with its login; one on this machine is not', async () => {
  const server = await startQuirkyServer({});
  const proxy = await startProxy(server.url);
  const env = { HTTP_PROXY: proxy.url, TIERWISE_ALLOW_HTTP: 'models.test:8000' };
  const elsewhere = openaiBackend('http://models.test:8000/v1', env);
  expect(await elsewhere.ask(REQUEST)).toMatchObject({ text: 'Use a queue.' });
  expect(elsewhere.via).toMatch(/^models\.test:8000 through the proxy 127\.0\.0\.1:\d+$/);
  await openaiBackend(`${server.url}/v1`, env).ask(REQUEST);
  const login = `Basic ${Buffer.from('me:word').toString('base64')}`;
  expect(proxy.seen).toEqual([{ target: 'models.test:8000', login }]);
  expect(server.requests).toHaveLength(2);
});

test.each([
  [407, 'stop', 'the proxy answered 407 (put user and password in its address)'],
  [502, 'unreachable', 'the proxy answered 502'],
])('one that refuses with %d never had the request', async (status, failure, words) => {
  const proxy = await startProxy(status);
  const env = { HTTPS_PROXY: proxy.url, OPENAI_API_KEY: 'test-key', ANTHROPIC_API_KEY: 'test-key' };
  const backends = [
    openaiBackend('https://api.openai.com/v1', env),
    apiBackend({ env, stderr: process.stderr }),
  ];
  for (const backend of backends)
    await expect(backend?.ask(REQUEST)).rejects.toMatchObject({
      failure,
      maybeBilled: false,
      message: expect.stringContaining(words),
    });
  expect(proxy.seen.map(({ target }) => target)).toEqual(['api.openai.com:443', 'api.anthropic.com:443']);
});
