// Loopback servers of other vendors' APIs, as far as the real CLIs and our own adapter need them.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface VendorRequest {
  path: string;
  headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: the body is whatever the client sent
  body: any;
  /** Everything the request shows the model. */
  shown: string;
  /** Whether it brings the result of a tool. */
  afterTool: boolean;
}

/** Text, a tool call in the client's own terms, or a fault. */
export type VendorReply = string | { call: object } | { status: number; error?: object } | { hang: true };

export interface VendorServer {
  url: string;
  requests: VendorRequest[];
}

type React = (request: VendorRequest) => VendorReply;
type Send = (reply: string | { call: object }, request: VendorRequest, response: ServerResponse) => void;

async function serve(react: React, send: Send): Promise<VendorServer> {
  const requests: VendorRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const raw = await text(incoming);
    if (incoming.method !== 'POST') {
      response.writeHead(404).end('{}');
      return;
    }
    const body = JSON.parse(raw || '{}');
    const afterTool = /"(?:custom_tool_call_output|function_call_output|functionResponse)"/.test(raw);
    const request = { path: incoming.url ?? '', headers: incoming.headers, body, shown: raw, afterTool };
    requests.push(request);
    const reply = react(request);
    if (typeof reply === 'string' || 'call' in reply) send(reply, request, response);
    else if ('status' in reply) {
      response.writeHead(reply.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: reply.error ?? { message: 'a fault made for the test' } }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

const events = (response: ServerResponse, list: readonly Record<string, unknown>[]): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const one of list)
    response.write(`${one.type ? `event: ${one.type}\n` : ''}data: ${JSON.stringify(one)}\r\n\r\n`);
  response.end();
};

/** OpenAI's Responses API, streamed: what Codex and Copilot speak. A `call` is an output item. */
export const startResponsesServer = (react: React): Promise<VendorServer> =>
  serve(react, (reply, { body }, response) => {
    const item =
      typeof reply === 'string'
        ? {
            type: 'message',
            id: 'msg_1',
            role: 'assistant',
            status: 'completed',
            content: [{ type: 'output_text', text: reply, annotations: [] }],
          }
        : { id: 'call_item', call_id: 'call_1', status: 'completed', ...reply.call };
    const base = { id: `resp_${Math.random()}`, object: 'response', created_at: 1, model: body.model };
    const usage = {
      input_tokens: 1200,
      input_tokens_details: { cached_tokens: 1000 },
      output_tokens: 34,
      output_tokens_details: { reasoning_tokens: 12 },
      total_tokens: 1234,
    };
    events(response, [
      { type: 'response.created', response: { ...base, status: 'in_progress', output: [] } },
      { type: 'response.output_item.added', output_index: 0, item: { ...item, content: [] } },
      { type: 'response.output_item.done', output_index: 0, item },
      { type: 'response.completed', response: { ...base, status: 'completed', output: [item], usage } },
    ]);
  });

/** The Gemini API, streamed or not. A `call` is `{name, args}`. */
export const startGeminiServer = (react: React): Promise<VendorServer> =>
  serve(react, (reply, { path }, response) => {
    const [, model = '', verb] = /models\/([^:]+):(\w+)/.exec(path) ?? [];
    const part = typeof reply === 'string' ? { text: reply } : { functionCall: reply.call };
    const chunk = {
      candidates: [{ index: 0, content: { role: 'model', parts: [part] }, finishReason: 'STOP' }],
      usageMetadata: {
        promptTokenCount: 1500,
        candidatesTokenCount: 21,
        thoughtsTokenCount: 9,
        cachedContentTokenCount: 1200,
        totalTokenCount: 1530,
      },
      modelVersion: model,
    };
    if (verb === 'streamGenerateContent') events(response, [chunk]);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(chunk));
  });

/** OpenAI's Chat Completions API, which local and third-party servers copy. */
export const startChatServer = (react: React): Promise<VendorServer> =>
  serve(react, (reply, { body }, response) => {
    const message = { role: 'assistant', ...(typeof reply === 'string' ? { content: reply } : reply.call) };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        id: `chatcmpl-${Math.random()}`,
        object: 'chat.completion',
        model: body.model,
        choices: [{ index: 0, message, finish_reason: 'stop' }],
        usage: { prompt_tokens: 110, completion_tokens: 25, total_tokens: 135 },
      }),
    );
  });
