// Claude Code itself as a coding CLI: `claude -p` in a folder, on the user's own login or key.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentFor, secretsAmong } from '../credentials.ts';
import type { Ended } from '../process.ts';
import { type ClaudeResult, isLimitTrouble, isLoginTrouble, readClaudeResult } from './claude-result.ts';
import { callCli, endedHow, inPrivateFolder, printed, versionIn } from './cli-call.ts';
import { CLI_FLOORS, tooOld } from './cli-versions.ts';
import type { CliAnswer, CliCall, CliFailure, CliStatus, CodingCli } from './coding-cli.ts';

const TITLE = 'Claude Code';
const INSTALL = 'npm install -g @anthropic-ai/claude-code';
const LOG_IN = 'log in (run claude)';
const TOOLS = { none: '', read: 'Read,Grep,Glob', write: 'Read,Edit,Write,Grep,Glob,Bash' } as const;

// What Claude Code 2.1.329 lets nobody write unasked, whatever is allowed: its own, editors', shells' and tools' settings.
const GUARDED_FOLDERS = ['.claude', '.vscode', '.idea', '.husky', '.devcontainer', '.cargo'];
const GUARDED_FILES = [
  ...[
    '.gitmodules',
    '.gitconfig',
    '.bashrc',
    '.zshrc',
    '.profile',
    '.envrc',
    '.ripgreprc',
    '.mcp.json',
    '.npmrc',
  ],
  ...['.yarnrc', '.pre-commit-config.yaml', 'lefthook.yml'],
];

/** Whether a path or pattern names something that Claude Code would ask a person about, so that it cannot write it alone. */
export function isGuarded(path: string): boolean {
  const parts = path.split('/');
  return parts.some((part) => GUARDED_FOLDERS.includes(part)) || GUARDED_FILES.includes(parts.at(-1) ?? '');
}

const programOf = (env: NodeJS.ProcessEnv): string => env.CLAUDE_CODE_EXECPATH || 'claude';

/** Claude Code as others see it. */
export const claudeCli: CodingCli = {
  name: 'claude',
  title: TITLE,
  family: 'anthropic',
  seesInFolder: '',
  status,
  run,
};

async function status(env: NodeJS.ProcessEnv): Promise<CliStatus> {
  const program = programOf(env);
  const clean = environmentFor('claude', env);
  const [version, auth] = await Promise.all([
    printed(program, ['--version'], clean),
    printed(program, ['auth', 'status'], clean),
  ]);
  const found = versionIn(version);
  const key = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'].find((name) => env[name]);
  const billedTo = key ? `the key in ${key}` : 'your Claude subscription';
  const known = { version: found, billedTo, sees: '', trouble: '' }; // safe mode keeps what the user has set up from it
  if (!found) return { ...known, loggedIn: false, hint: `${INSTALL}, then ${LOG_IN}` };
  const loggedIn = /"loggedIn":\s*true/.test(auth?.stdout ?? '');
  const trouble = tooOld({ program, title: TITLE, install: 'claude update' }, found, CLI_FLOORS.claude);
  return { ...known, loggedIn, trouble, hint: loggedIn ? '' : `${LOG_IN}, or set ANTHROPIC_API_KEY` };
}

async function run(call: CliCall, env: NodeJS.ProcessEnv): Promise<CliAnswer | CliFailure> {
  const claude = { program: programOf(env), title: TITLE, install: INSTALL };
  const seen = environmentFor(call.access === 'write' ? ['claude', 'check'] : 'claude', env);
  const { CLAUDE_CODE_EFFORT_LEVEL: level, ...clean } = seen;
  // It would win over --effort.
  if (level && !call.effort) clean.CLAUDE_CODE_EFFORT_LEVEL = level;
  const work = async (cwd: string): Promise<CliAnswer | CliFailure> => {
    const ended = await callCli(claude, flagsFor(call), call, { cwd, env: clean });
    return 'failure' in ended ? ended : claudeAnswer(ended);
  };
  switch (call.access) {
    case 'none':
      return inPrivateFolder(env, ({ path }) => work(path));
    case 'read':
      return work(call.folder);
    case 'write':
      return inPrivateFolder<CliAnswer>(env, ({ path }) => {
        clean.CLAUDE_CODE_SHELL_PREFIX = shellWithout(secretsAmong(clean), path);
        return work(call.folder);
      });
  }
}

/** Returns a program in `folder` through which Claude Code starts the commands it runs: they see none of its credentials. */
function shellWithout(secrets: readonly string[], folder: string): string {
  const file = join(folder, 'shell');
  const unset = secrets.map((name) => `unset ${name}\n`).join('');
  const shell = 'case "$SHELL" in */bash|*/zsh) ;; *) SHELL=bash ;; esac';
  const text = `#!/bin/sh\n${unset}unset CLAUDE_CODE_SHELL_PREFIX\n${shell}\nexec "$SHELL" -c "$1"\n`;
  writeFileSync(file, text, { mode: 0o700 });
  return file;
}

// Safe mode: no hooks, plugins (so none of ours), servers or instructions of the folder take part. Restricted: the file tools stay
// in the folder, and nothing may change settings or git's own files. What a permission would be asked for is refused.
function flagsFor({ model, effort, access, commands = [], schema, maxCostUsd }: CliCall): string[] {
  const rules = commands.flatMap(simpleCommands).map((command) => `Bash(${command})`);
  return [
    ...['-p', '--safe-mode', '--restricted', '--no-session-persistence', '--strict-mcp-config'],
    ...['--setting-sources', '', '--output-format', 'json', '--tools', TOOLS[access]],
    ...(model ? ['--model', model] : []),
    ...(effort ? ['--effort', effort] : []),
    ...(access === 'write' ? ['--permission-mode', 'acceptEdits'] : ['--permission-mode', 'dontAsk']),
    ...(rules.length ? ['--settings', JSON.stringify({ permissions: { allow: rules } })] : []),
    ...(schema ? ['--json-schema', JSON.stringify(schema)] : []),
    ...(maxCostUsd != null ? ['--max-budget-usd', String(maxCostUsd)] : []),
  ];
}

/** The commands joined in a shell line: Claude Code decides about each of them alone. */
export function simpleCommands(line: string): string[] {
  const parts = line.match(/(?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|[^\\'"&|;\n]|(?<![&|])&(?!&)|['"\\])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Returns the answer in what Claude Code printed, or how it failed. */
export function claudeAnswer(ended: Ended): CliAnswer | CliFailure {
  const result = readClaudeResult(ended.stdout);
  if (!result) return { failure: 'failed', message: endedHow(TITLE, ended) };
  const { usage, costUsd, mostUsed } = result;
  const failure = failureOf(result);
  if (failure) return { failure, message: `Claude Code says: ${result.said}`, usage, costUsd };
  const text = result.text.trim();
  if (!text) return { failure: 'empty', message: 'Claude Code ended and said nothing', usage, costUsd };
  return { text, served: mostUsed, usage, costUsd };
}

function failureOf(result: ClaudeResult): CliFailure['failure'] | null {
  if (result.subtype === 'error_max_budget_usd') return 'budget';
  if (result.stopReason === 'refusal') return 'refused';
  if (!result.isError) return null;
  if (isLoginTrouble(result)) return 'login';
  return isLimitTrouble(result) ? 'limit' : 'failed';
}
