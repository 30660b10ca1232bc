// Google's Gemini CLI, as 0.61.0 behaves. What it needs and why: the .gemini/.env and settings of the folder it starts in can send the
// user's key elsewhere and run programs, so who only reads starts in a folder of ours and is shown the user's; its shell tool gets the
// whole environment unless it believes to run in an action; a block or an empty answer ends with exit 0; other exit codes are the
// HTTP status modulo 256.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentFor } from '../credentials.ts';
import type { Ended } from '../process.ts';
import {
  callCli,
  endedHow,
  failureFrom,
  inOneLine,
  inPrivateFolder,
  jsonLines,
  lastOf,
  type Program,
  printed,
  versionIn,
} from './cli-call.ts';
import { CLI_FLOORS, tooOld } from './cli-versions.ts';
import type { CliAnswer, CliCall, CliFailure, CliStatus, CodingCli } from './coding-cli.ts';
import { at, entriesAt, textAt } from './foreign.ts';
import { geminiLogin, lendGeminiHome } from './gemini-home.ts';
import { type Counts, readUsage } from './usage.ts';

const GEMINI: Program = {
  program: 'gemini',
  title: 'Gemini CLI',
  install: 'npm install -g @google/gemini-cli',
};
const LOG_IN = 'run gemini and log in, or set GEMINI_API_KEY';
const EXIT_NO_LOGIN = 41;

export const gemini: CodingCli = {
  name: 'gemini',
  title: GEMINI.title,
  family: 'google',
  seesInFolder: 'GEMINI.md',
  status,
  run: (call, env) =>
    inPrivateFolder<CliAnswer>(env, async (own) => {
      const lent = lendGeminiHome(own, call.access, env);
      own.onLeave(lent.giveBack);
      const ended = await callCli(GEMINI, flagsFor(call, policyIn(own.path, call)), call, {
        cwd: call.access === 'write' ? call.folder : own.work,
        env: environment(env, lent.env, call.access),
      });
      return 'failure' in ended ? ended : geminiAnswer(ended);
    }),
};

async function status(env: NodeJS.ProcessEnv): Promise<CliStatus> {
  const version = versionIn(await printed(GEMINI.program, ['--version'], environment(env, {}, 'none')));
  const known = { ...geminiLogin(env), version, sees: '' };
  if (!version) return { ...known, loggedIn: false, hint: `${GEMINI.install}, then ${LOG_IN}`, trouble: '' };
  const trouble = tooOld(GEMINI, version, CLI_FLOORS.gemini);
  return { ...known, hint: known.loggedIn === false ? LOG_IN : '', trouble };
}

// What a .env file in the folder it starts in must not decide: it sets only what is not set at all. A user's own ~/.gemini/.env
// is heard of these all the same.
const REDIRECTS = [
  'GOOGLE_GEMINI_BASE_URL',
  'GOOGLE_VERTEX_BASE_URL',
  'CODE_ASSIST_ENDPOINT',
  'GEMINI_SYSTEM_MD',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'http_proxy',
  'https_proxy',
  'NODE_OPTIONS',
  'SANDBOX_FLAGS',
  'GEMINI_SANDBOX',
];

function environment(
  env: NodeJS.ProcessEnv,
  { GEMINI_CLI_HOME, ...lent }: NodeJS.ProcessEnv,
  access: CliCall['access'],
): NodeJS.ProcessEnv {
  return {
    ...(access === 'write' && Object.fromEntries(REDIRECTS.map((name) => [name, '']))),
    ...lent,
    ...environmentFor(access === 'write' ? ['gemini', 'check'] : 'gemini', env),
    ...(GEMINI_CLI_HOME && { GEMINI_CLI_HOME }),
    GEMINI_CLI_NO_RELAUNCH: 'true', // one process less, and one that obeys
    SURFACE: 'Github', // its tools then get PATH, HOME and the like, and no key
  };
}

/** Writes the rules for who does not write; returns their file. */
function policyIn(folder: string, { access }: CliCall): string | null {
  if (access === 'write') return null;
  const denied = access === 'none' ? '"*"' : '["google_web_search", "web_fetch", "invoke_agent"]';
  const policy = join(folder, 'policy.toml');
  writeFileSync(policy, `[[rule]]\ntoolName = ${denied}\ndecision = "deny"\npriority = 999\n`);
  return policy;
}

function flagsFor({ model, access, folder }: CliCall, policy: string | null): string[] {
  return [
    '--skip-trust',
    ...['--approval-mode', access === 'write' ? 'yolo' : 'default'],
    ...['-o', 'stream-json'],
    ...(model ? ['-m', model] : []),
    ...(access === 'write' ? [] : ['--allowed-mcp-server-names', 'none', '-e', 'none']),
    ...(access === 'read' ? ['--include-directories', folder] : []),
    ...(policy ? ['--policy', policy] : []),
    ...['-p', ''], // the prompt is on standard input
  ];
}

/** Returns the answer in what Gemini printed, or how it failed. */
export function geminiAnswer(ended: Ended): CliAnswer | CliFailure {
  const events = jsonLines(ended.stdout);
  const result = lastOf(events, 'result');
  const stats = at(result, 'stats');
  const usage = readUsage(stats, statsUsage);
  const noted = textAt(
    events.findLast((event) => textAt(event, 'type') === 'error' && textAt(event, 'severity') === 'error'),
    'message',
  );
  const failure = failureIn(ended, result, noted);
  if (failure) return { ...failure, usage };
  const text = answerIn(events);
  if (text) return { text, served: servedIn(stats, events), usage, costUsd: null };
  const why = noted ? `: ${inOneLine(noted)}` : ' (a block, or a prompt that is too long, looks the same)';
  return { failure: 'empty', message: `Gemini CLI ended without an answer${why}`, usage };
}

function failureIn(ended: Ended, result: unknown, noted: string | null): CliFailure | null {
  if (ended.code === EXIT_NO_LOGIN)
    return { failure: 'login', message: `not logged in to Gemini CLI: ${LOG_IN}` };
  if (ended.code === 0 && textAt(result, 'status') === 'success') return null;
  const error = textAt(result, 'error.message') ?? noted;
  return error
    ? { failure: kindOf(error), message: `Gemini CLI says: ${inOneLine(innerMessage(error))}` }
    : { failure: failureFrom(ended.stderr), message: endedHow(GEMINI.title, ended) };
}

// `[API Error: {"error":{"message":"…"}}]`
function innerMessage(said: string): string {
  const inner = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(said)?.[1];
  return inner ?? said.replace(/^\[API Error: ([^\]]*)\]/, '$1');
}

function kindOf(said: string): CliFailure['failure'] {
  if (/safety|blocked|prohibited/i.test(said)) return 'refused';
  if (/empty response/i.test(said)) return 'empty';
  return failureFrom(said);
}

const TOOL_EVENTS: readonly unknown[] = ['tool_use', 'tool_result'];

// What it says before it uses a tool is not the answer yet.
function answerIn(events: readonly unknown[]): string {
  const from = events.findLastIndex((event) => TOOL_EVENTS.includes(at(event, 'type'))) + 1;
  return events
    .slice(from)
    .filter((event) => textAt(event, 'type') === 'message' && textAt(event, 'role') === 'assistant')
    .map((event) => textAt(event, 'content') ?? '')
    .join('')
    .trim();
}

function servedIn(stats: unknown, events: readonly unknown[]): string | null {
  const outputOf = (model: unknown): number => Number(at(model, 'output_tokens')) || 0;
  const most = entriesAt(stats, 'models').sort(([, a], [, b]) => outputOf(b) - outputOf(a))[0];
  return most?.[0] ?? textAt(lastOf(events, 'init'), 'model');
}

// `output_tokens` leaves the thoughts out; the difference of the sums has them. Sums of 0 mean that it did not count.
function statsUsage({ required, optional }: Counts) {
  const total = required('total_tokens') || Number.NaN;
  const input = required('input_tokens');
  const said = required('output_tokens');
  const cacheRead = optional('cached');
  const output = Math.max(said, total - input);
  return { input: input - cacheRead, cacheRead, output, thinking: output - said };
}
