// The `openai` backend: any server that speaks OpenAI's Chat Completions (OpenAI, OpenRouter, LiteLLM, Ollama, vLLM …), by
// plain fetch. A key goes only to the host it was meant for.
import { keyVariable } from '../credentials.ts';
import { UsageError } from '../errors.ts';
import { isLoopback, serverAddress } from '../server-address.ts';
import { AskError, type AskRequest, type Backend, type Failure, type Reply } from './backend.ts';
import { connectionFailure } from './connection.ts';
import { requestTimeoutMs, textWithin, withClock } from './exchange.ts';
import { at, isRecord, listAt, parseJson, textAt } from './foreign.ts';
import { firstWaitMs } from './retry.ts';
import { type Counts, readUsage } from './usage.ts';

const OFFICIAL_HOST = 'api.openai.com';
const LONGEST_WORDS = 300;

/** The backend for `url`, which ends where `/chat/completions` begins. Throws UsageError when the URL cannot be used. */
export function openaiBackend(url: string, env: NodeJS.ProcessEnv): Backend {
  const base = serverAddress(url, { origin: 'openai', keyIn: keyVariable }, env);
  const variable = keyVariable(base);
  const key = env[variable];
  if (!key && base.host === OFFICIAL_HOST)
    throw new UsageError('OpenAI needs a key: set OPENAI_API_KEY, or name another server with @<url>.');
  const send = sender(base, key, { variable, usualMs: requestTimeoutMs(env) });
  return {
    name: 'openai',
    via: base.host,
    billedTo: key ? `the key in ${variable}` : 'nobody (no key is sent)',
    firstWaitMs: firstWaitMs(env),
    // With a key it may be a gateway that passes on what it gets.
    onThisMachine: isLoopback(base) && !key,
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

type Rejected = Failure & { status?: number };

function sender(
  base: URL,
  key: string | undefined,
  { variable, usualMs }: { variable: string; usualMs: number },
) {
  const target = `${base.href.replace(/\/+$/, '')}/chat/completions`;
  const keyHint = key ? `Check the key in ${variable} and its permissions` : `It got no key: set ${variable}`;
  return async (request: AskRequest, withSchema: boolean): Promise<Reply | Rejected> => {
    const { signal, timeoutMs = usualMs } = request;
    try {
      const response = await fetch(target, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
        body: JSON.stringify(toBody(request, withSchema, base.host === OFFICIAL_HOST)),
        redirect: 'error', // another host must get neither the key nor the prompt
        signal: withClock(timeoutMs, signal),
      });
      const text = await textWithin(response);
      return response.ok
        ? toReply(text, request, base.host)
        : refusal(response, text, { host: base.host, keyHint }, request);
    } catch (error) {
      if (signal?.aborted)
        return { failure: 'again', message: 'stopped before it was answered', maybeBilled: true };
      return connectionFailure(error, base.host, timeoutMs);
    }
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
  const body = parseJson(text);
  const choice = listAt(body, 'choices')[0];
  if (!isRecord(choice)) {
    const said = errorIn(body).message ?? 'it is not a chat completion';
    return { failure: 'again', message: `no answer in the reply from ${host}: ${said}`, maybeBilled: true };
  }
  const refusal = textAt(choice, 'message.refusal');
  const finish = textAt(choice, 'finish_reason');
  const refused = refusal !== null || finish === 'content_filter';
  return {
    id: textAt(body, 'id') || crypto.randomUUID(),
    requestId: null,
    served: textAt(body, 'model') || model,
    text: textAt(choice, 'message.content') ?? refusal ?? '',
    stop: refused ? 'refused' : finish === 'length' ? 'truncated' : 'complete',
    usage: readUsage(at(body, 'usage'), chatUsage),
    usOnly: false,
    fast: false,
    batch: false,
    rateLimit: null,
  };
}

/** What was read from the cache is a part of the prompt's tokens. */
function chatUsage({ required, optional }: Counts) {
  const cacheRead = optional('prompt_tokens_details.cached_tokens');
  return {
    input: required('prompt_tokens') - cacheRead,
    cacheRead,
    output: required('completion_tokens'),
    thinking: optional('completion_tokens_details.reasoning_tokens'),
  };
}

function refusal(
  response: Response,
  text: string,
  { host, keyHint }: { host: string; keyHint: string },
  { model }: AskRequest,
): Rejected {
  const { status } = response;
  const { code, message } = errorIn(parseJson(text));
  const said = message ?? `status ${status}`;
  const stop = (hint: string): Rejected => ({
    failure: 'stop',
    message: `${host} says: ${said}${hint}`,
    status,
  });
  if (status === 401 || status === 403) return stop(`. ${keyHint}`);
  if (status === 404) return stop(`. It may not have the model ${model}`);
  if (status === 402 || code === 'insufficient_quota') return { ...stop(''), exhausted: true };
  if (status === 413 || /context length|too long|maximum context/i.test(said))
    return { failure: 'too-large', message: `${host} says: ${said}` };
  if (status !== 429 && status !== 408 && status < 500) return stop('');
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    failure: 'again',
    message: `${host} answered ${status}: ${said}`,
    retryAfterMs: seconds >= 0 ? seconds * 1000 : undefined,
    busy: status === 429 || status === 503,
  };
}

/** What a server says went wrong, short enough to show: `{error: "…"}` or `{error: {code, message}}`. */
function errorIn(body: unknown): { code: string | null; message: string | null } {
  const said = textAt(body, 'error') ?? textAt(body, 'error.message');
  const message = said?.replace(/\s+/g, ' ').slice(0, LONGEST_WORDS).replace(/\.$/, '') ?? null;
  return { code: textAt(body, 'error.code'), message };
}
