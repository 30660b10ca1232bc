// A Messages API on 127.0.0.1: tags the items of a pack by a function, plays faults on demand, counts what it served.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BatchBehaviour, type BatchOutcome, type ServedBatch, serveBatches } from './batches.ts';

export interface PackItem {
  id: number;
  item: string;
}

export interface ServedRequest {
  /** From 0, in order of arrival. */
  number: number;
  model: string;
  headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: the body is whatever the client sent
  body: any;
  /** The items of a bulk pack; empty for any other request. */
  items: PackItem[];
  usage: Record<string, number>;
  answered: boolean;
}

/** A pack that is billed: answered at once, or submitted in a batch. */
export interface PaidPack {
  /** The number of the run that asked. */
  run: number;
  inBatch: boolean;
  items: string[];
}

/** What to do with a request instead of tagging it. */
export type Reaction =
  | { status: number; error?: object; headers?: Record<string, string> }
  | { text: string; stopReason?: string; model?: string; usage?: Record<string, unknown> }
  | { content: object[]; stopReason?: string; model?: string; usage?: Record<string, unknown> }
  | { hang: true }
  | { reset: 'before' | 'within' }
  | undefined;

export interface ServerOptions {
  /** The tags of an item. */
  tag?: (item: string, names: string[]) => string[];
  /** The tags of all items of a pack at once, instead of `tag`. */
  tagPack?: (request: ServedRequest) => { id: number; tags: string[] }[];
  /** The output of an item, for recipes. */
  map?: (item: string) => unknown;
  react?: (request: ServedRequest) => Reaction | Promise<Reaction>;
  /** How batches behave; by default every request in one is answered as it would be alone. */
  batch?: Partial<Omit<BatchBehaviour, 'outcome'>> & {
    /** Another result than that; undefined for the usual one. */
    outcome?: (request: ServedRequest, customId: string) => BatchOutcome | undefined;
  };
}

export interface MessagesServer {
  url: string;
  requests: ServedRequest[];
  /** Requests that are open now, and the most that were at once. */
  inFlight: number;
  maxInFlight: number;
  /** Connections that are open now, and the most that were at once. */
  sockets: number;
  maxSockets: number;
  batches: ServedBatch[];
  /** Every item whose tags were sent, in the order sent. */
  tagged: string[];
  /** What is billed, in order. */
  packs: PaidPack[];
  /** Counted up by who starts several runs, one after the other. */
  run: number;
  /** Resolves once so many requests have arrived. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startMessagesServer({
  tag = firstTag,
  tagPack = ({ body, items }) => items.map(({ id, item }) => ({ id, tags: tag(item, tagNames(body)) })),
  map = (item) => item,
  react,
  batch = {},
}: ServerOptions = {}): Promise<MessagesServer> {
  const cached = new Set<string>();
  let lookers: (() => void)[] = [];
  // biome-ignore lint/suspicious/noExplicitAny: the body is whatever the client sent
  const servedOf = (body: any, headers: IncomingMessage['headers']): ServedRequest => {
    const served = {
      number: state.requests.length,
      model: body.model,
      headers,
      body,
      items: packItems(body),
      usage: {},
      answered: false,
    };
    state.requests.push(served);
    for (const look of lookers) look();
    return served;
  };
  const reactTo = async (served: ServedRequest): Promise<Reaction> => {
    const refusal = parameterProblem(served.body);
    if (refusal) return { status: 400, error: { type: 'invalid_request_error', message: refusal } };
    return (await react?.(served)) ?? defaultReaction(served, tagPack, map);
  };
  const inBatch = (params: object, customId: string, headers: IncomingMessage['headers']): BatchOutcome => {
    const served = servedOf(params, headers);
    const other = batch.outcome?.(served, customId);
    if (other) return other;
    for (const { item } of served.items) state.tagged.push(item);
    return {
      type: 'succeeded',
      message: messageFor(defaultReaction(served, tagPack, map) as Answering, served, cached),
    };
  };
  const server = createServer(async (request, response) => {
    const body = await readJson(request);
    const behaviour: BatchBehaviour = {
      ...batch,
      outcome: (params, customId) => inBatch(params, customId, request.headers),
      onCreated(created) {
        for (const { params } of created.requests)
          state.packs.push({ run: state.run, inBatch: true, items: textsOf(packItems(params)) });
        batch.onCreated?.(created);
      },
    };
    if (serveBatches(request, body, response, state.batches, behaviour)) return;
    if (new URL(request.url ?? '/', 'http://x').pathname !== '/v1/messages') {
      response.writeHead(request.method === 'HEAD' ? 200 : 404).end();
      return;
    }
    const served = servedOf(body, request.headers);
    const { run } = state;
    state.maxInFlight = Math.max(state.maxInFlight, ++state.inFlight);
    response.on('close', () => state.inFlight--);
    play(await reactTo(served), served, response, cached);
    if (!served.answered) return;
    state.tagged.push(...textsOf(served.items));
    state.packs.push({ run, inBatch: false, items: textsOf(served.items) });
  });
  server.on('connection', (socket) => {
    state.maxSockets = Math.max(state.maxSockets, ++state.sockets);
    socket.on('close', () => state.sockets--);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const state: MessagesServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    inFlight: 0,
    maxInFlight: 0,
    sockets: 0,
    maxSockets: 0,
    batches: [],
    tagged: [],
    packs: [],
    run: 0,
    arrived: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (state.requests.length < count) return;
          lookers = lookers.filter((other) => other !== look);
          resolve();
        };
        lookers.push(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve()); // closed already: resolves all the same
      }),
  };
  return state;
}

/**
 * The items of `tagged`, once each. Throws when more were tagged twice than are asked in a second pack to compare what both
 * say of them: about one in 35, and one of each run's last pack.
 */
export function once(tagged: readonly string[], runs = 1): string[] {
  const times = new Map<string, number>();
  for (const item of tagged) times.set(item, (times.get(item) ?? 0) + 1);
  const again = tagged.length - times.size;
  if (again > times.size / 35 + runs || Math.max(0, ...times.values()) > 2)
    throw new Error(`${again} of ${times.size} items were tagged again: ${JSON.stringify([...times])}`);
  return [...times.keys()];
}

const textsOf = (items: readonly PackItem[]): string[] => items.map(({ item }) => item);

/** Of each request, the items that no request before it asked about. */
export function newItems(requests: readonly ServedRequest[]): string[][] {
  const seen = new Set<string>();
  return requests.map(({ items }) =>
    items.flatMap(({ item }) => {
      if (seen.has(item)) return [];
      seen.add(item);
      return [item];
    }),
  );
}

/** A reply with an object per item, as a model may write it that nobody holds to a schema. */
export const results = (entries: { id: number; tags: string[] }[]): { text: string } => ({
  text: JSON.stringify({ results: entries }),
});

/** The schema a bulk reply is held to: by format from the API backend, by a tool from `claude -p`, in words from a session. */
// biome-ignore lint/suspicious/noExplicitAny: a JSON schema
const replySchema = (body: ServedRequest['body']): any =>
  body.output_config?.format?.schema ?? answerTool(body)?.input_schema ?? schemaInWords(body);

const answerTool = (body: ServedRequest['body']): { input_schema: object } | undefined =>
  body.tools?.find(({ name }: { name: string }) => name === 'StructuredOutput');

/** In the system text of a request that can carry no schema. */
function schemaInWords(body: ServedRequest['body']): object | undefined {
  const system = Array.isArray(body.system) ? body.system : [];
  const [, text] = /by this JSON schema:\n(\{.*\})$/s.exec(system.at(-1)?.text ?? '') ?? [];
  return text === undefined ? undefined : JSON.parse(text);
}

/** The words for tags in a reply that lists each id followed by them; undefined where the schema wants something else. */
const wordsInList = (body: ServedRequest['body']): string[] | undefined =>
  replySchema(body)?.properties?.results?.items?.anyOf?.find((kind: { enum?: string[] }) => kind.enum)?.enum;

/** The tags a bulk request offers, as they are to be written. */
export const tagNames = (body: ServedRequest['body']): string[] =>
  wordsInList(body) ?? replySchema(body)?.properties?.results?.items?.properties?.tags?.items?.enum ?? [];

/** Tags for the items of a pack, in the form its schema wants. */
function listed(entries: readonly { id: number; tags: string[] }[]): { text: string } {
  return { text: JSON.stringify({ results: entries.flatMap(({ id, tags }) => [id, ...tags]) }) };
}

/** A reply to a recipe's pack. */
export const outputs = (entries: { id: number; output: unknown }[]): { text: string } => ({
  text: JSON.stringify({ results: entries }),
});

function defaultReaction(
  served: ServedRequest,
  tagPack: NonNullable<ServerOptions['tagPack']>,
  map: NonNullable<ServerOptions['map']>,
): Reaction {
  const { body, items } = served;
  if (!items.length) return { text: 'ok' };
  if (wordsInList(body)) return listed(tagPack(served));
  if (replySchema(body).properties.results.items.properties.output)
    return outputs(items.map(({ id, item }) => ({ id, output: map(item) })));
  return results(tagPack(served));
}

const firstTag = (_item: string, names: string[]): string[] => [names[0] ?? 'none'];

// What the real API refuses for current models.
function parameterProblem(body: ServedRequest['body']): string | null {
  for (const key of ['temperature', 'top_p', 'top_k'])
    if (key in body) return `${key} is not supported by this model`;
  if (body.tool_choice?.type === 'any' || body.tool_choice?.type === 'tool')
    return 'forced tool use is not supported';
  if (body.messages?.at(-1)?.role === 'assistant') return 'prefill is not supported';
  return null;
}

const turnsOf = (body: ServedRequest['body']): number =>
  body.messages?.filter(({ role }: { role: string }) => role === 'assistant').length ?? 0;

function packItems(body: ServedRequest['body']): PackItem[] {
  if (!replySchema(body)?.properties?.results || turnsOf(body)) return [];
  const content = body.messages?.[0]?.content;
  const text =
    typeof content === 'string'
      ? content
      : (content ?? []).map((block: { text?: string }) => block.text ?? '').join('\n');
  return text.split('\n').flatMap((line: string) => (/^\{"id": ?\d+,/.test(line) ? [JSON.parse(line)] : []));
}

async function readJson(request: IncomingMessage): Promise<ServedRequest['body']> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return {};
  }
}

const tokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / 3.5);

// Input tokens by length; a marked system text is written to the cache once and read from it after that.
function usageOf(body: ServedRequest['body'], output: string, cached: Set<string>): Record<string, number> {
  const system =
    typeof body.system === 'string'
      ? body.system
      : (body.system ?? []).map((block: { text: string }) => block.text).join('');
  const marked =
    Array.isArray(body.system) &&
    body.system.some((block: { cache_control?: object }) => block.cache_control);
  const rest = tokens(JSON.stringify(body.messages ?? ''));
  const usage = {
    output_tokens: tokens(output),
    input_tokens: rest,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
  };
  if (!marked) usage.input_tokens += tokens(system);
  else if (cached.has(system)) usage.cache_read_input_tokens = tokens(system);
  else usage.cache_creation_input_tokens = tokens(system);
  if (marked) cached.add(system);
  return usage;
}

function play(
  reaction: Reaction,
  served: ServedRequest,
  response: ServerResponse,
  cached: Set<string>,
): void {
  const requestId = `req_${String(served.number).padStart(6, '0')}`;
  if (!reaction || 'hang' in reaction) return;
  if ('status' in reaction) {
    const error = reaction.error ?? { type: 'api_error', message: 'a fault made for the test' };
    response.writeHead(reaction.status, {
      'content-type': 'application/json',
      'request-id': requestId,
      ...reaction.headers,
    });
    response.end(JSON.stringify({ type: 'error', error, request_id: requestId }));
    return;
  }
  if ('reset' in reaction) {
    if (reaction.reset === 'within') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"id":"msg_torn","type":');
      setImmediate(() => response.destroy());
    } else {
      response.destroy();
    }
    return;
  }
  const message = messageFor(reaction, served, cached);
  if (!served.body.stream) {
    response.writeHead(200, { 'content-type': 'application/json', 'request-id': requestId });
    response.end(JSON.stringify(message));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': requestId });
  stream(message, response);
}

type Answering = { content: object[]; stopReason?: string } | { text: string; stopReason?: string };

/** The message of a reply, which is then answered. */
function messageFor(reaction: Answering, served: ServedRequest, cached: Set<string>): object {
  const content = contentOf(reaction, served.body);
  const usage = {
    ...usageOf(served.body, JSON.stringify(content), cached),
    ...('usage' in reaction ? (reaction.usage as object) : {}),
  };
  served.usage = usage;
  served.answered = true;
  return {
    id: `msg_${String(served.number).padStart(6, '0')}`,
    type: 'message',
    role: 'assistant',
    model: ('model' in reaction && reaction.model) || served.body.model,
    content,
    stop_reason: reaction.stopReason ?? (content.some((block) => 'name' in block) ? 'tool_use' : 'end_turn'),
    stop_sequence: null,
    usage,
  };
}

function contentOf(
  reaction: { content: object[] } | { text: string },
  body: ServedRequest['body'],
): object[] {
  if ('content' in reaction) return reaction.content;
  const isPack = packItems(body).length > 0 && answerTool(body) !== undefined;
  if (!isPack) return [{ type: 'text', text: reaction.text }];
  return [
    {
      type: 'tool_use',
      id: `toolu_${body.messages.length}`,
      name: 'StructuredOutput',
      input: JSON.parse(reaction.text),
    },
  ];
}

// biome-ignore lint/suspicious/noExplicitAny: content blocks of every kind
function stream(message: any, response: ServerResponse): void {
  const send = (type: string, data: object): void => {
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
  };
  send('message_start', { message: { ...message, content: [], stop_reason: null } });
  for (const [index, block] of message.content.entries()) {
    const isTool = block.type === 'tool_use';
    send('content_block_start', {
      index,
      content_block: isTool ? { ...block, input: {} } : { ...block, text: '' },
    });
    const delta = isTool
      ? { type: 'input_json_delta', partial_json: JSON.stringify(block.input) }
      : { type: 'text_delta', text: block.text };
    send('content_block_delta', { index, delta });
    send('content_block_stop', { index });
  }
  send('message_delta', {
    delta: { stop_reason: message.stop_reason, stop_sequence: null },
    usage: message.usage,
  });
  send('message_stop', {});
  response.end();
}
