// A Messages API on 127.0.0.1 that costs little, in a process of its own: each item of a pack gets the first tag. Started with
// fork(); the options come as JSON in BENCH_SERVER, the port goes back as a message, and so do its counts when asked for.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bucket } from '../../test/support/limited.ts';

export interface ServerSettings {
  latencyMs: number;
  /** One item in so many is left out of its reply. */
  loses?: number;
  /** One item in so many gets another tag from pack to pack. */
  wavers?: number;
  /** It refuses what is beyond. */
  limit?: {
    perSecond: number;
    burst: number;
    tokens?: boolean;
    tells?: 'headers' | 'wait' | 'nothing';
    later?: { perSecond: number; afterSeconds: number };
  };
}

export interface ServerCounts {
  requests: number;
  /** All that was asked about, one that was asked twice counted twice. */
  items: number;
  /** Of the requests, the ones refused with 429. */
  refused: number;
  /** The share that was used of what the limit would have let through from the first request to the last answer. */
  used: number;
  input: number;
  output: number;
  /** When the first request came, and the last answer went out, since the counts were asked for last: milliseconds since the epoch; 0 for none. */
  first: number;
  last: number;
}

const settings: ServerSettings = JSON.parse(process.env.BENCH_SERVER ?? '{"latencyMs":100}');
const counts: ServerCounts = {
  requests: 0,
  items: 0,
  refused: 0,
  used: 0,
  input: 0,
  output: 0,
  first: 0,
  last: 0,
};
const { limit } = settings;
const limiter =
  limit &&
  bucket({
    ...limit,
    perSecond: (at) =>
      limit.later && at >= limit.later.afterSeconds ? limit.later.perSecond : limit.perSecond,
  });
/** Milliseconds from the first request on, and what was let through by the last answer. */
let since: number | undefined;
let used = 0;

/** What the limiter says of a request, as the API says it. */
function verdictOn(size: number): { allowed: boolean; headers: Record<string, string> } | undefined {
  if (!limiter) return undefined;
  since ??= performance.now();
  const { allowed, retryAfterMs, limit: told } = limiter.take(performance.now() - since, size);
  if (allowed) used += limit?.tokens ? size : 1;
  const headers: Record<string, string> = {};
  if (retryAfterMs) headers['retry-after'] = String(retryAfterMs / 1000);
  for (const [name, kind] of [
    ['requests', told?.requests],
    ['input-tokens', told?.input],
  ] as const) {
    if (!kind) continue;
    headers[`anthropic-ratelimit-${name}-limit`] = String(kind.limit);
    headers[`anthropic-ratelimit-${name}-remaining`] = String(kind.left);
    headers[`anthropic-ratelimit-${name}-reset`] = new Date(Date.now() + kind.resetMs).toISOString();
  }
  return { allowed, headers };
}

const tokens = (text: string): number => Math.ceil(text.length / 3.5);

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('latin1');
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    counts.requests++;
    counts.first ||= Date.now();
    const { messages, model, output_config: config } = JSON.parse(body);
    const content = textOf(messages[0].content);
    const input = tokens(body);
    const verdict = verdictOn(input);
    if (verdict && !verdict.allowed) {
      counts.refused++;
      response.writeHead(429, { 'content-type': 'application/json', ...verdict.headers });
      const error = { type: 'rate_limit_error', message: 'too many requests' };
      response.end(JSON.stringify({ type: 'error', error }));
      return;
    }
    const text = replyTo(content, config?.format?.schema);
    const usage = { input_tokens: input, output_tokens: tokens(text) };
    counts.input += usage.input_tokens;
    counts.output += usage.output_tokens;
    const reply = JSON.stringify({
      ...{ id: `msg_${counts.requests}`, type: 'message', role: 'assistant', model },
      ...{ stop_reason: 'end_turn', usage, content: [{ type: 'text', text }] },
    });
    setTimeout(() => {
      if (limiter && since !== undefined) counts.used = used / limiter.allowedBy(performance.now() - since);
      response.writeHead(200, { 'content-type': 'application/json', ...verdict?.headers });
      response.end(reply);
      counts.last = Date.now();
    }, settings.latencyMs);
  });
});

/** Some peers send a list of parts. */
const textOf = (content: string | { text?: string }[]): string =>
  typeof content === 'string' ? content : content.map(({ text = '' }) => text).join('');

const ITEM = /^\{"id": ?(\d+),.*?user-([a-j]+)/gm;

function replyTo(content: string, schema: unknown): string {
  const text = JSON.stringify(schema ?? '');
  const [first = 'info', second = first] = /"enum":\["([^"]*)"(?:,"([^"]*)")?/.exec(text)?.slice(1) ?? [];
  const items = [...content.matchAll(ITEM)].map(([, id, name = '']) => ({
    id: Number(id),
    place: placeOf(name),
  }));
  counts.items += items.length;
  const isHit = (place: number, oneIn = 0): boolean => oneIn > 0 && place % oneIn === 1;
  const answers = items.flatMap(({ id, place }): { id: number; tag: string }[] => {
    if (isHit(place, settings.loses) && items.length > 1) return [];
    const wavers = isHit(place, settings.wavers) && (items[0]?.id ?? 0) % 2 === 1;
    return [{ id, tag: wavers ? second : first }];
  });
  const inList = text.includes('"anyOf"');
  const results = inList
    ? answers.flatMap(({ id, tag }) => [id, tag])
    : answers.map(({ id, tag }) => ({ id, tags: [tag] }));
  return JSON.stringify({ results });
}

/** The number that an item's name spells. */
const placeOf = (name: string): number =>
  Number(name.replace(/[a-j]/g, (letter) => String('abcdefghij'.indexOf(letter))));

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', 1024, () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', () => {
  process.send?.(counts);
  counts.first = 0;
});
process.on('disconnect', () => process.exit());
