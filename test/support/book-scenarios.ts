// What one call may look like in the books, each with the usage that the server reports for it. Prices worked out by hand, in dollars
// per million tokens: Opus 5.5 4 in, 20 out, 0.20 read, 5 and 8 written, fast double; Haiku 5.5 0.10 and 0.50, above 100,000 tokens of
// prompt 0.50 and 2.50; Sonnet 5.5 2 and 10.

export interface CallScenario {
  name: string;
  usage: Record<string, unknown>;
  /** It is made by an agent on Haiku. */
  byAgent?: true;
  /** The model that answers, where it is another one than was asked for. */
  served?: string;
  /** Dollars. */
  usd: number;
}

const usage = (tokens: Record<string, unknown>) => ({
  ...{ input_tokens: 0, output_tokens: 0, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 },
  ...tokens,
});
const sampling = (input: number, output: number, more: object = {}) => ({
  ...{ type: 'message', input_tokens: input, output_tokens: output },
  ...{ cache_read_input_tokens: 0, cache_creation_input_tokens: 0 },
  ...more,
});
const written = (fiveMinutes: number, hour: number) => ({
  cache_creation_input_tokens: fiveMinutes + hour,
  cache_creation: { ephemeral_5m_input_tokens: fiveMinutes, ephemeral_1h_input_tokens: hour },
});
const ADVISOR = { type: 'advisor_message', model: 'claude-fable-5-2' };

export const CALLS: readonly CallScenario[] = [
  { name: 'plain', usage: usage({ input_tokens: 1000, output_tokens: 100 }), usd: 0.006 },
  { name: 'cache written for five minutes', usage: usage({ ...written(2000, 0), output_tokens: 10 }), usd: 0.0102 },
  { name: 'cache written for an hour', usage: usage({ ...written(0, 2000), output_tokens: 10 }), usd: 0.0162 },
  { name: 'cache written for both', usage: usage({ ...written(1000, 3000), output_tokens: 10 }), usd: 0.0292 },
  { name: 'cache read', usage: usage({ cache_read_input_tokens: 10_000, output_tokens: 10 }), usd: 0.0022 },
  { name: 'thinking', usage: usage({ input_tokens: 10, output_tokens: 500, output_tokens_details: { thinking_tokens: 400 } }), usd: 0.01004 },
  { name: 'web searches', usage: usage({ input_tokens: 100, output_tokens: 10, server_tool_use: { web_search_requests: 3, web_fetch_requests: 1 } }), usd: 0.0306 },
  { name: 'fast mode', usage: usage({ input_tokens: 1000, output_tokens: 100, speed: 'fast' }), usd: 0.012 },
  { name: 'US-only inference', usage: usage({ input_tokens: 1000, output_tokens: 100, inference_geo: 'us' }), usd: 0.0066 },
  { name: 'an advisor', usage: usage({ input_tokens: 1000, output_tokens: 100, iterations: [sampling(1000, 100), sampling(20_000, 500, ADVISOR)] }), usd: 0.006 + 0.16 + 0.02 },
  { name: 'an advisor asked twice', usage: usage({ input_tokens: 1000, output_tokens: 100, iterations: [sampling(1000, 100), sampling(20_000, 500, ADVISOR), sampling(10_000, 0, ADVISOR)] }), usd: 0.006 + 0.18 + 0.08 },
  { name: 'another model answers', usage: usage({ input_tokens: 1000, output_tokens: 100 }), served: 'claude-sonnet-5-5', usd: 0.003 },
  { name: 'the model with its date', usage: usage({ input_tokens: 1000, output_tokens: 100 }), served: 'claude-opus-5-5-20260901', usd: 0.006 },
  { name: 'a short prompt on Haiku', byAgent: true, usage: usage({ input_tokens: 100_000, output_tokens: 100 }), usd: 0.01005 },
  { name: 'a long prompt on Haiku', byAgent: true, usage: usage({ input_tokens: 60_000, cache_read_input_tokens: 60_000, output_tokens: 100 }), usd: 0.03325 },
  { name: 'two samplings that are long only together', byAgent: true, usage: usage({ input_tokens: 150_000, output_tokens: 200, iterations: [sampling(70_000, 100), sampling(80_000, 100)] }), usd: 0.0151 },
  { name: 'two samplings, one of them long', byAgent: true, usage: usage({ input_tokens: 150_000, output_tokens: 200, iterations: [sampling(120_000, 100), sampling(30_000, 100)] }), usd: 0.06025 + 0.00305 },
]; // biome-ignore format: one line each
