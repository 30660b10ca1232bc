// OpenAI's Codex CLI, as 0.169.0 behaves. What it needs and why: without a prompt on its closed standard input it waits for ever;
// without a network it tries again for ever unless a feature is off; it hands its whole environment to the commands it runs
// unless told not to; and it ends well (exit 0) after a refusal, an empty answer or a denied patch.
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
import { codexSettings, lendCodexHome } from './codex-home.ts';
import type { CliAnswer, CliCall, CliFailure, CliStatus, CodingCli } from './coding-cli.ts';
import { at, textAt } from './foreign.ts';
import { type Counts, readUsage } from './usage.ts';

const CODEX: Program = { program: 'codex', title: 'Codex CLI', install: 'npm install -g @openai/codex' };
const LOG_IN = 'run codex login';

export const codex: CodingCli = {
  name: 'codex',
  title: CODEX.title,
  family: 'openai',
  seesInFolder: '',
  status,
  run: (call, env) =>
    inPrivateFolder<CliAnswer>(env, async (own) => {
      const lent = lendCodexHome(own.path, env);
      own.onLeave(lent.giveBack);
      const folder = call.access === 'none' ? own.work : call.folder;
      const args = ['exec', ...flagsFor(call, folder, own.path), ...lent.args, '-'];
      const seen = { ...environment(env, call.access), ...lent.env };
      const ended = await callCli(CODEX, args, call, { cwd: folder, env: seen });
      return 'failure' in ended ? ended : codexAnswer(ended, call);
    }),
};

async function status(env: NodeJS.ProcessEnv): Promise<CliStatus> {
  const clean = environment(env, 'none');
  const version = versionIn(await printed(CODEX.program, ['--version'], clean));
  const { hasOwnProvider, isHomeBound, trouble } = codexSettings(env);
  const known = {
    version,
    trouble: version ? tooOld(CODEX, version, CLI_FLOORS.codex) || trouble : '',
    sees: isHomeBound ? 'your AGENTS.md, as its login is in the key chain' : '',
    billedTo: env.CODEX_API_KEY ? 'the key in CODEX_API_KEY' : 'its login',
  };
  if (!version) return { ...known, loggedIn: false, hint: `${CODEX.install}, then ${LOG_IN}` };
  const login = env.CODEX_API_KEY ? null : await printed(CODEX.program, ['login', 'status'], clean);
  if (env.CODEX_API_KEY || login?.code === 0) return { ...known, loggedIn: true, hint: '' };
  if (hasOwnProvider) return { ...known, loggedIn: null, billedTo: 'the provider in its settings', hint: '' };
  return { ...known, loggedIn: false, hint: `${LOG_IN}, or set CODEX_API_KEY` };
}

const environment = (env: NodeJS.ProcessEnv, access: CliCall['access']): NodeJS.ProcessEnv =>
  environmentFor(access === 'write' ? ['codex', 'check'] : 'codex', env);

function flagsFor({ model, effort, access, schema }: CliCall, folder: string, own: string): string[] {
  const off = [
    'unbounded_connection_retries',
    ...['apps', 'plugins', 'hooks', 'image_generation'], // they reach beyond this machine, or are set up for other work
    ...(access === 'none' ? ['shell_tool', 'unified_exec', 'view_image'] : []),
  ];
  const settings = [
    'agents.enabled=false', // helpers of its own would be paid for unseen
    'web_search="disabled"',
    'shell_environment_policy.inherit="core"',
    'check_for_update_on_startup=false',
    ...off.map((feature) => `features.${feature}=false`), // unlike --disable, no error when a version knows none of that name
    'notify=[]',
    'skills.include_instructions=false',
    'project_doc_max_bytes=0', // a repository's AGENTS.md could steer a judgement of it; a plan says whether its workers read it
    ...(effort ? [`model_reasoning_effort="${effort}"`] : []),
  ];
  const schemaFile = join(own, 'schema.json');
  if (schema) writeFileSync(schemaFile, JSON.stringify(schema));
  return [
    '--json',
    '--ephemeral',
    '--skip-git-repo-check',
    ...['-C', folder],
    ...['-s', access === 'write' ? 'workspace-write' : 'read-only'],
    ...(model ? ['-m', model] : []),
    ...(schema ? ['--output-schema', schemaFile] : []),
    ...settings.flatMap((setting) => ['-c', setting]),
  ];
}

/** Returns the answer in what Codex printed, or how it failed. */
export function codexAnswer(ended: Ended, { model }: Pick<CliCall, 'model'>): CliAnswer | CliFailure {
  const events = jsonLines(ended.stdout);
  const completed = lastOf(events, 'turn.completed');
  const usage = readUsage(at(completed, 'usage'), turnUsage);
  const done = ended.code === 0 && completed !== undefined;
  const failed = failureWords(events, done);
  if (failed !== null) return { failure: failureFrom(failed), message: `Codex CLI says: ${failed}`, usage };
  if (!done) return { failure: failureFrom(ended.stderr), message: endedHow(CODEX.title, ended), usage };
  const items = events
    .filter((event) => textAt(event, 'type') === 'item.completed')
    .map((event) => at(event, 'item'));
  const text = textAt(lastOf(items, 'agent_message'), 'text')?.trim();
  if (!text) {
    const message = 'Codex CLI ended without an answer (a refusal looks the same)';
    return { failure: 'empty', message, usage };
  }
  return { text, served: reroutedTo(items) ?? model, usage, costUsd: null };
}

/** What it says went wrong, on one line: an error on the way counts only when the turn did not end well. */
function failureWords(events: readonly unknown[], done: boolean): string | null {
  const words =
    textAt(lastOf(events, 'turn.failed'), 'error.message') ??
    (done ? null : textAt(lastOf(events, 'error'), 'message'));
  return words ? inOneLine(words) : null;
}

// The model that serves is told only when it is another one than was asked for.
function reroutedTo(items: readonly unknown[]): string | null {
  const notes = items.flatMap((item) =>
    textAt(item, 'type') === 'error' ? [textAt(item, 'message') ?? ''] : [],
  );
  return notes.map((note) => /rerouted: \S+ -> (\S+)/.exec(note)?.[1]).findLast(Boolean) ?? null;
}

/** What was read from and written to the cache is a part of the input. */
function turnUsage({ required, optional }: Counts) {
  const cacheRead = optional('cached_input_tokens');
  const cacheWrite5m = optional('cache_write_input_tokens');
  return {
    input: required('input_tokens') - cacheRead - cacheWrite5m,
    cacheRead,
    cacheWrite5m,
    output: required('output_tokens'),
    thinking: optional('reasoning_output_tokens'),
  };
}
