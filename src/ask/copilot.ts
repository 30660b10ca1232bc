// GitHub's Copilot CLI, as 1.0.102 behaves. What it needs and why: it replaces itself by a newer version unless told not to; an empty
// list of tools means all of them; a folder added by name has its skills and agents trusted, the one it starts in has not; and
// tokens are told in a file of their own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentFor, secretsAmong } from '../credentials.ts';
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
} from './cli-call.ts';
import type { CliAnswer, CliCall, CliFailure, CliStatus, CodingCli } from './coding-cli.ts';

const COPILOT = { program: 'copilot', title: 'Copilot CLI', install: 'npm install -g @github/copilot' };
const LOG_IN = 'run copilot and /login, or set COPILOT_GITHUB_TOKEN';

export const copilot: CodingCli = {
  name: 'copilot',
  title: COPILOT.title,
  family: 'mixed',
  status,
  run: (call, env) =>
    inPrivateFolder<CliAnswer>(env, async (own) => {
      const usageFile = join(own, 'usage.json');
      const cwd = call.access === 'none' ? own : call.folder;
      const clean = environment(env, call.access);
      const args = [
        ...flagsFor(call, usageFile, secretsAmong(clean)),
        ...(await withoutServers(call, clean)),
      ];
      const ended = await callCli(COPILOT, args, call, { cwd, env: clean });
      return 'failure' in ended ? ended : readEvents(ended, usageIn(usageFile));
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
  if (!version) return { version, loggedIn: false, billedTo, hint: `${COPILOT.install}, then ${LOG_IN}` };
  // A stored login is known to the system's key chain only.
  return { version, loggedIn: ownProvider || Boolean(token) || null, billedTo, hint: '' };
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

/** The user's MCP servers are programs that may do anything: who only reads does not even start them. */
async function withoutServers(call: CliCall, env: NodeJS.ProcessEnv): Promise<string[]> {
  if (call.access === 'write') return [];
  const list = await printed(COPILOT.program, ['mcp', 'list', '--json'], env, call);
  try {
    const names = Object.keys(JSON.parse(list?.stdout ?? '{}').mcpServers ?? {});
    return names.flatMap((name) => ['--disable-mcp-server', name]);
  } catch {
    return []; // settings it cannot read; the call itself will say so
  }
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
