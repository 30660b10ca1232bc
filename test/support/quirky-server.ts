// A server of Chat Completions on 127.0.0.1 with the oddities of real ones, each refusing in the words of those that have it.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface Quirks {
  /** `only`: it refuses a request for one piece; `always`: it streams unasked. */
  stream?: 'only' | 'always';
  /** Does not know `stream_options`. */
  noStreamOptions?: boolean;
  /** The field it takes for the most tokens. */
  limit?: 'max_completion_tokens' | 'max_tokens' | 'neither';
  /** Tokens of prompt and reply together; a word is a token. Refused as vLLM, OpenRouter or llama.cpp do, or cut as Ollama does. */
  window?: { tokens: number; as: 'vllm' | 'openrouter' | 'llama.cpp' | 'ollama' };
  noSystem?: boolean;
  noSchema?: boolean;
  /** Wants the content of messages in parts. */
  wantsParts?: boolean;
  /** What stands in its answer for the content. */
  content?: unknown;
  /** Null: it leaves it out. */
  usage?: object | null;
  finish?: string;
  /** An error inside the choice, with status 200. */
  choiceError?: object;
  headers?: Record<string, string>;
}

export interface QuirkyServer {
  url: string;
  requests: {
    path: string;
    headers: Record<string, unknown>;
    // biome-ignore lint/suspicious/noExplicitAny: the body is whatever the client sent
    body: any;
  }[];
}

// biome-ignore lint/suspicious/noExplicitAny: as above
type Body = any;

/** Starts it; it is closed when the test ends. Without quirks it says `answer`. */
export async function startQuirkyServer(quirks: Quirks, answer = 'Use a queue.'): Promise<QuirkyServer> {
  const requests: QuirkyServer['requests'] = [];
  const server = createServer(async (incoming, response) => {
    const body = JSON.parse((await text(incoming)) || '{}');
    requests.push({ path: incoming.url ?? '', headers: incoming.headers, body });
    const refused = refusalOf(body, quirks);
    if (refused) {
      const [status, error] = refused;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(error));
    } else send(response, body, quirks, quirks.content === undefined ? answer : quirks.content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

const refuse = (status: number, message: string, more: object = {}): [number, object] => [
  status,
  { error: { message, type: 'invalid_request_error', code: status, ...more } },
];

function refusalOf(body: Body, quirks: Quirks): [number, object] | null {
  const { limit, window } = quirks;
  if (quirks.stream === 'only' && !body.stream) return [400, { detail: 'Stream must be set to true' }]; // ChatGPT's backend
  if (quirks.noStreamOptions && body.stream_options)
    return [
      422,
      {
        detail: [{ loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted: stream_options' }],
      },
    ];
  for (const name of ['max_tokens', 'max_completion_tokens'] as const)
    if (limit && name in body && limit !== name) {
      const other = limit === 'neither' ? '' : ` Use '${limit}' instead.`;
      return refuse(400, `Unsupported parameter: '${name}' is not supported with this model.${other}`);
    }
  if (quirks.noSystem && body.messages.some(({ role }: Body) => role === 'system'))
    return refuse(500, 'While executing CallExpression: System role not supported'); // Gemma's template in llama.cpp
  if (quirks.noSchema && body.response_format)
    return refuse(400, 'This response_format type is unavailable now'); // DeepSeek
  if (quirks.wantsParts && body.messages.some(({ content }: Body) => typeof content === 'string'))
    return refuse(422, 'messages.0.content: Input should be a valid list');
  return window ? tooLong(body, window) : null;
}

function tooLong(body: Body, { tokens, as }: NonNullable<Quirks['window']>): [number, object] | null {
  const prompt = promptTokens(body);
  const most = body.max_tokens ?? body.max_completion_tokens ?? 0;
  if (as === 'ollama' || prompt + (as === 'llama.cpp' ? 0 : most) <= tokens) return null;
  if (as === 'llama.cpp')
    return refuse(400, 'the request exceeds the available context size, try increasing it', {
      type: 'exceed_context_size_error',
      n_prompt_tokens: prompt,
      n_ctx: tokens,
    });
  return as === 'vllm'
    ? refuse(
        400,
        `'max_tokens' or 'max_completion_tokens' is too large: ${most}. This model's maximum context length is ${tokens} tokens and your request has ${prompt} input tokens (${most} > ${tokens} - ${prompt}).`,
      )
    : refuse(
        400,
        `This endpoint's maximum context length is ${tokens} tokens. However, you requested about ${prompt + most} tokens (${prompt} of text input, ${most} in the output). Please reduce the length of either one.`,
      );
}

const promptTokens = (body: Body): number =>
  body.messages
    .map(({ content }: Body) =>
      typeof content === 'string' ? content : content.map((part: Body) => part.text).join(' '),
    )
    .join(' ')
    .split(/\s+/).length;

function send(response: ServerResponse, body: Body, quirks: Quirks, content: unknown): void {
  const { stream, choiceError, finish = choiceError ? 'error' : 'stop', window } = quirks;
  const read = Math.min(
    promptTokens(body),
    window?.as === 'ollama' ? window.tokens : Number.POSITIVE_INFINITY,
  );
  const usual = { prompt_tokens: read, completion_tokens: 25, total_tokens: read + 25 };
  const usage = quirks.usage === undefined ? usual : quirks.usage;
  const about = { id: 'chatcmpl-1', model: body.model };
  const more = choiceError ? { error: choiceError } : {};
  if (!stream && !body.stream) {
    const message = { role: 'assistant', content };
    response.writeHead(200, { 'content-type': 'application/json', ...quirks.headers });
    response.end(
      JSON.stringify({
        ...about,
        choices: [{ index: 0, message, finish_reason: finish, ...more }],
        ...(usage && { usage }),
      }),
    );
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', ...quirks.headers });
  response.write(': OPENROUTER PROCESSING\n\n');
  const event = (value: object): void => void response.write(`data: ${JSON.stringify(value)}\r\n\r\n`);
  const delta = (value: object, end: string | null = null): void =>
    event({ ...about, choices: [{ index: 0, delta: value, finish_reason: end, ...(end && more) }] });
  delta({ role: 'assistant', content: '' });
  if (typeof content === 'string')
    for (const piece of content.match(/[\s\S]{1,3}/g) ?? []) delta({ content: piece });
  else delta({ content });
  delta({}, finish);
  if (usage && body.stream_options?.include_usage !== false) event({ ...about, choices: [], usage });
  response.end('data: [DONE]\n\n');
}
