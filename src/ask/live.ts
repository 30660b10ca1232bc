// The `live` backend: the Claude Code session that the command runs in answers, through the module of the plugin tierwise-live, with
// the login that the session has. Fast, and without a key. The call takes no schema, so replies are checked here alone.
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dataHome, makePrivateFolder } from '../data-home.ts';
import type { Host } from '../host.ts';
import { usd } from '../terminal/format.ts';
import { AskError, type AskRequest, type Backend, type Failure, type Reply, textOf } from './backend.ts';
import { requestTimeoutMs } from './exchange.ts';
import { at, parseJson, textAt } from './foreign.ts';
import {
  ADDED_OUTPUT_TOKENS,
  type LiveAnswer,
  type LiveCommand,
  type LivePack,
  liveFolder,
  type Offer,
  PRESENCE_FILE,
  PROTOCOL,
  runFile,
  takenFile,
} from './live-protocol.ts';
import { LiveSocket, type Outcome } from './live-socket.ts';
import { firstWaitMs } from './retry.ts';

const NOT_ALLOWED =
  'it answers only a command that the Bash tool of the session was allowed to start, such as "tierwise bulk-tag …"';
/** How long the module may take to answer an offer. It looks several times a second. */
const TAKEN_WITHIN_MS = 3000;
const LOOK_EVERY_MS = 20;
/** The smallest answer that is worth asking for. */
const LEAST_OUTPUT_TOKENS = 256;

/** A run that the session's module may answer. */
export interface LiveRun {
  command: LiveCommand;
  /** What it may spend at most; null: it set itself no ceiling. */
  maxCostUsd: number | null;
  /** It only estimates, and asks nothing. */
  dry: boolean;
}

/** The `live` backend; null where no session's module is there, or it does not take this run, which is told on stderr. */
export function liveBackend({ env, stderr }: Pick<Host, 'env' | 'stderr'>, run: LiveRun): Backend | null {
  const module = moduleIn(env);
  if (!module) return null;
  if (run.dry) return described(env);
  const { folder, open } = module;
  const refused = (why: string): null => {
    stderr.write(`The session's tierwise-live does not answer this run: ${why}.\n`);
    return null;
  };
  if (!open) return refused(NOT_ALLOWED);
  const secret = randomBytes(32).toString('hex');
  const socket = new LiveSocket(secret);
  const id = randomUUID();
  const { command, maxCostUsd } = run;
  const offer: Offer = { v: PROTOCOL, run: id, command, socket: socket.path, secret, maxCostUsd };
  const taken = handOver(folder, offer);
  if ('refused' in taken) {
    socket.close();
    return refused(taken.refused);
  }
  let packs = 0;
  return {
    ...described(env),
    billedTo: `${payerIn(env)}, at most ${usd(taken.ceilingUsd)} for this run`,
    mostConcurrent: taken.width,
    told: (share) => {
      socket.share = share;
    },
    async ask(request) {
      const pack = packOf(request, packs++, env);
      return replyIn(await socket.ask(pack, request.signal), { request, run: id });
    },
  };
}

const described = (env: NodeJS.ProcessEnv): Backend => ({
  name: 'live',
  via: 'the running Claude Code session (tierwise-live)',
  billedTo: payerIn(env),
  thinks: true,
  cachesForAnHour: true,
  firstWaitMs: firstWaitMs(env),
  ask: () => Promise.reject(new Error('an estimate asks nothing')),
});

// Whether a session uses the key it was given, only the session knows.
const payerIn = (env: NodeJS.ProcessEnv): string =>
  env.ANTHROPIC_API_KEY || env.ANTHROPIC_AUTH_TOKEN
    ? 'the key or login of this session (tierwise-live)'
    : 'your Claude subscription, through this session (tierwise-live)';

/** The module of the session that this process runs in: where it looks, and whether it does. */
function moduleIn(env: NodeJS.ProcessEnv): { folder: string; open: boolean } | null {
  const session = env.CLAUDE_CODE_SESSION_ID;
  if (!session || !/^[\w-]+$/.test(session)) return null;
  const folder = liveFolder(dataHome(env), session);
  const said = readJson(`${folder}/${PRESENCE_FILE}`);
  const isThere = at(said, 'v') === PROTOCOL && textAt(said, 'session') === session && textAt(said, 'since');
  return isThere ? { folder, open: at(said, 'open') === true } : null;
}

type Answered = { ceilingUsd: number; width: number } | { refused: string };

/** Leaves the offer where only this user can read it, and waits for the module's word. */
function handOver(folder: string, offer: Offer): Answered {
  const [asked, taken] = [`${folder}/${runFile(offer.run)}`, `${folder}/${takenFile(offer.run)}`];
  try {
    makePrivateFolder(folder);
    writeFileSync(asked, JSON.stringify(offer), { mode: 0o600 });
    for (const until = Date.now() + TAKEN_WITHIN_MS; Date.now() < until; pause(LOOK_EVERY_MS)) {
      const said = existsSync(taken) ? readJson(taken) : undefined;
      if (at(said, 'run') === offer.run) return answerIn(said);
    }
    return { refused: 'it did not answer' };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  } finally {
    for (const file of [asked, taken]) rmSync(file, { force: true });
  }
}

function answerIn(said: unknown): Answered {
  const [ceilingUsd, width] = [at(said, 'ceilingUsd'), at(said, 'width')];
  if (typeof ceilingUsd === 'number' && typeof width === 'number') return { ceilingUsd, width };
  return { refused: textAt(said, 'refused') ?? 'it said something that is not understood' };
}

/** Whoever chooses a backend waits for it: nothing else goes on at that point. */
const pause = (ms: number): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

function readJson(file: string): unknown {
  try {
    return parseJson(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function packOf(request: AskRequest, id: number, env: NodeJS.ProcessEnv): LivePack {
  const { model, system, cacheSystem, user, schema, maxTokens, effort, timeoutMs } = request;
  if (typeof user !== 'string' && user.some((part) => 'image' in part))
    throw new AskError({
      failure: 'stop',
      message: 'A session takes no images. Run the same command with --backend api or --backend claude',
    });
  const shape = schema
    ? `\n\nThe reply is one JSON object and nothing else, by this JSON schema:\n${JSON.stringify(schema)}`
    : '';
  return {
    id,
    model,
    system: system + shape,
    cacheSystem: cacheSystem !== null,
    user: textOf(user),
    maxTokens: Math.max(LEAST_OUTPUT_TOKENS, maxTokens - ADDED_OUTPUT_TOKENS),
    effort,
    timeoutMs: timeoutMs ?? requestTimeoutMs(env),
  };
}

/** The reply in what came of a pack. Throws AskError. */
function replyIn(
  { answer, lost, sent }: Outcome,
  { request, run }: { request: AskRequest; run: string },
): Reply {
  if (!answer) throw new AskError({ failure: 'stop', message: lost ?? 'lost', maybeBilled: sent });
  if ('failure' in answer) throw new AskError(failureOf(answer, request));
  const { id, text, usage, served, requestId } = answer;
  return {
    id: `live:${run}:${id}`,
    requestId,
    served,
    text,
    stop: usage.output >= request.maxTokens ? 'truncated' : 'complete',
    usage: { ...usage, thinking: 0, webSearches: 0 },
    usOnly: false,
    fast: false,
    batch: false,
    rateLimit: null,
  };
}

function failureOf(
  { failure, status, message }: Extract<LiveAnswer, { failure: string }>,
  { model }: AskRequest,
): Failure {
  const said = `the session says: ${message}`;
  if (failure === 'ceiling' || failure === 'refused') return { failure: 'stop', message };
  if (failure === 'aborted') return { failure: 'again', message: said, maybeBilled: true };
  if (failure === 'empty') return { failure: 'again', message: said };
  if (status === 401 || status === 403)
    return {
      failure: 'stop',
      message: `${said}. Log in again (/login), then run the same command again`,
    };
  if (status === 404) return { failure: 'stop', message: `the session does not know the model ${model}` };
  if (status === 413) return { failure: 'too-large', message: said };
  if (status === 400) return { failure: 'stop', message: `the API refused the request for ${model}` };
  const busy = status === 429 || status === 529 || status === 503;
  return { failure: 'again', message: said, busy, limited: status === 429 };
}
