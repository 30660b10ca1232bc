// A request as the real client counts it.
import { type Counted, readCounted } from '../../src/live/counted.ts';

/** As 2.1.329 says it: at list prices, $0.000514. */
export const COUNTED = {
  'session.id': 's1',
  'event.timestamp': '2026-11-21T20:09:02.646Z',
  'event.sequence': 11,
  model: 'claude-opus-5-5',
  input_tokens: 11,
  output_tokens: 7,
  cache_read_tokens: 100,
  cache_creation_tokens: 50,
  cache_creation_5m_tokens: 30,
  cache_creation_1h_tokens: 20,
  cost_usd: 0.000514,
  duration_ms: 39,
  request_id: 'req_3',
  speed: 'normal',
  query_source: 'agent:builtin:Explore',
  effort: 'medium',
  agent_id: 'a8d0',
};
/** The tokens of it. */
export const USED = { input: 11, output: 7, cacheRead: 100, cacheWrite5m: 30, cacheWrite1h: 20 };

/** Returns the request, other than usual in `more`. */
export function counted(more: object = {}): Counted {
  const found = readCounted('api_request', { ...COUNTED, ...more });
  if (!found) throw new Error('not read');
  return found;
}

/** 1,000 tokens in and 100 out of Fable: $0.008 + $0.004. */
export const ADVISOR = {
  model: 'claude-fable-5-2',
  usage: {
    ...{ input: 1000, output: 100, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    ...{ thinking: 0, webSearches: 0 },
  },
};
export const ADVISOR_USD = 0.012;

/** Returns the line of a transcript about the request `id`, with `advisors` in it. */
export const transcriptLine = (
  id: string,
  advisors: readonly { model: string; usage: { input: number; output: number } }[] = [],
  more: object = {},
): string =>
  JSON.stringify({
    type: 'assistant',
    requestId: id,
    requestedModel: 'claude-opus-5-5',
    message: {
      usage: {
        ...{ input_tokens: 11, output_tokens: 7, cache_read_input_tokens: 100 },
        cache_creation_input_tokens: 50,
        cache_creation: { ephemeral_5m_input_tokens: 30, ephemeral_1h_input_tokens: 20 },
        iterations: advisors.map(({ model, usage: { input, output } }) => ({
          ...{ type: 'advisor_message', model, input_tokens: input, output_tokens: output },
        })),
        ...more,
      },
    },
  });

/** Returns the client's own account of a session, in a line of its transcript: US dollars by model. */
export const costState = (sessionId: string, usd: Record<string, number>): string =>
  JSON.stringify({
    ...{ type: 'cost-state', sessionId },
    totalCostUSD: Object.values(usd).reduce((sum, one) => sum + one, 0),
    modelUsage: Object.fromEntries(
      Object.entries(usd).map(([model, costUSD]) => [model, { costUSD, outputTokens: 9 }]),
    ),
  });
