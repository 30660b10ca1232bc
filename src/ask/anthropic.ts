// Owns @anthropic-ai/sdk. A part of its own in dist/, loaded only when a request is to be sent. Of the SDK it takes the
// one resource that is used: the whole client is five times the size. Failures leave here as plain data.
import { format } from 'node:util';
import { BaseAnthropic, type ClientOptions } from '@anthropic-ai/sdk';
import { Messages } from '@anthropic-ai/sdk/resources/messages';
import type { Dispatcher, RequestInit } from 'undici';
import type { TextOutput } from '../host.ts';
import { toFailure } from './anthropic-failure.ts';
import { rateLimitIn, readBatch, readBatchResult, readMessage } from './anthropic-reply.ts';
import { toParams } from './anthropic-request.ts';
import type { AskRequest, BatchResult, BatchState, Failure, Reply } from './backend.ts';
import { dispatcherTo } from './dispatcher.ts';
import { bounded, MOST_REPLY_BYTES, withClock } from './exchange.ts';
import { fetch } from './fetch.ts';
import { at, listAt, textAt } from './foreign.ts';
import { type Asked, unreadable } from './refusal.ts';

export interface Connection {
  /** Makes the client: with a key or token, or one of another cloud. */
  client: (options: ClientOptions) => BaseAnthropic;
  baseUrl: string;
  mostSockets: number;
  /** Names a proxy, where there is one. */
  env: NodeJS.ProcessEnv;
  /** How long a request and its reply may take that has no limit of its own. */
  timeoutMs: number;
  /** Where the SDK writes its warnings. */
  log: Pick<TextOutput, 'write'>;
}

/** The Messages API: each function sends one request, once, and returns what came of it. */
export interface MessagesApi {
  ask(request: AskRequest): Promise<Reply | Failure>;
  createBatch(requests: readonly { id: string; request: AskRequest }[]): Promise<{ batch: string } | Failure>;
  batchState(batch: string): Promise<BatchState | Failure>;
  /** The results, as they are read; a failure on the way is the last one. */
  batchResults(batch: string): AsyncIterable<BatchResult | Failure>;
  cancelBatch(batch: string): Promise<{ canceled: true } | Failure>;
  batchesSince(since: Date): Promise<{ batches: (BatchState & { batch: string })[] } | Failure>;
}

const BATCHES_PER_PAGE = 100;
const MOST_PAGES = 100;
/** The results of a batch hold up to 10,000 replies. */
const MOST_RESULTS_BYTES = 1024 * 1024 * 1024;
const RESULTS_CLOCKS = 12;
const ABOUT_NO_MODEL = { model: '', thinking: null, signal: null };

/** Connects; `mostSockets` bounds the connections open at once. */
export function connect({
  client: make,
  baseUrl,
  mostSockets,
  env,
  timeoutMs,
  log,
}: Connection): MessagesApi {
  // Without a bound there are about two sockets for each request in flight.
  const send = sender(dispatcherTo(new URL(baseUrl), env, mostSockets), new URL(baseUrl).origin);
  const client = make({
    baseURL: baseUrl,
    maxRetries: 0, // ask/retry.ts owns waiting: the SDK would obey any retry-after, however long
    timeout: timeoutMs,
    logger: loggerTo(log), // the SDK's default writes to stdout
    fetch: send(timeoutMs, MOST_REPLY_BYTES),
  });
  return {
    ask: messageSender(client, send, timeoutMs),
    ...batchCalls(client, send, timeoutMs),
  };
}

function loggerTo(log: Connection['log']): NonNullable<ClientOptions['logger']> {
  const write = (...words: unknown[]): void => void log.write(`${format(...words)}\n`);
  return { error: write, warn: write, info: write, debug: write };
}

type Send = ReturnType<typeof sender>;

/** Returns `fetch` with a clock that runs until the last byte, which the SDK's own does not, and a bound on the body. */
function sender(dispatcher: Dispatcher, origin: string) {
  return (timeoutMs: number, mostBytes: number): typeof globalThis.fetch =>
    async (url, init) => {
      // A batch says itself where its results are.
      const target = new URL(String(url));
      if (target.origin !== origin) throw new Error(`a redirect to ${target.origin}`);
      const response = await fetch(target, {
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

function messageSender(client: BaseAnthropic, send: Send, usualMs: number): MessagesApi['ask'] {
  const clients = new Map([[usualMs, new Messages(client)]]);
  const clientFor = (timeoutMs: number): Messages => {
    const known = clients.get(timeoutMs);
    if (known) return known;
    const fetch = send(timeoutMs, MOST_REPLY_BYTES);
    const made = new Messages(client.withOptions({ timeout: timeoutMs, fetch }));
    clients.set(timeoutMs, made);
    return made;
  };
  return (request) => {
    const { model, thinking, signal = null, timeoutMs = usualMs } = request;
    return attempt(client.baseURL, { model, thinking, signal, timeoutMs }, async () => {
      const { data, response } = await clientFor(timeoutMs)
        .create(toParams(request), signal ? { signal } : {})
        .withResponse();
      const message = readMessage(data);
      if (!message) return unreadable(client.baseURL, data);
      return { ...message, batch: false, rateLimit: rateLimitIn(response.headers) };
    });
  };
}

function batchCalls(client: BaseAnthropic, send: Send, usualMs: number): Omit<MessagesApi, 'ask'> {
  const { baseURL } = client;
  const { batches } = new Messages(client);
  const asked = { ...ABOUT_NO_MODEL, timeoutMs: usualMs };
  return {
    async createBatch(requests) {
      const created = await attempt(baseURL, asked, async () => {
        const given = requests.map(({ id, request }) => ({ custom_id: id, params: toParams(request) }));
        const answer = await batches.create({ requests: given });
        const batch = textAt(answer, 'id');
        return batch ? { batch } : unreadable(baseURL, answer);
      });
      return 'failure' in created ? notCreated(created, baseURL) : created;
    },
    batchState: (batch) =>
      attempt(baseURL, asked, async () => {
        const answer = await batches.retrieve(batch);
        return readBatch(answer) ?? unreadable(baseURL, answer);
      }),
    batchResults: (batch) => batchResults(client, send, batch, usualMs * RESULTS_CLOCKS),
    cancelBatch: (batch) =>
      attempt(baseURL, asked, async () => {
        await batches.cancel(batch);
        return { canceled: true as const };
      }),
    batchesSince: (since) =>
      attempt(baseURL, asked, async () => {
        const found: (BatchState & { batch: string })[] = [];
        let after: string | null = null;
        for (let page = 0; page < MOST_PAGES; page++) {
          const answer = await batches.list({ limit: BATCHES_PER_PAGE, ...(after && { after_id: after }) });
          if (!Array.isArray(at(answer, 'data'))) return unreadable(baseURL, answer);
          const listed = listAt(answer, 'data').flatMap((batch) => readBatch(batch) ?? []);
          found.push(...listed.filter(({ createdAt }) => createdAt >= since));
          after = textAt(answer, 'last_id') || null;
          const isLast = at(answer, 'has_more') !== true || listed.some(({ createdAt }) => createdAt < since);
          if (isLast || !after) break;
        }
        return { batches: found };
      }),
  };
}

/** What a failure means when a batch is submitted: only who is told that it was refused knows that it is not there. */
function notCreated(failure: Failure, baseUrl: string): Failure {
  if (failure.notFound) return { failure: 'stop', message: `${baseUrl} takes no batches: leave --batch out` };
  return failure.failure === 'again' && !failure.busy ? { ...failure, maybeBilled: true } : failure;
}

async function* batchResults(
  client: BaseAnthropic,
  send: Send,
  batch: string,
  timeoutMs: number,
): AsyncGenerator<BatchResult | Failure> {
  const fetch = send(timeoutMs, MOST_RESULTS_BYTES);
  const reader = new Messages(client.withOptions({ timeout: timeoutMs, fetch }));
  try {
    for await (const line of await reader.batches.results(batch)) {
      const result = readBatchResult(line);
      if (result) yield result;
    }
  } catch (error) {
    yield toFailure(error, { ...ABOUT_NO_MODEL, timeoutMs }, client.baseURL);
  }
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

/** Returns how a client is made that is paid with a key or a token. */
export const withCredential =
  (credential: { apiKey: string } | { authToken: string }): Connection['client'] =>
  (options) =>
    new BaseAnthropic({ ...credential, ...options });
