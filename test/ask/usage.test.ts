// What a reply says it used is what money is counted from: anything that is not sure leaves the cost unknown, on every way of asking.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { apiBackend } from '../../src/ask/api.ts';
import type { AskRequest } from '../../src/ask/backend.ts';
import { claudeBackend } from '../../src/ask/claude.ts';
import { claudeCli } from '../../src/ask/claude-cli.ts';
import { codex } from '../../src/ask/codex.ts';
import type { CodingCli } from '../../src/ask/coding-cli.ts';
import { copilot } from '../../src/ask/copilot.ts';
import { gemini } from '../../src/ask/gemini.ts';
import { openaiBackend } from '../../src/ask/openai.ts';
import { body, startRawServer } from '../support/raw-server.ts';

const REQUEST: AskRequest = {
  model: 'm',
  system: 's',
  cacheSystem: null,
  user: 'u',
  schema: null,
  maxTokens: 10,
  effort: null,
  thinking: null,
};

/** The same report with one count made unbelievable, in each of the ways seen. */
const spoiled = (good: Record<string, unknown>, count: string): [string, unknown][] => [
  ['is missing', undefined],
  ['is null', null],
  ['is empty', {}],
  ['has a negative count', { ...good, [count]: -100_000 }],
  ['has a count as text', { ...good, [count]: '1200' }],
  ['has half a token', { ...good, [count]: 0.5 }],
  ['has a count that is null', { ...good, [count]: null }],
];

const MESSAGE = { id: 'msg_1', type: 'message', model: 'm', content: [{ type: 'text', text: 'Yes.' }] };
const MESSAGE_USAGE = { input_tokens: 100, output_tokens: 20, cache_read_input_tokens: 7 };

const messageWith = async (usage: unknown) => {
  const server = await startRawServer((response) => body(response, JSON.stringify({ ...MESSAGE, usage })));
  const backend = apiBackend({
    env: { ANTHROPIC_API_KEY: 'test-key', ANTHROPIC_BASE_URL: server.url },
    stderr: process.stderr,
  });
  return backend?.ask(REQUEST);
};

const chatWith = async (usage: unknown) => {
  const choices = [{ message: { role: 'assistant', content: 'Yes.' }, finish_reason: 'stop' }];
  const server = await startRawServer((response) => body(response, JSON.stringify({ choices, usage })));
  return openaiBackend(`${server.url}/v1`, {}).ask(REQUEST);
};
const CHAT_USAGE = {
  prompt_tokens: 100,
  completion_tokens: 20,
  prompt_tokens_details: { cached_tokens: 30 },
};

/** A program that prints `lines` and may leave a file where the argument `fileFlag` says. */
function programThat(name: string, lines: unknown[], fileFlag?: { flag: string; content: unknown }) {
  const root = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'bin'));
  const program = join(root, 'bin', name);
  const printed = lines.map((line) => JSON.stringify(line)).join('\n');
  writeFileSync(
    program,
    `#!${process.execPath}
const args = process.argv.slice(2);
const print = (text) => process.stdout.write(text + '\\n');
if (args[0] === 'auth') print('{"loggedIn": true}');
else if (args[0] === 'mcp') print('[]');
else {
  ${fileFlag ? `require('node:fs').writeFileSync(args[args.indexOf(${JSON.stringify(fileFlag.flag)}) + 1], ${JSON.stringify(JSON.stringify(fileFlag.content))});` : ''}
  print(${JSON.stringify(printed)});
}
`,
  );
  chmodSync(program, 0o755);
  return {
    PATH: [join(root, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
    HOME: root,
    TIERWISE_HOME: join(root, 'tierwise'),
    CLAUDE_CODE_EXECPATH: join(root, 'bin', 'claude'),
  };
}

const CALL = {
  prompt: 'p',
  model: 'm',
  effort: null,
  folder: tmpdir(),
  access: 'none' as const,
  timeoutMs: 120_000,
};
const run = (cli: CodingCli, env: NodeJS.ProcessEnv) => cli.run(CALL, env);

const RESULT = { type: 'result', subtype: 'success', is_error: false, result: 'Yes.', total_cost_usd: 0.5 };
const CLAUDE_USAGE = { inputTokens: 100, outputTokens: 20, cacheReadInputTokens: 7 };
const claudeWith = (usage: unknown) =>
  programThat('claude', [{ ...RESULT, ...(usage !== undefined && { modelUsage: { m: usage } }) }]);

const CODEX_USAGE = { input_tokens: 100, cached_input_tokens: 30, output_tokens: 20 };
const codexWith = (usage: unknown) =>
  run(
    codex,
    programThat('codex', [
      { type: 'item.completed', item: { type: 'agent_message', text: 'Yes.' } },
      { type: 'turn.completed', usage },
    ]),
  );

const GEMINI_USAGE = { total_tokens: 120, input_tokens: 100, output_tokens: 20, cached: 30 };
const geminiWith = (stats: unknown) =>
  run(
    gemini,
    programThat('gemini', [
      { type: 'message', role: 'assistant', content: 'Yes.' },
      { type: 'result', status: 'success', stats },
    ]),
  );

const COPILOT_USAGE = { inputTokens: 100, outputTokens: 20, cacheReadTokens: 30 };
const copilotWith = (usage: unknown) =>
  run(
    copilot,
    programThat(
      'copilot',
      [
        { type: 'assistant.message', data: { content: 'Yes.', model: 'm' } },
        { type: 'result', exitCode: 0 },
      ],
      { flag: '--usage-output-file', content: { modelMetrics: { m: { usage } } } },
    ),
  );

const WAYS = [
  { way: 'the Messages API', ask: messageWith, good: MESSAGE_USAGE, count: 'output_tokens', input: 100 },
  { way: 'Chat Completions', ask: chatWith, good: CHAT_USAGE, count: 'completion_tokens', input: 70 },
  {
    way: 'claude -p',
    ask: async (usage: unknown) => claudeBackend(claudeWith(usage))?.ask(REQUEST),
    good: CLAUDE_USAGE,
    count: 'outputTokens',
    input: 100,
  },
  {
    way: 'Claude Code as a CLI',
    ask: (usage: unknown) => run(claudeCli, claudeWith(usage)),
    good: CLAUDE_USAGE,
    count: 'inputTokens',
    input: 100,
  },
  { way: 'Codex', ask: codexWith, good: CODEX_USAGE, count: 'input_tokens', input: 70 },
  { way: 'Gemini', ask: geminiWith, good: GEMINI_USAGE, count: 'output_tokens', input: 70 },
  { way: 'Copilot', ask: copilotWith, good: COPILOT_USAGE, count: 'outputTokens', input: 70 },
];

describe.each(WAYS)('$way', ({ ask, good, count, input }) => {
  test('tells what it used, when it can be believed', async () => {
    expect(await ask(good)).toMatchObject({ text: 'Yes.', usage: { input, output: 20 } });
  });

  test.each(spoiled(good, count))('usage that %s is not known, and the answer is kept', async (_, usage) => {
    expect(await ask(usage)).toMatchObject({ text: 'Yes.', usage: null });
  });
});

test('more from the cache than there was in the prompt is not believed', async () => {
  const usage = { prompt_tokens: 100, completion_tokens: 20, prompt_tokens_details: { cached_tokens: 200 } };
  expect((await chatWith(usage)).usage).toBeNull();
});

test.each([
  ['-5', -5],
  ['a text', '0.5'],
  ['missing', undefined],
])('a cost of Claude Code’s own that is %s is not known', async (_, cost) => {
  const env = programThat('claude', [{ ...RESULT, total_cost_usd: cost, modelUsage: { m: CLAUDE_USAGE } }]);
  expect(await run(claudeCli, env)).toMatchObject({ text: 'Yes.', costUsd: null });
});
