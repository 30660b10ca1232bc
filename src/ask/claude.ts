// The `claude` backend: the user's own Claude Code, one lean `claude -p` a request, billed to the login it has.
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { environmentFor } from '../credentials.ts';
import { type Ended, runProgram } from '../process.ts';
import { AskError, type AskRequest, type Backend, type Failure, type Reply } from './backend.ts';
import {
  type ClaudeResult,
  isLimitTrouble,
  isLoginTrouble,
  readClaudeResult,
  sayingOf,
  usageOf,
} from './claude-result.ts';

const REQUEST_TIMEOUT_MS = 600_000;
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
  if (status === null) return false;
  try {
    return JSON.parse(stdout).loggedIn === true;
  } catch {
    return false;
  }
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
  let ended: Ended;
  try {
    ended = await runProgram(program, flagsFor(request), {
      env,
      input: inputFor(request),
      timeoutMs: request.timeoutMs ?? REQUEST_TIMEOUT_MS,
      ...(request.signal && { signal: request.signal }),
    });
  } catch (error) {
    return { failure: 'stop', message: `${program} cannot be started: ${(error as Error).message}` };
  }
  if (ended.ended === 'aborted')
    return { failure: 'again', message: 'stopped before it was answered', maybeBilled: true };
  if (ended.ended)
    return {
      failure: 'again',
      message: `claude -p did not answer within ${(request.timeoutMs ?? REQUEST_TIMEOUT_MS) / 1000} s`,
      maybeBilled: true,
    };
  return readResult(ended.stdout, ended.stderr, ended.code, request);
}

function readResult(
  stdout: string,
  stderr: string,
  exit: number | null,
  request: AskRequest,
): Reply | Failure {
  const result = readClaudeResult(stdout);
  if (!result) {
    const said = stderr.trim().split('\n').at(-1) ?? '';
    return {
      failure: 'again',
      message: `claude -p ended with ${exit} and no result: ${said}`,
      maybeBilled: true,
    };
  }
  const gaveUp = result.subtype === 'error_max_structured_output_retries';
  if (result.is_error && !gaveUp) return failureOf(result, request);
  const refused = result.stop_reason === 'refusal';
  const structured = result.structured_output;
  return {
    id: result.uuid ?? result.session_id ?? '',
    requestId: null,
    served: Object.keys(result.modelUsage ?? {})[0] ?? request.model,
    text: structured === undefined ? String(result.result ?? '') : JSON.stringify(structured),
    stop: refused ? 'refused' : result.stop_reason === 'max_tokens' ? 'truncated' : 'complete',
    usage: usageOf(result.modelUsage),
    usOnly: false,
    fast: false,
    batch: false,
    isSum: true,
    rateLimit: null,
  };
}

function failureOf(result: ClaudeResult, { model }: AskRequest): Failure {
  const status = result.api_error_status;
  const said = sayingOf(result);
  if (isLoginTrouble(said, status)) {
    return {
      failure: 'stop',
      message: `Claude Code says: ${said}. Log in with "claude", then run the same command again`,
    };
  }
  if (isLimitTrouble(said)) {
    return {
      failure: 'stop',
      message: `Claude Code says: ${said}. Run the same command again when your allowance is back`,
    };
  }
  if (status === 404)
    return { failure: 'stop', message: `Claude Code does not know the model ${model}: ${said}` };
  if (/too long|context window/i.test(said) || status === 413) return { failure: 'too-large', message: said };
  if (status === 400)
    return { failure: 'stop', message: `The API refused the request for ${model}: ${said}` };
  const busy = status === 429 || status === 529 || status === 503;
  return { failure: 'again', message: `claude -p failed${status ? ` with ${status}` : ''}: ${said}`, busy };
}
