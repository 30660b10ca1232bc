// The `openai` backend: any server that speaks OpenAI's Chat Completions (OpenAI, OpenRouter, LiteLLM, Ollama, vLLM …). A key goes
// only to the host it was meant for.
import type { Dispatcher } from 'undici';
import { keyVariable } from '../credentials.ts';
import { UsageError } from '../errors.ts';
import { isLoopback, serverAddress } from '../server-address.ts';
import { AskError, type AskRequest, type Backend, type Reply } from './backend.ts';
import { connectionFailure } from './connection.ts';
import { MOST_REPLY_BYTES, MOST_STREAM_BYTES, requestTimeoutMs, textWithin, withClock } from './exchange.ts';
import { parseJson } from './foreign.ts';
import { adapted, type Dialect, toBody, USUAL_DIALECT } from './openai-dialect.ts';
import { errorIn, type Rejected, readChat } from './openai-reply.ts';
import { byProxy } from './proxy.ts';
import { firstWaitMs } from './retry.ts';

const OFFICIAL_HOST = 'api.openai.com';
/** So many things may a server take otherwise; one that refuses more means something else. */
const MOST_CHANGES = 8;

/** The backend for `url`, which ends where `/chat/completions` begins, or with it. Throws UsageError when the URL cannot be used. */
export function openaiBackend(url: string, env: NodeJS.ProcessEnv): Backend {
  const base = serverAddress(url, { origin: 'openai', keyIn: keyVariable }, env);
  const variable = keyVariable(base);
  const key = env[variable];
  if (!key && base.host === OFFICIAL_HOST)
    throw new UsageError('OpenAI needs a key: set OPENAI_API_KEY, or name another server with @<url>.');
  const via = `${base.host}${byProxy(base, env)}`;
  const send = sender({ base, key, variable, via }, env);
  // The new name is refused by many servers, the old one by OpenAI's current models.
  let dialect: Dialect = {
    ...USUAL_DIALECT,
    limit: base.host === OFFICIAL_HOST ? 'max_completion_tokens' : 'max_tokens',
  };
  return {
    name: 'openai',
    via,
    billedTo: key ? `the key in ${variable}` : 'nobody (no key is sent)',
    firstWaitMs: firstWaitMs(env),
    // With a key it may be a gateway that passes on what it gets.
    onThisMachine: isLoopback(base) && !key,
    async ask(request) {
      let tried = dialect;
      for (let changes = 0; ; changes++) {
        const answer = await send(request, tried);
        if (!('failure' in answer)) {
          dialect = { ...tried, room: null, schema: request.schema ? tried.schema : dialect.schema };
          return answer;
        }
        const next = changes < MOST_CHANGES ? adapted(tried, answer, request) : null;
        if (!next || request.signal?.aborted) throw new AskError(answer);
        tried = next;
      }
    },
  };
}

interface Server {
  base: URL;
  key: string | undefined;
  /** The variable that a key for it is in. */
  variable: string;
  /** What it is called. */
  via: string;
}

function sender({ base, key, variable, via }: Server, env: NodeJS.ProcessEnv) {
  const target = targetOf(base);
  const usualMs = requestTimeoutMs(env);
  const keyHint = key ? `Check the key in ${variable} and its permissions` : `It got no key: set ${variable}`;
  let dispatcher: Dispatcher | undefined;
  return async (request: AskRequest, dialect: Dialect): Promise<Reply | Rejected> => {
    const { signal, timeoutMs = usualMs } = request;
    const [{ dispatcherTo }, { fetch }] = await Promise.all([
      import('./dispatcher.ts'),
      import('./fetch.ts'),
    ]);
    dispatcher ??= dispatcherTo(target, env);
    try {
      const response = await fetch(target, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...keyHeaders(base, key) },
        body: JSON.stringify(toBody(request, dialect, base.host)),
        redirect: 'error', // another host must get neither the key nor the prompt
        signal: withClock(timeoutMs, signal),
        dispatcher,
      });
      const { status, headers } = response;
      const type = headers.get('content-type');
      const text = await textWithin(
        response,
        /event-stream/i.test(type ?? '') ? MOST_STREAM_BYTES : MOST_REPLY_BYTES,
      );
      if (!response.ok)
        return refusal(
          { status, text, retryAfter: headers.get('retry-after') },
          { host: via, keyHint },
          request,
        );
      const costHeader = headers.get('x-litellm-response-cost');
      return readChat({ text, type, costHeader }, request, via);
    } catch (error) {
      if (signal?.aborted)
        return { failure: 'again', message: 'stopped before it was answered', maybeBilled: true };
      return connectionFailure(error, via, timeoutMs);
    }
  };
}

/** Where requests go: what is asked behind the path, such as `?api-version=…`, stays behind it. */
function targetOf(base: URL): URL {
  const target = new URL(base);
  target.pathname = `${base.pathname.replace(/\/+$/, '').replace(/\/chat\/completions$/, '')}/chat/completions`;
  target.hash = '';
  return target;
}

/** A key of Azure is not a bearer token there. */
function keyHeaders({ hostname }: URL, key: string | undefined): Record<string, string> {
  if (!key) return {};
  const isAzure = /\.azure\.com$/.test(hostname);
  return { authorization: `Bearer ${key}`, ...(isAzure && { 'api-key': key }) };
}

function refusal(
  { status, text, retryAfter }: { status: number; text: string; retryAfter: string | null },
  { host, keyHint }: { host: string; keyHint: string },
  { model }: AskRequest,
): Rejected {
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
  if (status === 413 || TOO_LARGE.test(said)) return { ...stop(''), failure: 'too-large' };
  if (status !== 429 && status !== 408 && status < 500) return stop('');
  const seconds = Number(retryAfter ?? Number.NaN);
  return {
    failure: 'again',
    message: `${host} answered ${status}: ${said}`,
    status,
    retryAfterMs: seconds >= 0 ? seconds * 1000 : undefined,
    busy: status === 429 || status === 503,
    limited: status === 429,
  };
}

const TOO_LARGE =
  /context[_ ](?:length|size|window)|too long|maximum context|exceed\w* (?:the )?(?:model's )?(?:available )?context|too large for model/i;
