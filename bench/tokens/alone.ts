// The same items asked one per request: computed from the same texts, and what `claude -p` adds to each.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { costUsd, NO_USAGE } from '../../src/models/cost.ts';
import { shippedModel, TIERS } from '../../src/models/table.ts';
import { estimateTokens } from '../../src/models/tokens.ts';
import type { Counted } from './run.ts';

export interface Alone {
  haikuUsd: number;
  opusUsd: number;
  /** Null where the client is not installed. */
  clientUsd: number | null;
}

const REPLY_TOKENS = estimateTokens('{"results":[{"id":101,"tags":["a usual tag"]}]}');

/** List dollars for all items of a run, each asked alone, the instructions cached where they are long enough. */
export function askedAlone(run: Counted, overheadTokens: number | null): Alone {
  // Of the items that were not asked, as they are the same as others, no text is known: they count like the rest.
  const each = { text: run.itemTokens / Math.max(1, run.asked), fixed: run.fixedTokens };
  const usd = (id: string, overhead: number): number => {
    const model = shippedModel(id);
    const cached = each.fixed >= (model?.cacheMinimumTokens ?? 0) && !overhead;
    const usage = {
      ...NO_USAGE,
      input: each.text + overhead + (cached ? 0 : each.fixed),
      cacheRead: cached ? each.fixed : 0,
      output: REPLY_TOKENS,
    };
    return (costUsd(model, usage, { at: new Date() }) ?? 0) * run.items;
  };
  return {
    haikuUsd: usd(TIERS.haiku.model, 0),
    opusUsd: usd(TIERS.opus.model, 0),
    clientUsd: overheadTokens === null ? null : usd(TIERS.haiku.model, overheadTokens),
  };
}

const TRIED_ITEMS = 20;

/**
 * About how many tokens `claude -p`, as people script it, sends beside the question: the mean of 20 calls of the real client, which
 * gets a home of its own and this machine's loopback. Null where it is not installed.
 */
export async function clientOverhead(client: string, home: string): Promise<number | null> {
  if (!existsSync(client)) return null;
  mkdirSync(home);
  let bytes = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    if (!request.url?.startsWith('/v1/messages') || request.url.includes('count_tokens'))
      return void response.writeHead(404).end();
    bytes += sizeOf(JSON.parse(body));
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(STREAM);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  for (let item = 0; item < TRIED_ITEMS; item++) await ask(client, { home, port, item });
  server.close();
  server.closeAllConnections();
  return Math.round(bytes / 3 / TRIED_ITEMS);
}

const sizeOf = ({ system, tools, messages }: Record<string, unknown>): number =>
  Buffer.byteLength(JSON.stringify([system, tools, messages]));

function ask(
  client: string,
  { home, port, item }: { home: string; port: number; item: number },
): Promise<void> {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
    ANTHROPIC_API_KEY: 'test-not-a-real-key',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
  };
  const child = spawn(client, ['-p', `Tag this line: item ${item}`, '--model', TIERS.haiku.model], {
    ...{ cwd: home, env, stdio: 'ignore', timeout: 60_000 },
  });
  return new Promise((resolve) => child.on('close', () => resolve()));
}

const event = (type: string, data: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
const STREAM = [
  event('message_start', {
    message: {
      ...{ id: 'msg_1', type: 'message', role: 'assistant', model: TIERS.haiku.model, content: [] },
      ...{ stop_reason: null, usage: { input_tokens: 1, output_tokens: 1 } },
    },
  }),
  event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
  event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'info' } }),
  event('content_block_stop', { index: 0 }),
  event('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 1 } }),
  event('message_stop', {}),
].join('');
