// The user's own sessions of Codex and Gemini, as their programs keep them: read for the report, and kept nowhere. Shapes as written
// by codex 0.169.0 and gemini 0.61.0, and by those before them.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { userHome } from '../data-home.ts';
import { count, type Json, list, moment, object, parseObject, text } from './json-fields.ts';
import type { LedgerEntry, Source } from './ledger-entry.ts';

/** Returns the calls of the sessions that were written to since `from` (null: of all), as lines of a ledger without a price. */
export function readForeign(env: NodeJS.ProcessEnv, from: Date | null): LedgerEntry[] {
  const codex = join(env.CODEX_HOME || join(userHome(env), '.codex'), 'sessions');
  const gemini = join(env.GEMINI_CLI_HOME || userHome(env), '.gemini', 'tmp');
  return [
    ...files(codex, /^rollout-.*\.jsonl$/, from).flatMap(codexCalls),
    ...files(gemini, /^session-.*\.jsonl?$/, from).flatMap(geminiCalls),
  ];
}

/**
 * Returns the calls without those of sessions that Tierwise itself started, which stand in its own ledger already: a voice's session
 * has the tokens that were recorded for it.
 */
export function withoutOwn(
  foreign: readonly LedgerEntry[],
  ledger: Iterable<Pick<LedgerEntry, 'client' | 'input' | 'cacheRead' | 'output'>>,
): LedgerEntry[] {
  const own = new Set<string>();
  for (const call of ledger) if (call.client) own.add(tokensOf(call.client.split(' ')[0] ?? '', call));
  if (!own.size) return [...foreign];
  const sums = new Map<string, { input: number; cacheRead: number; output: number }>();
  for (const { session, input, cacheRead, output } of foreign) {
    const sum = sums.get(session ?? '') ?? { input: 0, cacheRead: 0, output: 0 };
    sums.set(session ?? '', {
      input: sum.input + input,
      cacheRead: sum.cacheRead + cacheRead,
      output: sum.output + output,
    });
  }
  return foreign.filter(({ session, source }) => {
    const sum = sums.get(session ?? '');
    return !sum || !own.has(tokensOf(source, sum));
  });
}

const tokensOf = (
  client: string,
  { input, cacheRead, output }: { input: number; cacheRead: number; output: number },
): string => `${client} ${input + cacheRead} ${output}`;

function files(folder: string, name: RegExp, from: Date | null): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => name.test(basename(path)))
      .map((path) => join(folder, path))
      .filter((file) => !from || statSync(file).mtimeMs >= from.getTime());
  } catch {
    return []; // the program was never used here
  }
}

function linesOf(file: string): Json[] {
  return textOf(file)
    .split('\n')
    .map(parseObject)
    .filter((line) => line !== null);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** What is the same for all calls of a session. */
interface Session {
  source: Source;
  session: string;
  project: string | null;
  branch: string | null;
  client: string | null;
}

interface Tokens {
  input: number;
  cacheRead: number;
  cacheWrite5m: number;
  output: number;
  thinking: number;
}

function callOf(
  { source, session, project, branch, client }: Session,
  {
    id,
    at,
    model,
    effort,
    tokens,
  }: { id: string; at: string; model: string; effort: string | null; tokens: Tokens },
): LedgerEntry {
  return {
    ...{ id: `${source}|${session}|${id}`, at, source, session, project, agent: null, skill: null },
    ...{ requested: model, served: model, tier: null, effort, ...tokens, cacheWrite1h: 0, costUsd: null },
    stop: null,
    ...(branch && { branch }),
    ...(client && { client }),
  };
}

function codexCalls(file: string): LedgerEntry[] {
  const lines = linesOf(file);
  const session = codexSession(lines, file);
  const answers = codexAnswers(lines);
  let turn: Json = {};
  const calls: LedgerEntry[] = [];
  for (const line of lines) {
    if (line.type === 'turn_context') turn = object(line.payload);
    const usage = answers.get(line);
    const [model, at] = [text(turn.model), moment(line.timestamp)];
    if (!usage || !model || !at) continue;
    const id = text(object(line.payload).response_id) ?? String(calls.length + 1);
    calls.push(callOf(session, { id, at, model, effort: text(turn.effort), tokens: codexTokens(usage) }));
  }
  return calls;
}

function codexSession(lines: readonly Json[], file: string): Session {
  const meta = object(lines.find(({ type }) => type === 'session_meta')?.payload);
  const version = text(meta.cli_version);
  return {
    source: 'codex',
    session: text(meta.id) ?? basename(file, '.jsonl'),
    project: text(meta.cwd),
    branch: text(object(meta.git).branch),
    client: version && `codex ${version}`,
  };
}

/** The lines that tell of an answer, with its usage: newer versions record each, older ones count the last one, some of it twice. */
function codexAnswers(lines: readonly Json[]): ReadonlyMap<Json, Json> {
  const recorded = lines.filter(({ type }) => type === 'token_usage_record');
  if (recorded.length) return new Map(recorded.map((line) => [line, object(object(line.payload).usage)]));
  const answers = new Map<Json, Json>();
  let before = '';
  for (const line of lines) {
    const { type, info } = object(line.payload);
    const { last_token_usage: last, total_token_usage: total } = object(info);
    const now = JSON.stringify(total ?? null);
    if (line.type !== 'event_msg' || type !== 'token_count' || !last || now === before) continue;
    answers.set(line, object(last));
    before = now;
  }
  return answers;
}

/** What was read from and written to the cache is a part of the input, reasoning one of the output. */
function codexTokens(usage: Json): Tokens {
  const cacheRead = count(usage.cached_input_tokens);
  const cacheWrite5m = count(usage.cache_write_input_tokens);
  return {
    input: Math.max(0, count(usage.input_tokens) - cacheRead - cacheWrite5m),
    ...{ cacheRead, cacheWrite5m },
    output: count(usage.output_tokens),
    thinking: count(usage.reasoning_output_tokens),
  };
}

function geminiCalls(file: string): LedgerEntry[] {
  const whole = file.endsWith('.json') ? parseObject(textOf(file)) : null;
  const lines = whole ? [whole] : linesOf(file);
  const head = lines[0] ?? {};
  const folder = dirname(dirname(file));
  const session: Session = {
    source: 'gemini',
    session: text(head.sessionId) ?? basename(file),
    project: textOf(join(folder, '.project_root')).trim() || folder,
    ...{ branch: null, client: 'gemini' },
  };
  const messages = lines.flatMap((line) => [
    line,
    ...list(line.messages).map(object),
    ...list(object(line.$set).messages).map(object),
  ]);
  // A message may be written again when its tokens are known, or all of them when the session goes on.
  const calls = new Map<string, LedgerEntry>();
  for (const { type, id, timestamp, model, tokens } of messages) {
    const [name, at, key] = [text(model), moment(timestamp), text(id)];
    if (type !== 'gemini' || !tokens || !name || !at || !key) continue;
    const call = callOf(session, {
      id: key,
      at,
      model: name,
      effort: null,
      tokens: geminiTokens(object(tokens)),
    });
    calls.set(key, call);
  }
  return [...calls.values()];
}

/** Thoughts stand beside the output, what is cached is a part of the input. */
function geminiTokens(tokens: Json): Tokens {
  const [cacheRead, thinking] = [count(tokens.cached), count(tokens.thoughts)];
  return {
    input: Math.max(0, count(tokens.input) - cacheRead) + count(tokens.tool),
    ...{ cacheRead, cacheWrite5m: 0 },
    output: count(tokens.output) + thinking,
    thinking,
  };
}
