// Connections that are there before the requests that take them.
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Connections } from '../../src/ask/connections.ts';
import { post } from '../../src/ask/post.ts';

async function startServer() {
  const sockets: Socket[] = [];
  const server = createServer((_, response) => response.end('{}'));
  server.on('connection', (socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { sockets, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function connectTo(origin: string, connections = 8) {
  const to = new Connections(new URL(origin), { connections });
  onTestFinished(() => to.dispatcher.destroy());
  const ask = () =>
    post(to.dispatcher, { origin, path: '/', headers: {}, body: '{}', timeoutMs: 10_000 }).then(
      ({ status }) => status,
    );
  return { to, ask };
}

test('requests take those that are open, and open no others', async () => {
  const { sockets, origin } = await startServer();
  const { to, ask } = connectTo(origin, 3);
  to.openAhead(3);
  await expect.poll(() => sockets.length, { timeout: 30_000 }).toBe(3);
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([200, 200, 200]);
  expect(sockets).toHaveLength(3);
  to.openAhead(3); // they are there
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([200, 200, 200]);
  expect(sockets).toHaveLength(3);
});

test('a request that comes before one is open waits for it', async () => {
  const { sockets, origin } = await startServer();
  const { to, ask } = connectTo(origin);
  to.openAhead(2);
  expect(await Promise.all([ask(), ask()])).toEqual([200, 200]);
  expect(sockets).toHaveLength(2);
});

test('one that the server has closed meanwhile is not used', async () => {
  const { sockets, origin } = await startServer();
  const { to, ask } = connectTo(origin);
  to.openAhead(2);
  await expect.poll(() => sockets.length, { timeout: 30_000 }).toBe(2);
  const closed = Promise.all(
    sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve))),
  );
  for (const socket of sockets) socket.end();
  await closed; // both ways, so ours has closed its end
  await new Promise((resolve) => setImmediate(resolve));
  expect(await ask()).toBe(200);
  expect(sockets.length).toBeGreaterThan(2);
});

test('where nobody listens, the request says so, and nothing else is said', async () => {
  const { to, ask } = connectTo('http://127.0.0.1:9');
  to.openAhead(2);
  await expect(ask()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(ask()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
