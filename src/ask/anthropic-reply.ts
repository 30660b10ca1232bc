// What the Messages API sends back, checked once where it enters: gateways leave fields out, and some send a page.
import type { Allowance, BatchResult, BatchState, RateLimit, Reply } from './backend.ts';
import { at, isRecord, listAt, textAt } from './foreign.ts';
import { type Counts, readUsage } from './usage.ts';

/** What a message says by itself, without what only the response around it tells. */
export type Message = Omit<Reply, 'rateLimit' | 'batch'>;

const STOPS: ReadonlyMap<unknown, Reply['stop']> = new Map([
  ['max_tokens', 'truncated'],
  ['model_context_window_exceeded', 'truncated'],
  ['refusal', 'refused'],
]);

/** Returns the message in the body of a reply; null when it is not one: a page, a list, an error, or without a model. */
export function readMessage(body: unknown): Message | null {
  const served = textAt(body, 'model');
  if (!served || !Array.isArray(at(body, 'content'))) return null;
  return {
    id: textAt(body, 'id') || crypto.randomUUID(),
    requestId: textAt(body, '_request_id'), // put there by the SDK
    served,
    // Thinking blocks come first; only text is the answer.
    text: listAt(body, 'content')
      .flatMap((block) => (textAt(block, 'type') === 'text' ? [textAt(block, 'text') ?? ''] : []))
      .join(''),
    stop: STOPS.get(at(body, 'stop_reason')) ?? 'complete',
    usage: readUsage(at(body, 'usage'), messageUsage),
    usOnly: at(body, 'usage.inference_geo') === 'us',
    fast: at(body, 'usage.speed') === 'fast',
  };
}

function messageUsage({ required, optional }: Counts) {
  const written = optional('cache_creation_input_tokens');
  const written1h = optional('cache_creation.ephemeral_1h_input_tokens');
  return {
    input: required('input_tokens'),
    output: required('output_tokens'),
    cacheRead: optional('cache_read_input_tokens'),
    cacheWrite5m: Math.max(0, written - written1h),
    cacheWrite1h: written1h,
    thinking: optional('output_tokens_details.thinking_tokens'),
    webSearches: optional('server_tool_use.web_search_requests'),
  };
}

/** Returns what a reply that is not a message says, for the person who has to find out: an error's words, else its kind. */
export function sayingOf(body: unknown): string {
  const error = textAt(body, 'error.message') ?? textAt(body, 'error');
  if (error) return error.replace(/\s+/g, ' ').slice(0, 300).replace(/\.$/, '');
  if (typeof body === 'string') return /^\s*</.test(body) ? 'a page, not a message' : 'text that is not JSON';
  return isRecord(body) ? 'an object without a model and content' : 'something other than a message';
}

/** Returns how far a batch is; null when the body does not tell. */
export function readBatch(body: unknown): (BatchState & { batch: string }) | null {
  const batch = textAt(body, 'id');
  const createdAt = new Date(textAt(body, 'created_at') ?? '');
  const counts = ['processing', 'succeeded', 'errored', 'canceled', 'expired'].map((kind) =>
    at(body, `request_counts.${kind}`),
  );
  const known = counts.filter((count) => typeof count === 'number');
  const [processing] = known;
  if (!batch || Number.isNaN(createdAt.getTime()) || processing === undefined || known.length < counts.length)
    return null;
  return {
    batch,
    ended: at(body, 'processing_status') === 'ended',
    createdAt,
    requests: known.reduce((sum, count) => sum + count, 0),
    processing,
  };
}

const WHY = { expired: 'was not answered within a day', canceled: 'was cancelled' };

/** Returns one line of a batch's results; null when it names no request. */
export function readBatchResult(line: unknown): BatchResult | null {
  const id = textAt(line, 'custom_id');
  return id === null ? null : { id, reply: readBatchReply(at(line, 'result')) };
}

function readBatchReply(result: unknown): BatchResult['reply'] {
  const type = textAt(result, 'type');
  if (type === 'expired' || type === 'canceled')
    return { unanswered: type, message: `the request ${WHY[type]}` };
  if (type !== 'succeeded')
    return { unanswered: 'errored', message: textAt(result, 'error.error.message') ?? 'no reason given' };
  const message = readMessage(at(result, 'message'));
  if (message) return { ...message, batch: true, rateLimit: null };
  const said = sayingOf(at(result, 'message'));
  return { unanswered: 'errored', message: `the reply could not be read: ${said}`, maybeBilled: true };
}

type HeadersRead = Pick<Headers, 'get'>;

/** Returns what the headers say of the server's limits; null when they say nothing. */
export function rateLimitIn(headers: HeadersRead): RateLimit | null {
  const requests = allowanceIn(headers, 'requests');
  const input = allowanceIn(headers, 'input-tokens') ?? allowanceIn(headers, 'tokens');
  const output = allowanceIn(headers, 'output-tokens');
  return requests || input || output ? { requests, input, output } : null;
}

function allowanceIn(headers: HeadersRead, what: string): Allowance | null {
  const said = (name: string): string => headers.get(`anthropic-ratelimit-${what}-${name}`) ?? '';
  const limitText = said('limit');
  if (!limitText) return null;
  const [limit, left] = [limitText, said('remaining')].map((text) => Number.parseInt(text, 10));
  const reset = Date.parse(said('reset'));
  if (!(Number(limit) > 0) || !(Number(left) >= 0) || Number.isNaN(reset)) return null;
  const now = Date.parse(headers.get('date') ?? ''); // by the clock that set it
  const resetMs = Math.max(0, reset - (Number.isNaN(now) ? Date.now() : now));
  return { limit: Number(limit), left: Number(left), resetMs };
}
