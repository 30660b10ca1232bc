// Owns @anthropic-ai/sdk. Built as a bundle of its own (dist/anthropic.cjs), loaded only when a request is to be sent;
// so it returns failures as plain data, because a class would not be the same one on both sides.
import { Console } from 'node:console';
import Anthropic from '@anthropic-ai/sdk';
import { Agent, fetch, type RequestInit } from 'undici';
import { type Asked, toFailure } from './anthropic-failure.ts';
import { rateLimitIn, readBatch, readBatchResult, readMessage, sayingOf } from './anthropic-reply.ts';
import { toParams } from './anthropic-request.ts';
import type { AskRequest, BatchResult, BatchState, Failure, Reply } from './backend.ts';
import { bounded, MOST_REPLY_BYTES, requestTimeoutMs, withClock } from './exchange.ts';
import { at, listAt, textAt } from './foreign.ts';

export interface Connection {
  credential: { apiKey: string } | { authToken: string };
  baseUrl: string;
  mostSockets: number;
}

/** The Messages API: each function sends one request, once, and returns what came of it. */
export interface MessagesApi {
  ask(request: AskRequest): Promise<Reply | Failure>;
  createBatch(requests: readonly { id: string; request: AskRequest }[]): Promise<{ batch: string } | Failure>;
  batchState(batch: string): Promise<BatchState | Failure>;
  /** The results, as they are read; a failure on the way is the last one. */
  batchResults(batch: string): AsyncIterable<BatchResult | Failure>;
  cancelBatch(batch: string): Promise<{ canceled: true } | Failure>;
  newestBatches(): Promise<{ batches: (BatchState & { batch: string })[] } | Failure>;
}

const BATCHES_LOOKED_AT = 100;
/** The results of a batch hold up to 10,000 replies. */
const MOST_RESULTS_BYTES = 1024 * 1024 * 1024;
const RESULTS_CLOCKS = 12;

/** Connects; `mostSockets` bounds the connections open at once. */
export function connect({ credential, baseUrl, mostSockets }: Connection): MessagesApi {
  const send = sender(mostSockets);
  const usualMs = requestTimeoutMs();
  const client = new Anthropic({
    ...credential,
    baseURL: baseUrl,
    maxRetries: 0, // ask/retry.ts owns waiting: the SDK would obey any retry-after, however long
    timeout: usualMs,
    logger: new Console(process.stderr), // the SDK's default writes to stdout
    fetch: send(usualMs, MOST_REPLY_BYTES),
  });
  return {
    ask: messageSender(client, send, usualMs),
    ...batchCalls(client, send, usualMs),
  };
}

type Send = ReturnType<typeof sender>;

/** Returns `fetch` with a clock that runs until the last byte, which the SDK's own does not, and a bound on the body. */
function sender(mostSockets: number) {
  // Without a bound there are about two sockets for each request in flight. Its own clocks are off, as ours runs.
  const dispatcher = new Agent({ connections: mostSockets, headersTimeout: 0, bodyTimeout: 0 });
  return (timeoutMs: number, mostBytes: number): typeof globalThis.fetch =>
    async (url, init) => {
      const response = await fetch(url as string, {
        ...(init as RequestInit),
        signal: withClock(timeoutMs, init?.signal),
        redirect: 'error', // another host must get neither the credential nor the items
        dispatcher,
      });
      const body = response.body as ReadableStream<Uint8Array> | null;
      const { status, statusText, headers } = response;
      return new Response(body && bounded(body, mostBytes, MOST_REPLY_BYTES), {
        status,
        statusText,
        headers: [...headers],
      });
    };
}

function messageSender(client: Anthropic, send: Send, usualMs: number): MessagesApi['ask'] {
  const clients = new Map([[usualMs, client]]);
  const clientFor = (timeoutMs: number): Anthropic => {
    const known = clients.get(timeoutMs);
    if (known) return known;
    const made = client.withOptions({ timeout: timeoutMs, fetch: send(timeoutMs, MOST_REPLY_BYTES) });
    clients.set(timeoutMs, made);
    return made;
  };
  return (request) => {
    const { model, thinking, signal = null, timeoutMs = usualMs } = request;
    return attempt(client.baseURL, { model, thinking, signal, timeoutMs }, async () => {
      const { data, response } = await clientFor(timeoutMs)
        .messages.create(toParams(request), signal ? { signal } : {})
        .withResponse();
      const message = readMessage(data);
      if (!message) return unreadable(client.baseURL, data);
      return { ...message, batch: false, rateLimit: rateLimitIn(response.headers) };
    });
  };
}

function batchCalls(client: Anthropic, send: Send, usualMs: number): Omit<MessagesApi, 'ask'> {
  const { baseURL } = client;
  const { batches } = client.messages;
  const resultsMs = usualMs * RESULTS_CLOCKS;
  const reader = client.withOptions({ timeout: resultsMs, fetch: send(resultsMs, MOST_RESULTS_BYTES) });
  const asked = { model: '', thinking: null, signal: null, timeoutMs: usualMs };
  return {
    async createBatch(requests) {
      const created = await attempt(baseURL, asked, async () => {
        const given = requests.map(({ id, request }) => ({ custom_id: id, params: toParams(request) }));
        const answer = await batches.create({ requests: given });
        const batch = textAt(answer, 'id');
        return batch ? { batch } : unreadable(baseURL, answer);
      });
      const takesNone = 'failure' in created && created.notFound;
      return takesNone
        ? { failure: 'stop', message: `${baseURL} takes no batches: leave --batch out` }
        : created;
    },
    batchState: (batch) =>
      attempt(baseURL, asked, async () => {
        const answer = await batches.retrieve(batch);
        return readBatch(answer) ?? unreadable(baseURL, answer);
      }),
    async *batchResults(batch) {
      try {
        for await (const line of await reader.messages.batches.results(batch)) {
          const result = readBatchResult(line);
          if (result) yield result;
        }
      } catch (error) {
        yield toFailure(error, { ...asked, timeoutMs: resultsMs }, baseURL);
      }
    },
    cancelBatch: (batch) =>
      attempt(baseURL, asked, async () => {
        await batches.cancel(batch);
        return { canceled: true as const };
      }),
    newestBatches: () =>
      attempt(baseURL, asked, async () => {
        const answer = await batches.list({ limit: BATCHES_LOOKED_AT });
        if (!Array.isArray(at(answer, 'data'))) return unreadable(baseURL, answer);
        return { batches: listAt(answer, 'data').flatMap((batch) => readBatch(batch) ?? []) };
      }),
  };
}

async function attempt<Result>(
  baseUrl: string,
  asked: Asked,
  send: () => Promise<Result | Failure>,
): Promise<Result | Failure> {
  try {
    return await send();
  } catch (error) {
    return toFailure(error, asked, baseUrl);
  }
}

const unreadable = (baseUrl: string, body: unknown): Failure => ({
  failure: 'again',
  message: `the reply from ${baseUrl} is not one of the Messages API: ${sayingOf(body)}`,
  maybeBilled: true,
});
