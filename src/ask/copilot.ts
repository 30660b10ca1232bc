// GitHub's Copilot CLI, as 1.0.102 behaves. What it needs and why: it replaces itself by a newer version unless told not to; an empty
// list of tools means all of them; a folder added by name has its skills and agents trusted, the one it starts in has not; and
// tokens are told in a file of their own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_USAGE, type Usage } from '../models/cost.ts';
import type { Ended } from '../process.ts';
import {
  callCli,
  endedHow,
  failureFrom,
  inOneLine,
  inPrivateFolder,
  jsonLines,
  printed,
  versionIn,
  withoutOtherKeys,
} from './cli-call.ts';
import type { CliAnswer, CliCall, CliFailure, CliStatus, CodingCli } from './coding-cli.ts';

const COPILOT = { program: 'copilot', title: 'Copilot CLI', install: 'npm install -g @github/copilot' };
const LOG_IN = 'run copilot and /login, or set COPILOT_GITHUB_TOKEN';
const SECRETS = ['COPILOT_GITHUB_TOKEN', 'GH_TOKEN', 'GITHUB_TOKEN', 'COPILOT_PROVIDER_API_KEY'];

export const copilot: CodingCli = {
  name: 'copilot',
  title: COPILOT.title,
  family: 'mixed',
  status,
  run: (call, env) =>
    inPrivateFolder<CliAnswer>(env, async (own) => {
      const usageFile = join(own, 'usage.json');
      const cwd = call.access === 'none' ? own : call.folder;
      const ended = await callCli(COPILOT, flagsFor(call, usageFile), call, { cwd, env: environment(env) });
      return 'failure' in ended ? ended : readEvents(ended, usageIn(usageFile));
    }),
};

async function status(env: NodeJS.ProcessEnv): Promise<CliStatus> {
  const version = versionIn(await printed(COPILOT.program, ['--version'], environment(env)));
  if (!version) return { version: null, loggedIn: false, hint: `${COPILOT.install}, then ${LOG_IN}` };
  const known = [...SECRETS, 'COPILOT_PROVIDER_BASE_URL'].some((name) => env[name]);
  // A stored login is known to the system's key chain only.
  return { version, loggedIn: known || null, hint: '' };
}

function environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { COPILOT_ALLOW_ALL, COPILOT_ASSISTED_APPROVAL, ...rest } = withoutOtherKeys(env, 'github');
  return { ...rest, COPILOT_AUTO_UPDATE: 'false' };
}

function flagsFor({ model, effort, access }: CliCall, usageFile: string): string[] {
  const tools = { none: 'none', read: 'view,rg,glob', write: null }[access];
  return [
    ...['--output-format', 'json'],
    ...['--no-color', '--no-ask-user', '--no-auto-update', '--no-remote'],
    ...['--usage-output-file', usageFile],
    `--secret-env-vars=${SECRETS.join(',')}`,
    ...(model ? ['--model', model] : []),
    ...(effort ? ['--reasoning-effort', effort] : []),
    ...(tools
      ? [`--available-tools=${tools}`, '--no-custom-instructions', '--disable-builtin-mcps']
      : ['--allow-all-tools']),
  ];
}

function readEvents(ended: Ended, usage: Usage | null): CliAnswer | CliFailure {
  const events = jsonLines(ended.stdout);
  const last = (wanted: string) => events.findLast(({ type }) => type === wanted);
  const error = last('session.error')?.data;
  if (error) {
    const said = inOneLine(String(error.message ?? error.errorType));
    if (/no response was returned/i.test(said)) {
      const message = 'Copilot CLI ended without an answer (a refusal looks the same)';
      return { failure: 'empty', message, usage };
    }
    const failure = error.errorType === 'authentication' ? 'login' : failureFrom(said);
    return { failure, message: `Copilot CLI says: ${said}`, usage };
  }
  if (ended.code !== 0 || last('result')?.exitCode !== 0) {
    if (/no authentication/i.test(ended.stderr))
      return { failure: 'login', message: `nobody is logged in to Copilot CLI: ${LOG_IN}` };
    return { failure: failureFrom(ended.stderr), message: endedHow(COPILOT.title, ended), usage };
  }
  const answer = last('assistant.message')?.data;
  const text = String(answer?.content ?? '').trim();
  if (!text) return { failure: 'empty', message: 'Copilot CLI ended without an answer', usage };
  return { text, served: answer.model ?? null, usage, costUsd: null };
}

/** The sum over the models it used; null when it wrote none. */
function usageIn(file: string): Usage | null {
  let metrics: { usage?: Record<string, number> }[];
  try {
    metrics = Object.values(JSON.parse(readFileSync(file, 'utf8')).modelMetrics ?? {});
  } catch {
    return null;
  }
  if (!metrics.length) return null;
  const sum = { ...NO_USAGE };
  for (const { usage = {} } of metrics) {
    const { inputTokens = 0, cacheReadTokens = 0, cacheWriteTokens = 0 } = usage;
    sum.input += Math.max(0, inputTokens - cacheReadTokens - cacheWriteTokens);
    sum.cacheRead += cacheReadTokens;
    sum.cacheWrite5m += cacheWriteTokens;
    sum.output += usage.outputTokens ?? 0;
    sum.thinking += usage.reasoningTokens ?? 0;
  }
  return sum;
}
