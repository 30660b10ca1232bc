// What models, servers and other vendors' programs reply: an answer, or a failure in words, and no amount of money that is none.
import { readBatch, readBatchResult, readMessage } from '../../src/ask/anthropic-reply.ts';
import type { Failure, Reply } from '../../src/ask/backend.ts';
import { AskError } from '../../src/ask/backend.ts';
import { claudeReply } from '../../src/ask/claude.ts';
import { claudeAnswer } from '../../src/ask/claude-cli.ts';
import { readClaudeResult } from '../../src/ask/claude-result.ts';
import { codexAnswer } from '../../src/ask/codex.ts';
import type { CliAnswer, CliFailure } from '../../src/ask/coding-cli.ts';
import { copilotAnswer } from '../../src/ask/copilot.ts';
import { geminiAnswer } from '../../src/ask/gemini.ts';
import { objectIn } from '../../src/ask/json-reply.ts';
import { openaiBackend } from '../../src/ask/openai.ts';
import { waitBefore } from '../../src/ask/retry.ts';
import { readReply } from '../../src/bulk/asking/reply.ts';
import { costUsd, type Usage } from '../../src/models/cost.ts';
import { shippedModel } from '../../src/models/table.ts';
import type { Ended } from '../../src/process.ts';
import { must } from '../area.ts';
import { CLI_OUTPUTS } from './cli-outputs.ts';
import { CORPUS } from './corpus.ts';
import { parsed, type Targets, text } from './target.ts';
import { SCHEME } from './tasks.ts';

const MODEL = { model: 'claude-opus-5-5' };

export function replyTargets(): Targets {
  return {
    'a message': { good: CORPUS.messages, weight: 4, read: parsed((it) => paid(readMessage(it))) },
    'a batch': { good: CORPUS.batches, weight: 2, read: parsed(readBatch) },
    'a result of a batch': {
      good: CORPUS.batches,
      weight: 2,
      read: parsed((it) => paid(readBatchResult(it)?.reply as Reply)),
    },
    'the answers in a reply': { good: CORPUS.replies, weight: 6, read: text(answersOnlyWhatWasAsked) },
    'JSON in a text': { good: CORPUS.replies, weight: 4, read: text(objectIn) },
    'a reply of claude -p': { good: CORPUS.claude, weight: 4, read: text(repliedByClaude) },
    'a reply of a compatible server': { good: CORPUS.completions, weight: 3, read: completed },
    'an answer of codex': cli(CLI_OUTPUTS.codex, (ended) => codexAnswer(ended, MODEL)),
    'an answer of gemini': cli(CLI_OUTPUTS.gemini, geminiAnswer),
    'an answer of copilot': cli(CLI_OUTPUTS.copilot, (ended) => copilotAnswer(ended, ended.stdout)),
    'an answer of claude': cli(CORPUS.claude, claudeAnswer),
  };
}

/** A program that printed the bytes, on one of its streams, and ended well or not. */
function cli(good: readonly string[], answerOf: (ended: Ended) => CliAnswer | CliFailure): Targets[string] {
  return {
    good,
    weight: 3,
    read: text((printed) => {
      const code = [0, 0, 1, 41, null][printed.length % 5] ?? null;
      wellTold(answerOf({ code, stdout: printed, stderr: '', ended: null }));
      wellTold(answerOf({ code, stdout: '', stderr: printed, ended: null }));
    }),
  };
}

function wellTold(answer: CliAnswer | CliFailure): void {
  if ('failure' in answer)
    must(answer.message.length < 10_000 && !/[\r\n]/.test(answer.message), () => `it says ${answer.message}`);
  else must(answer.text.trim() !== '', () => 'an answer without words');
  paid({ usage: null, ...answer });
  const { costUsd: cost = null } = answer;
  must(cost === null || (Number.isFinite(cost) && cost >= 0), () => `it cost $${cost}`);
}

/** Tokens are counts, and what they come to is an amount. */
function paid(reply: { usage?: Usage | null } | null | undefined): void {
  const usage = reply?.usage;
  if (!usage) return;
  const counts = Object.values(usage);
  must(
    counts.every((count) => Number.isInteger(count) && count >= 0),
    () => `counts ${counts}`,
  );
  const cost = costUsd(shippedModel(MODEL.model), usage, { at: new Date() });
  must(cost !== null && Number.isFinite(cost) && cost >= 0, () => `it cost $${cost}`);
}

function repliedByClaude(printed: string): void {
  const result = readClaudeResult(printed);
  if (!result) return;
  const reply: Reply | Failure = claudeReply(result, MODEL);
  if ('failure' in reply) return;
  paid(reply);
  must(reply.served !== '', () => 'served by a model without a name');
}

function answersOnlyWhatWasAsked(reply: string): void {
  const { values, problems } = readReply(reply, [101, 102, 103], SCHEME.answer);
  for (const id of [101, 102, 103])
    must(values.has(id) !== problems.has(id), () => `${id} is not either answered or open`);
  must(values.size + problems.size === 3, () => 'it answers what was not asked');
}

const SERVER = openaiBackend('http://127.0.0.1:1/v1', {});
const STATUSES = [200, 200, 200, 400, 401, 404, 413, 429, 500, 529];
const WAITS = ['1e999', '-5', 'NaN', '0', '7200', 'Wed, 21 Oct 2026 07:28:00 GMT'];
const REQUEST = { model: 'm', system: '', user: 'u', schema: null, maxTokens: 9 };

/** A server that answers with the bytes, under one of many statuses. */
async function completed(bytes: Buffer): Promise<void> {
  const before = globalThis.fetch;
  const status = STATUSES[bytes.length % STATUSES.length] as number;
  const headers = { 'retry-after': WAITS[bytes.length % WAITS.length] as string };
  globalThis.fetch = async () => new Response(new Uint8Array(bytes), { status, headers });
  try {
    paid(await SERVER.ask(REQUEST as never));
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    const waitMs = waitBefore(1, error.retryAfterMs, () => 0.5);
    must(waitMs >= 0 && waitMs <= 120_000, () => `it waits ${waitMs} ms`);
    must(!/[\r\n]/.test(error.message), () => `it says ${error.message}`);
  } finally {
    globalThis.fetch = before;
  }
}
