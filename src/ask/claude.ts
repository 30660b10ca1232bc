// The `claude` backend: the user's own Claude Code, one lean `claude -p` per request, billed to the login it has.
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { environmentFor } from '../credentials.ts';
import { type Ended, runProgram } from '../process.ts';
import { AskError, type AskRequest, type Backend, type Failure, type Reply } from './backend.ts';
import { type ClaudeResult, isLimitTrouble, isLoginTrouble, readClaudeResult } from './claude-result.ts';
import { messageOf } from './connection.ts';
import { requestTimeoutMs } from './exchange.ts';
import { at, parseJson } from './foreign.ts';
import { firstWaitMs } from './retry.ts';

/** The client starts, and asks again by itself: an ask of it may take as long as so many requests of ours. */
const CLIENT_CLOCKS = 2;
/** More processes than this for each core gain nothing. */
const PROCESSES_PER_CORE = 2;
/** The client asks again by itself when a reply breaks the schema, so often in all. */
const CLIENT_ATTEMPTS = 5;

/** The `claude` backend, or null when the client is not installed or nobody is logged in to it. */
export function claudeBackend(env: NodeJS.ProcessEnv): Backend | null {
  const program = programIn(env);
  const clean = environmentFor('claudeLogin', env);
  if (!isLoggedIn(program, clean)) return null;
  return {
    name: 'claude',
    via: 'your own Claude Code (claude -p)',
    billedTo: 'your Claude subscription',
    mostConcurrent: PROCESSES_PER_CORE * availableParallelism(),
    requestsPerAsk: CLIENT_ATTEMPTS,
    thinks: true,
    cachesForAnHour: true,
    firstWaitMs: firstWaitMs(env),
    async ask(request) {
      const answer = await run(program, request, {
        ...clean,
        CLAUDE_CODE_MAX_OUTPUT_TOKENS: String(request.maxTokens),
      });
      if ('failure' in answer) throw new AskError(answer);
      return answer;
    },
  };
}

const programIn = (env: NodeJS.ProcessEnv): string => env.CLAUDE_CODE_EXECPATH || 'claude';

function isLoggedIn(program: string, env: NodeJS.ProcessEnv): boolean {
  const { status, stdout } = spawnSync(program, ['auth', 'status'], {
    env,
    encoding: 'utf8',
    timeout: 15_000,
  });
  return status !== null && at(parseJson(stdout), 'loggedIn') === true;
}

// No tools, no settings, no plugins (so none of ours runs inside), no transcript.
function flagsFor({ model, system, schema, effort, user }: AskRequest): string[] {
  return [
    ...[
      '-p',
      '--model',
      model,
      '--system-prompt',
      system,
      '--tools',
      '',
      '--safe-mode',
      '--no-session-persistence',
    ],
    ...['--setting-sources', ''],
    // Images go in as content blocks, which takes a stream on both sides; its last line is the result.
    ...(typeof user === 'string'
      ? ['--output-format', 'json']
      : ['--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose']),
    ...(schema ? ['--json-schema', JSON.stringify(schema)] : []),
    ...(effort ? ['--effort', effort] : []),
  ];
}

function inputFor({ user }: AskRequest): string {
  if (typeof user === 'string') return user;
  const content = user.map((part) => {
    if ('text' in part) return { type: 'text', text: part.text };
    const { mediaType: media_type, base64: data } = part.image;
    return { type: 'image', source: { type: 'base64', media_type, data } };
  });
  return `${JSON.stringify({ type: 'user', message: { role: 'user', content } })}\n`;
}

async function run(program: string, request: AskRequest, env: NodeJS.ProcessEnv): Promise<Reply | Failure> {
  const { signal, timeoutMs = CLIENT_CLOCKS * requestTimeoutMs(env) } = request;
  let ended: Ended;
  try {
    ended = await runProgram(program, flagsFor(request), {
      env,
      input: inputFor(request),
      timeoutMs,
      ...(signal && { signal }),
    });
  } catch (error) {
    return { failure: 'stop', message: `${program} cannot be started: ${messageOf(error)}` };
  }
  const lost = (message: string): Failure => ({ failure: 'again', message, maybeBilled: true });
  if (ended.ended === 'aborted') return lost('stopped before it was answered');
  if (ended.ended === 'timeout') return lost(`claude -p did not answer within ${timeoutMs / 1000} s`);
  if (ended.ended) return lost('claude -p wrote without end, and was stopped');
  const result = readClaudeResult(ended.stdout);
  if (result) return claudeReply(result, request);
  const said = ended.stderr.trim().split('\n').at(-1) ?? '';
  return lost(`claude -p ended with ${ended.code} and no result: ${said}`);
}

/** Returns the reply in a result of `claude -p`, or how it failed. */
export function claudeReply(result: ClaudeResult, request: Pick<AskRequest, 'model'>): Reply | Failure {
  const gaveUp = result.subtype === 'error_max_structured_output_retries';
  if (result.isError && !gaveUp) return failureOf(result, request);
  const { id, stopReason, text, usage, models } = result;
  return {
    id,
    requestId: null,
    served: models[0] ?? request.model,
    text,
    stop: stopReason === 'refusal' ? 'refused' : stopReason === 'max_tokens' ? 'truncated' : 'complete',
    usage,
    usOnly: false,
    fast: false,
    batch: false,
    isSum: true,
    rateLimit: null,
  };
}

function failureOf(result: ClaudeResult, { model }: Pick<AskRequest, 'model'>): Failure {
  const { said, apiStatus } = result;
  const stop = (message: string): Failure => ({ failure: 'stop', message });
  if (isLoginTrouble(result))
    return stop(`Claude Code says: ${said}. Log in with "claude", then run the same command again`);
  if (isLimitTrouble(result))
    return {
      ...stop(`Claude Code says: ${said}. Run the same command again when your allowance is back`),
      exhausted: true,
    };
  if (apiStatus === 404) return stop(`Claude Code does not know the model ${model}: ${said}`);
  if (/too long|context window/i.test(said) || apiStatus === 413)
    return { failure: 'too-large', message: said };
  if (apiStatus === 400) return stop(`The API refused the request for ${model}: ${said}`);
  const busy = apiStatus === 429 || apiStatus === 529 || apiStatus === 503;
  const message = `claude -p failed${apiStatus ? ` with ${apiStatus}` : ''}: ${said}`;
  return { failure: 'again', message, busy, limited: apiStatus === 429 };
}
