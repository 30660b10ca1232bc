// What the coding CLIs print, as the fakes in test/support/fake-cli were measured to.

const lines = (...events: object[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('');

const item = (value: object): object => ({ type: 'item.completed', item: { id: 'item_0', ...value } });
const codexUsage = {
  ...{ input_tokens: 13_000, cached_input_tokens: 1000, cache_write_input_tokens: 0 },
  ...{ output_tokens: 340, reasoning_output_tokens: 120 },
};
const copilotUsage = {
  ...{ inputTokens: 1200, outputTokens: 34, cacheReadTokens: 1000, cacheWriteTokens: 0, reasoningTokens: 12 },
};
const stats = {
  ...{ total_tokens: 1500, input_tokens: 1200, output_tokens: 100, cached: 300, duration_ms: 900 },
  models: { 'gemini-pro': { output_tokens: 100 }, 'gemini-flash': { output_tokens: 3 } },
};

export const CLI_OUTPUTS = {
  codex: [
    lines(
      { type: 'thread.started', thread_id: '0199' },
      item({ type: 'error', message: 'The request was rerouted: gpt-x -> gpt-y' }),
      item({ type: 'agent_message', text: 'It depends.' }),
      { type: 'turn.completed', usage: codexUsage },
    ),
    lines(
      { type: 'error', message: 'Reconnecting... 1/5 (429)' },
      { type: 'turn.failed', error: { message: 'unexpected status 401 Unauthorized' } },
    ),
  ],
  gemini: [
    lines(
      { type: 'init', session_id: 's', model: 'gemini-pro' },
      { type: 'message', role: 'assistant', content: 'I look.', delta: true },
      { type: 'tool_use', tool_name: 'glob', tool_id: '1', parameters: {} },
      { type: 'tool_result', tool_id: '1', status: 'success' },
      { type: 'message', role: 'assistant', content: 'It depends.', delta: true },
      { type: 'result', status: 'success', stats },
    ),
    lines(
      { type: 'error', severity: 'error', message: '[API Error: {"error":{"message":"quota"}}]' },
      { type: 'result', status: 'error', error: { type: 'Error', message: '[API Error: blocked]' }, stats },
    ),
  ],
  copilot: [
    `${JSON.stringify({ modelMetrics: { m: { requests: { count: 1 }, usage: copilotUsage } } })}\n${lines(
      { type: 'assistant.message', data: { model: 'm', content: 'It depends.', toolRequests: [] } },
      { type: 'result', exitCode: 0, usage: { premiumRequests: 1 } },
    )}`,
    JSON.stringify({ modelMetrics: { m: { usage: copilotUsage }, n: { usage: copilotUsage } } }),
    lines(
      { type: 'session.error', data: { errorType: 'rate_limit', statusCode: 429, message: 'retried: 429' } },
      { type: 'result', exitCode: 1 },
    ),
  ],
} as const;
