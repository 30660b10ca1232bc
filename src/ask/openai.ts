// The `openai` backend: any server that speaks OpenAI's Chat Completions (OpenAI, OpenRouter, LiteLLM, Ollama, vLLM …), by
// plain fetch. A key goes only to the host it was meant for.
import { UsageError } from '../errors.ts';
import { NO_USAGE, type Usage } from '../models/cost.ts';
import { AskError, type AskRequest, type Backend, type Failure, type Reply } from './backend.ts';

export const OPENAI_URL = 'https://api.openai.com/v1';
const OFFICIAL_HOST = 'api.openai.com';

/** The variable whose key goes to `url`: OPENAI_API_KEY for OpenAI itself, `TIERWISE_KEY_<HOST>` for any other host. */
export function keyVariable(url: URL): string {
  if (url.host === OFFICIAL_HOST) return 'OPENAI_API_KEY';
  return `TIERWISE_KEY_${url.host
    .replace(/[^a-z0-9]+/gi, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase()}`;
}

/** The backend for `url`, which ends where `/chat/completions` begins. Throws UsageError when the URL cannot be used. */
export function openaiBackend(url: string, env: NodeJS.ProcessEnv): Backend {
  const base = parseUrl(url);
  const variable = keyVariable(base);
  const key = env[variable];
  if (!key && base.host === OFFICIAL_HOST)
    throw new UsageError('OpenAI needs a key: set OPENAI_API_KEY, or name another server with @<url>.');
  if (key && base.protocol !== 'https:' && !isLoopback(base.hostname)) {
    throw new UsageError(`The key in ${variable} is not sent over plain http: use https for ${base.host}.`);
  }
  const send = sender(base, key);
  return {
    name: 'openai',
    via: base.host,
    billedTo: key ? `the key in ${variable}` : 'nobody (no key is sent)',
    async ask(request) {
      let answer = await send(request, request.schema !== null);
      // Servers that know no schemas say so with a 400; the prompt describes the JSON, too.
      const schemaRefused = 'failure' in answer && answer.failure === 'stop' && answer.status === 400;
      if (schemaRefused && request.schema) answer = await send(request, false);
      if ('failure' in answer) throw new AskError(answer);
      return answer;
    },
  };
}

function parseUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UsageError(`"${text}" is not a URL. Expected one such as http://127.0.0.1:11434/v1.`);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new UsageError(`"${text}" is neither http nor https.`);
  if (url.username || url.password) {
    const clean = `${url.protocol}//${url.host}${url.pathname}`;
    throw new UsageError(`Keep credentials out of the URL ${clean}: put the key in ${keyVariable(url)}.`);
  }
  return url;
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);

type Rejected = Failure & { status?: number };

function sender(base: URL, key: string | undefined) {
  const target = `${base.href.replace(/\/+$/, '')}/chat/completions`;
  return async (request: AskRequest, withSchema: boolean): Promise<Reply | Rejected> => {
    let response: Response;
    let text: string;
    try {
      response = await fetch(target, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
        body: JSON.stringify(toBody(request, withSchema, base.host === OFFICIAL_HOST)),
        redirect: 'error', // another host must get neither the key nor the prompt
        ...(request.signal && { signal: request.signal }),
      });
      text = await response.text();
    } catch (error) {
      return connectionFailure(error, base.host, request);
    }
    return response.ok ? toReply(text, request, base.host) : refusal(response, text, base.host, request);
  };
}

function toBody(request: AskRequest, withSchema: boolean, official: boolean): object {
  const { model, system, user, schema, maxTokens } = request;
  return {
    model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: toContent(user) },
    ],
    // The new name is refused by many servers, the old one by OpenAI's current models.
    [official ? 'max_completion_tokens' : 'max_tokens']: maxTokens,
    ...(withSchema && {
      response_format: { type: 'json_schema', json_schema: { name: 'reply', strict: true, schema } },
    }),
  };
}

const toContent = (user: AskRequest['user']): unknown =>
  typeof user === 'string'
    ? user
    : user.map((part) => {
        if ('text' in part) return { type: 'text', text: part.text };
        const { mediaType, base64 } = part.image;
        return { type: 'image_url', image_url: { url: `data:${mediaType};base64,${base64}` } };
      });

function toReply(text: string, { model }: AskRequest, host: string): Reply | Rejected {
  // biome-ignore lint/suspicious/noExplicitAny: servers differ in what they leave out
  let body: any;
  try {
    body = JSON.parse(text);
  } catch {
    return { failure: 'again', message: `the reply from ${host} could not be read`, maybeBilled: true };
  }
  const choice = body?.choices?.[0];
  if (!choice) {
    const said = body?.error?.message ?? 'a reply without an answer';
    return { failure: 'stop', message: `${host} says: ${said}` };
  }
  const { message = {}, finish_reason: finish } = choice;
  const refused = typeof message.refusal === 'string' || finish === 'content_filter';
  return {
    id: body.id ?? crypto.randomUUID(),
    requestId: null,
    served: body.model ?? model,
    text: typeof message.content === 'string' ? message.content : (message.refusal ?? ''),
    stop: refused ? 'refused' : finish === 'length' ? 'truncated' : 'complete',
    usage: toUsage(body.usage),
    usOnly: false,
    fast: false,
    batch: false,
    rateLimit: null,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: servers differ in what they leave out
function toUsage(usage: any): Usage {
  const cached = usage?.prompt_tokens_details?.cached_tokens ?? 0;
  return {
    ...NO_USAGE,
    input: Math.max(0, (usage?.prompt_tokens ?? 0) - cached),
    cacheRead: cached,
    output: usage?.completion_tokens ?? 0,
    thinking: usage?.completion_tokens_details?.reasoning_tokens ?? 0,
  };
}

function refusal(response: Response, text: string, host: string, { model }: AskRequest): Rejected {
  const { status } = response;
  const { code, message } = errorIn(text);
  const said = (message ?? `status ${status}`).replace(/\s+/g, ' ').slice(0, 300).replace(/\.$/, '');
  const stop = (hint: string): Rejected => ({
    failure: 'stop',
    message: `${host} says: ${said}${hint}`,
    status,
  });
  if (status === 401 || status === 403) return stop('. Check the key and its permissions');
  if (status === 404) return stop(`. It may not have the model ${model}`);
  if (status === 402 || code === 'insufficient_quota') return stop('');
  if (status === 413 || /context length|too long|maximum context/i.test(said))
    return { failure: 'too-large', message: `${host} says: ${said}` };
  if (status === 429 || status === 408 || status >= 500) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return {
      failure: 'again',
      message: `${host} answered ${status}: ${said}`,
      retryAfterMs: seconds >= 0 ? seconds * 1000 : undefined,
      busy: status === 429 || status === 503,
    };
  }
  return stop('');
}

function errorIn(text: string): { code?: string; message?: string } {
  try {
    const { error } = JSON.parse(text);
    return typeof error === 'string' ? { message: error } : (error ?? {});
  } catch {
    return {};
  }
}

function connectionFailure(error: unknown, host: string, { signal }: AskRequest): Rejected {
  if (signal?.aborted)
    return { failure: 'again', message: 'stopped before it was answered', maybeBilled: true };
  const code = (error as { cause?: { code?: string } }).cause?.code;
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'].includes(code ?? ''))
    return { failure: 'unreachable', message: `no connection to ${host} (${code})` };
  if (/redirect/i.test(String((error as { cause?: unknown }).cause ?? error)))
    return { failure: 'stop', message: `${host} redirects to another address, which is not followed` };
  return {
    failure: 'again',
    message: `the connection to ${host} broke (${code ?? error})`,
    maybeBilled: true,
  };
}
