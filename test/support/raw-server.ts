// A server on 127.0.0.1 that answers every POST with exactly what it is told, byte by byte.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface RawServer {
  url: string;
  /** Requests served. */
  requests: number;
}

/** Starts it; `answer` writes each response, and may leave it open. It is closed when the test ends. */
export async function startRawServer(
  answer: (response: ServerResponse, number: number) => void,
): Promise<RawServer> {
  const state: RawServer = { url: '', requests: 0 };
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(response, state.requests++));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return state;
}

/** Ends a response with a body. */
export function body(response: ServerResponse, text: string, type = 'application/json'): void {
  response.writeHead(200, { 'content-type': type }).end(text);
}
