// Owns @anthropic-ai/sdk. A part of its own in dist/, loaded only when a request is to be sent. Of the SDK it takes the
// one resource that is used: the whole client is five times the size. Failures leave here as plain data.
import { Console } from 'node:console';
import type Anthropic from '@anthropic-ai/sdk';
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  BaseAnthropic,
} from '@anthropic-ai/sdk';
import { Messages } from '@anthropic-ai/sdk/resources/messages';
import { Agent, fetch } from 'undici';
import { NO_USAGE, type Usage } from '../models/cost.ts';
import type { AskRequest, BatchResult, BatchState, Failure, RateLimit, Reply } from './backend.ts';

const REQUEST_TIMEOUT_MS = 300_000;

export interface Connection {
  credential: { apiKey: string } | { authToken: string };
  baseUrl: string;
  mostSockets: number;
  /** Where the SDK writes its warnings. */
  log: NodeJS.WritableStream;
}

/** The Messages API: each function sends one request, once, and gives what came of it. */
export interface MessagesApi {
  ask(request: AskRequest): Promise<Reply | Failure>;
  createBatch(requests: readonly { id: string; request: AskRequest }[]): Promise<{ batch: string } | Failure>;
  batchState(batch: string): Promise<BatchState | Failure>;
  /** The results, which come as they are read; a failure on the way is the last thing given. */
  batchResults(batch: string): AsyncIterable<BatchResult | Failure>;
  cancelBatch(batch: string): Promise<{ canceled: true } | Failure>;
  newestBatches(): Promise<{ batches: (BatchState & { batch: string })[] } | Failure>;
}

const BATCHES_LOOKED_AT = 100;
const NOT_ABOUT_A_MODEL = { model: '', thinking: null };

/** Connects; `mostSockets` bounds the connections open at once. */
export function connect({ credential, baseUrl, mostSockets, log }: Connection): MessagesApi {
  const dispatcher = new Agent({ connections: mostSockets, headersTimeout: 0, bodyTimeout: 0 }); // the SDK's clock runs
  const client = new BaseAnthropic({
    ...credential,
    baseURL: baseUrl,
    maxRetries: 0, // ask/retry.ts owns waiting: the SDK would obey any retry-after, however long
    timeout: REQUEST_TIMEOUT_MS,
    logger: new Console(log), // the SDK's default writes to stdout
    // Without a bound there are about two sockets for each request in flight.
    fetch: (url, init) => fetch(url as string, { ...init, dispatcher } as RequestInit) as never,
  });
  const messages = new Messages(client);
  const { batches } = messages;
  const attempt = async <Result>(
    send: () => Promise<Result>,
    request: Pick<AskRequest, 'model' | 'thinking' | 'timeoutMs'> = NOT_ABOUT_A_MODEL,
  ): Promise<Result | Failure> => {
    try {
      return await send();
    } catch (error) {
      return toFailure(error, request, baseUrl);
    }
  };
  return {
    ask: (request) =>
      attempt(async () => {
        const { data, response } = await messages.create(toParams(request), limitsOf(request)).withResponse();
        return { ...toReply(data), batch: false, rateLimit: rateLimitIn(response.headers) };
      }, request),
    async createBatch(requests) {
      const created = await attempt(async () => {
        const given = requests.map(({ id, request }) => ({ custom_id: id, params: toParams(request) }));
        return { batch: (await batches.create({ requests: given })).id };
      });
      const takesNone = 'failure' in created && created.notFound;
      return takesNone
        ? { failure: 'stop', message: `${baseUrl} takes no batches: leave --batch out` }
        : created;
    },
    batchState: (batch) => attempt(async () => toState(await batches.retrieve(batch))),
    async *batchResults(batch) {
      try {
        for await (const { custom_id, result } of await batches.results(batch))
          yield { id: custom_id, reply: batchReply(result) };
      } catch (error) {
        yield toFailure(error, NOT_ABOUT_A_MODEL, baseUrl);
      }
    },
    cancelBatch: (batch) =>
      attempt(async () => {
        await batches.cancel(batch);
        return { canceled: true as const };
      }),
    newestBatches: () =>
      attempt(async () => {
        const { data } = await batches.list({ limit: BATCHES_LOOKED_AT });
        return { batches: data.map((batch) => ({ batch: batch.id, ...toState(batch) })) };
      }),
  };
}

const limitsOf = ({ signal, timeoutMs }: AskRequest): Anthropic.RequestOptions => ({
  ...(signal && { signal }),
  ...(timeoutMs && { timeout: timeoutMs }),
});

function toState({
  processing_status,
  created_at,
  request_counts: counts,
}: Anthropic.Messages.MessageBatch): BatchState {
  const { processing, succeeded, errored, canceled, expired } = counts;
  return {
    ended: processing_status === 'ended',
    createdAt: new Date(created_at),
    requests: processing + succeeded + errored + canceled + expired,
    processing,
  };
}

function batchReply(result: Anthropic.Messages.MessageBatchResult): BatchResult['reply'] {
  if (result.type === 'succeeded') return { ...toReply(result.message), batch: true, rateLimit: null };
  const message = result.type === 'errored' ? result.error.error.message : `the request ${WHY[result.type]}`;
  return { unanswered: result.type, message };
}

const WHY = { expired: 'was not answered within a day', canceled: 'was cancelled' };

function toParams(request: AskRequest): Anthropic.MessageCreateParamsNonStreaming {
  const { model, system, cacheSystem, user, schema, maxTokens, effort, thinking } = request;
  return {
    model,
    max_tokens: maxTokens,
    system: [
      {
        type: 'text',
        text: system,
        ...(cacheSystem && { cache_control: { type: 'ephemeral', ttl: cacheSystem } }),
      },
    ],
    messages: [{ role: 'user', content: toContent(user) }],
    ...(thinking && { thinking: { type: thinking } }),
    ...((schema || effort) && {
      output_config: {
        ...(effort && { effort }),
        ...(schema && { format: { type: 'json_schema', schema: schema as Record<string, unknown> } }),
      },
    }),
  };
}

const toContent = (user: AskRequest['user']): string | Anthropic.ContentBlockParam[] =>
  typeof user === 'string' ? user : user.map(toBlock);

/** One part of a user message as a content block. */
const toBlock = (part: Exclude<AskRequest['user'], string>[number]): Anthropic.ContentBlockParam =>
  'text' in part
    ? { type: 'text', text: part.text }
    : {
        type: 'image',
        source: { type: 'base64', media_type: part.image.mediaType, data: part.image.base64 },
      };

function toReply(message: Anthropic.Message): Omit<Reply, 'rateLimit' | 'batch'> {
  const stops: Record<string, Reply['stop']> = {
    max_tokens: 'truncated',
    model_context_window_exceeded: 'truncated',
    refusal: 'refused',
  };
  return {
    id: message.id,
    requestId: (message as { _request_id?: string | null })._request_id ?? null,
    served: message.model,
    // Thinking blocks come first; only text is the answer.
    text: (message.content ?? []).flatMap((block) => (block.type === 'text' ? [block.text] : [])).join(''),
    stop: stops[message.stop_reason ?? ''] ?? 'complete',
    usage: toUsage(message.usage),
    usOnly: message.usage?.inference_geo === 'us',
    fast: message.usage?.speed === 'fast',
  };
}

// Gateways leave fields out, so nothing here is taken for granted.
function toUsage(usage: Partial<Anthropic.Usage> | undefined): Usage {
  const written = usage?.cache_creation_input_tokens ?? 0;
  const written1h = usage?.cache_creation?.ephemeral_1h_input_tokens ?? 0;
  return {
    ...NO_USAGE,
    input: usage?.input_tokens ?? 0,
    output: usage?.output_tokens ?? 0,
    cacheRead: usage?.cache_read_input_tokens ?? 0,
    cacheWrite5m: Math.max(0, written - written1h),
    cacheWrite1h: written1h,
    thinking: usage?.output_tokens_details?.thinking_tokens ?? 0,
    webSearches: usage?.server_tool_use?.web_search_requests ?? 0,
  };
}

// Codes of a 429 or 403 that waiting does not cure.
const MONEY_CODES = new Set([
  'enforced_spend_limit_reached',
  'contract_spend_limit_reached',
  'ramp_limit_exceeded',
  'organization_on_hold',
]);
// Network errors that happen before the request has left the machine.
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

function toFailure(
  error: unknown,
  request: Pick<AskRequest, 'model' | 'thinking' | 'timeoutMs'>,
  baseUrl: string,
): Failure {
  if (error instanceof APIUserAbortError)
    return { failure: 'again', message: 'stopped before it was answered', maybeBilled: true };
  if (error instanceof APIConnectionError)
    return connectionFailure(error, baseUrl, request.timeoutMs ?? REQUEST_TIMEOUT_MS);
  if (!(error instanceof APIError)) {
    // A reply that breaks off or is no JSON reaches us as the parser's or the stream's error.
    return {
      failure: 'again',
      message: `the reply from ${baseUrl} could not be read: ${messageOf(error)}`,
      maybeBilled: true,
    };
  }
  const { status, type, errorCode } = error;
  const said = (error.apiMessage ?? messageOf(error)).replace(/\.$/, '');
  const stop = (hint: string): Failure => ({ failure: 'stop', message: `${said}. ${hint}` });
  if (
    MONEY_CODES.has(errorCode ?? '') ||
    status === 402 ||
    type === 'billing_error' ||
    /credit balance/i.test(said)
  ) {
    return stop(
      'The account cannot pay for more: raise its limit or balance, then run the same command again.',
    );
  }
  if (status === 401)
    return stop(`The credential was refused by ${baseUrl}: check it, then run the same command again.`);
  if (status === 403) return stop(`The credential may not use ${request.model}: check its permissions.`);
  if (status === 404) {
    const hint = request.model
      ? `${baseUrl} does not know the model ${request.model}: name another one under "tiers" in tierwise.md.`
      : `${baseUrl} does not know what was asked for.`;
    return { ...stop(hint), notFound: true };
  }
  if (status === 413) return { failure: 'too-large', message: said };
  if (status === 400 || status === 422) {
    if (/thinking/i.test(said) && request.thinking) return { failure: 'thinking', message: said };
    if (/too long|too large|context window|maximum.{0,20}tokens/i.test(said))
      return { failure: 'too-large', message: said };
    return stop(`The API refused the request for ${request.model} (${status}).`);
  }
  const message = `${baseUrl} answered ${status ?? type ?? 'with an error'}: ${said}`;
  const busy = status === 429 || status === 529 || status === 503;
  return { failure: 'again', message, retryAfterMs: retryAfter(error.headers), busy };
}

function connectionFailure(error: APIConnectionError, baseUrl: string, timeoutMs: number): Failure {
  if (error instanceof APIConnectionTimeoutError) {
    const message = `${baseUrl} did not answer within ${timeoutMs / 1000} s`;
    return { failure: 'again', message, maybeBilled: true };
  }
  const code = causeCode(error) ?? 'no reason given';
  if (NEVER_SENT.has(code))
    return { failure: 'unreachable', message: `no connection to ${baseUrl} (${code})` };
  return { failure: 'again', message: `the connection to ${baseUrl} broke (${code})`, maybeBilled: true };
}

function causeCode(error: unknown): string | undefined {
  for (let cause = error as { cause?: unknown; code?: unknown } | undefined; cause; ) {
    if (typeof cause.code === 'string') return cause.code;
    cause = cause.cause as typeof cause;
  }
  return undefined;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Milliseconds a response asks to wait, from `retry-after-ms` or `retry-after` (seconds or an HTTP date). */
function retryAfter(headers: Headers | undefined): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (ms >= 0) return ms;
  const value = headers?.get('retry-after');
  if (!value) return undefined;
  const seconds = Number(value);
  const waitMs = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000;
  return waitMs >= 0 ? waitMs : undefined;
}

function rateLimitIn(headers: Headers): RateLimit | null {
  const requests = Number.parseInt(headers.get('anthropic-ratelimit-requests-remaining') ?? '', 10);
  const resetAt = new Date(headers.get('anthropic-ratelimit-requests-reset') ?? '');
  return Number.isNaN(requests) || Number.isNaN(resetAt.getTime()) ? null : { requests, resetAt };
}
