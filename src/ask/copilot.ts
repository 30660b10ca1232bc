// GitHub's Copilot CLI, as 1.0.102 behaves. What it needs and why: it replaces itself by a newer version unless told not to; an empty
// list of tools means all of them; a folder added by name has its skills and agents trusted, the one it starts in has not; and
// tokens are told in a file of their own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentFor, secretsAmong } from '../credentials.ts';
import type { Usage } from '../models/cost.ts';
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
import { copilotLogin, lendCopilotHome } from './copilot-home.ts';
import { at, entriesAt, isRecord, parseJson, textAt } from './foreign.ts';
import { type Counts, sumUsage } from './usage.ts';

const COPILOT: Program = {
  program: 'copilot',
  title: 'Copilot CLI',
  install: 'npm install -g @github/copilot',
};
const LOG_IN = 'run copilot and /login, or set COPILOT_GITHUB_TOKEN';

export const copilot: CodingCli = {
  name: 'copilot',
  title: COPILOT.title,
  family: 'mixed',
  seesInFolder: '',
  status,
  run: (call, env) =>
    inPrivateFolder<CliAnswer>(env, async (own) => {
      const lent = lendCopilotHome(own.path, env);
      own.onLeave(lent.giveBack);
      const usageFile = join(own.path, 'usage.json');
      const cwd = call.access === 'none' ? own.work : call.folder;
      const seen = { ...environment(env, call.access), ...lent.env };
      const args = flagsFor(call, usageFile, secretsAmong(seen));
      const ended = await callCli(COPILOT, args, call, { cwd, env: seen });
      return 'failure' in ended ? ended : copilotAnswer(ended, textOf(usageFile));
    }),
};

async function status(env: NodeJS.ProcessEnv): Promise<CliStatus> {
  const version = versionIn(await printed(COPILOT.program, ['--version'], environment(env, 'none')));
  const token = ['COPILOT_GITHUB_TOKEN', 'GH_TOKEN', 'GITHUB_TOKEN'].find((name) => env[name]);
  const ownProvider = Boolean(env.COPILOT_PROVIDER_BASE_URL);
  const billedTo = ownProvider
    ? 'the provider in COPILOT_PROVIDER_BASE_URL'
    : token
      ? `the GitHub account of ${token}`
      : 'its login';
  if (!version)
    return {
      ...{ version, loggedIn: false, billedTo, trouble: '', sees: '' },
      hint: `${COPILOT.install}, then ${LOG_IN}`,
    };
  const trouble = tooOld(COPILOT, version, CLI_FLOORS.copilot);
  const loggedIn = ownProvider || Boolean(token) || copilotLogin(env);
  return { version, loggedIn, billedTo, hint: loggedIn === false ? LOG_IN : '', trouble, sees: '' };
}

const environment = (env: NodeJS.ProcessEnv, access: CliCall['access']): NodeJS.ProcessEnv => ({
  ...environmentFor(access === 'write' ? ['copilot', 'check'] : 'copilot', env),
  COPILOT_AUTO_UPDATE: 'false',
});

function flagsFor(
  { model, effort, access }: CliCall,
  usageFile: string,
  secrets: readonly string[],
): string[] {
  const tools = { none: 'none', read: 'view,rg,glob', write: null }[access];
  return [
    ...['--output-format', 'json'],
    ...['--no-color', '--no-ask-user', '--no-auto-update', '--no-remote'],
    ...['--usage-output-file', usageFile],
    ...(secrets.length ? [`--secret-env-vars=${secrets.join(',')}`] : []),
    ...(model ? ['--model', model] : []),
    ...(effort ? ['--reasoning-effort', effort] : []),
    ...(tools
      ? [`--available-tools=${tools}`, '--no-custom-instructions', '--disable-builtin-mcps']
      : ['--allow-all-tools']),
  ];
}

/** Returns the answer in what Copilot printed and in what it said of its tokens, or how it failed. */
export function copilotAnswer(ended: Ended, spent: string): CliAnswer | CliFailure {
  const usage = usageIn(spent);
  const events = jsonLines(ended.stdout);
  const failure = failureIn(events, ended);
  if (failure) return { ...failure, usage };
  const answer = at(lastOf(events, 'assistant.message'), 'data');
  const text = textAt(answer, 'content')?.trim();
  if (!text) return { failure: 'empty', message: 'Copilot CLI ended without an answer', usage };
  return { text, served: textAt(answer, 'model'), usage, costUsd: null };
}

function failureIn(events: readonly unknown[], ended: Ended): CliFailure | null {
  const error = at(lastOf(events, 'session.error'), 'data');
  if (isRecord(error)) return failureOf(error);
  if (ended.code === 0 && at(lastOf(events, 'result'), 'exitCode') === 0) return null;
  if (/no authentication/i.test(ended.stderr))
    return { failure: 'login', message: `not logged in to Copilot CLI: ${LOG_IN}` };
  return { failure: failureFrom(ended.stderr), message: endedHow(COPILOT.title, ended) };
}

function failureOf(error: unknown): CliFailure {
  const type = textAt(error, 'errorType');
  const said = inOneLine(textAt(error, 'message') ?? type ?? 'an error without words');
  if (/no response was returned/i.test(said))
    return { failure: 'empty', message: 'Copilot CLI ended without an answer (a refusal looks the same)' };
  const failure = type === 'authentication' ? 'login' : failureFrom(said);
  return { failure, message: `Copilot CLI says: ${said}` };
}

/** '' when it wrote none. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The sum over the models it used; null when there is none that can be believed. */
function usageIn(text: string): Usage | null {
  const metrics = entriesAt(parseJson(text), 'modelMetrics').map(([, metric]) => at(metric, 'usage'));
  return sumUsage(metrics, modelUsage);
}

/** What was read from and written to the cache is a part of the input. */
function modelUsage({ required, optional }: Counts) {
  const cacheRead = optional('cacheReadTokens');
  const cacheWrite5m = optional('cacheWriteTokens');
  return {
    input: required('inputTokens') - cacheRead - cacheWrite5m,
    cacheRead,
    cacheWrite5m,
    output: required('outputTokens'),
    thinking: optional('reasoningTokens'),
  };
}
