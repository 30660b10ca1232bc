// The Messages API with a key or a token, without the SDK, which takes a millisecond of CPU for each request and a tenth of
// a second to load. What is asked and how a reply is read is the same; batches and clouds go through the SDK.
import { rateLimitIn, readMessage } from './anthropic-reply.ts';
import { toParams } from './anthropic-request.ts';
import type { AskRequest, Failure, Reply } from './backend.ts';
import { connectionFailure } from './connection.ts';
import { connectionsTo } from './dispatcher.ts';
import { isRecord, parseJson, textAt } from './foreign.ts';
import { type Posted, post } from './post.ts';
import { type Asked, notJson, refused, STOPPED, unreadable } from './refusal.ts';

export interface DirectConnection {
  baseUrl: string;
  credential: { apiKey: string } | { authToken: string };
  /** Bounds the connections open at once. */
  mostSockets: number;
  /** Names a proxy, where there is one, and headers that the user adds. */
  env: NodeJS.ProcessEnv;
  /** How long a request and its reply may take that has no limit of its own. */
  timeoutMs: number;
}

/** The version of the API that `toParams` speaks: the SDK's. */
const API_VERSION = '2026-10-21';

/** Sends one request, once, and returns what came of it. */
export interface DirectMessages {
  (request: AskRequest): Promise<Reply | Failure>;
  /** Sees to it that so many connections are open for the next requests. */
  openAhead(wanted: number): void;
}

/** Returns what sends requests to a server. */
export function directMessages(connection: DirectConnection): DirectMessages {
  const { baseUrl, mostSockets, env, timeoutMs: usualMs } = connection;
  const { origin, pathname } = new URL(`${baseUrl}/v1/messages`);
  const headers = headersOf(connection);
  const connections = connectionsTo(new URL(baseUrl), env, mostSockets);
  const { dispatcher } = connections;
  const bodyOf = bodies();
  const ask = async (request: AskRequest): Promise<Reply | Failure> => {
    const { model, thinking, signal = null, timeoutMs = usualMs } = request;
    const body = bodyOf(request);
    try {
      const posted = await post(dispatcher, { origin, path: pathname, headers, body, timeoutMs, signal });
      return readPosted(posted, { model, thinking, signal, timeoutMs }, baseUrl);
    } catch (error) {
      return signal?.aborted ? STOPPED : connectionFailure(error, baseUrl, timeoutMs);
    }
  };
  return Object.assign(ask, { openAhead: (wanted: number) => connections.openAhead(wanted) });
}

/** Returns what writes requests as JSON. Those of a run differ in the message only, so the rest is written once. */
function bodies(): (request: AskRequest) => string {
  let last: { request: AskRequest; before: string; after: string } | undefined;
  return (request) => {
    const { user } = request;
    if (typeof user !== 'string') return JSON.stringify(toParams(request));
    if (!last || !differInMessageOnly(last.request, request)) {
      const body = JSON.stringify(toParams({ ...request, user: '' }));
      const at = body.indexOf(NO_MESSAGE);
      last = { request, before: body.slice(0, at), after: body.slice(at + NO_MESSAGE.length) };
    }
    return `${last.before}"messages":[{"role":"user","content":${JSON.stringify(user)}}]${last.after}`;
  };
}

/** It stands in no text before it: there, quotes are escaped. */
const NO_MESSAGE = '"messages":[{"role":"user","content":""}]';

const differInMessageOnly = (a: AskRequest, b: AskRequest): boolean =>
  a.system === b.system && a.schema === b.schema && NOT_TEXTS.every((name) => a[name] === b[name]);

const NOT_TEXTS = ['model', 'cacheSystem', 'maxTokens', 'effort', 'thinking'] as const;

function headersOf({ credential, env }: DirectConnection): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'content-type': 'application/json',
    'user-agent': 'tierwise',
    'anthropic-version': API_VERSION,
    authorization: `Bearer ${'apiKey' in credential ? credential.apiKey : credential.authToken}`,
    ...addedHeaders(env),
  };
}

/** Headers that a gateway wants, a line each, as Claude Code and the SDK send them. */
function addedHeaders({ ANTHROPIC_CUSTOM_HEADERS: lines = '' }: NodeJS.ProcessEnv): Record<string, string> {
  const headers = lines.split('\n').flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : [];
  });
  return Object.fromEntries(headers);
}

function readPosted({ status, headers, text }: Posted, asked: Asked, baseUrl: string): Reply | Failure {
  if (status >= 300 && status < 400)
    return connectionFailure(new Error('a redirect'), baseUrl, asked.timeoutMs);
  if (status >= 400) return refused(refusalIn({ status, headers, text }), asked, baseUrl);
  const isJson = /json/i.test(headers.get('content-type') ?? '');
  const body = isJson ? parseJson(text) : text;
  if (body === undefined) return notJson(baseUrl);
  const message = readMessage(body);
  if (!message) return unreadable(baseUrl, body);
  return {
    ...message,
    requestId: headers.get('request-id'),
    batch: false,
    rateLimit: rateLimitIn(headers),
  };
}

function refusalIn({ status, headers, text }: Posted): Parameters<typeof refused>[0] {
  const body = parseJson(text);
  const whole = isRecord(body) ? (textAt(body, 'message') ?? text) : text;
  return {
    ...{ status, headers },
    type: textAt(body, 'error.type'),
    code: textAt(body, 'error.details.error_code'),
    said: textAt(body, 'error.message') ?? `${status} ${whole || 'status code (no body)'}`,
  };
}
