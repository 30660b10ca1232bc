import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Host, InputStream } from '../host.ts';
import { ownSettingsFile, projectSettingsFile } from '../models/settings-file.ts';
import { runProgram } from '../process.ts';
import type { BudgetState } from '../routing/policy.ts';
import { hoursToLimit } from '../status/forecast.ts';
import { readStatus, type Shown, type Status, statusLine } from '../status/line.ts';
import { recentSpending } from '../status/recent.ts';
import { visibleInLine } from '../terminal/visible.ts';
import { keepLimits, type Limits, WINDOW_HOURS, type WindowName } from '../usage/limits.ts';

const HELP_AFTER = `
In ~/.claude/settings.json:
  { "statusLine": { "type": "command", "command": "tierwise statusline" } }

With a status line that you have already, whose output comes first:
  { "statusLine": { "type": "command", "command": "tierwise statusline --with '~/.claude/statusline.sh'" } }`;

/** Returns the `statusline` subcommand; `done` is called with its exit code. */
export function statuslineCommand(host: Host, done: (code: ExitCode) => void): Command {
  return new Command('statusline')
    .description("Print one line for Claude Code's status line, from what the client writes to stdin.")
    .option('--with <command>', 'run this status line too, with the same input, and print its output first')
    .addHelpText('after', HELP_AFTER)
    .action(async (options: { with?: string }) => done(await statusline(host, options.with)));
}

async function statusline(host: Host, other: string | undefined): Promise<ExitCode> {
  if (host.stdin.isTTY)
    throw new UsageError(
      "Expected the client's JSON on stdin. Name this command as the status line: tierwise statusline --help",
    );
  const input = await textOf(host.stdin);
  const first = other === undefined ? '' : await outputOf(other, input, host);
  const line = visibleInLine(await lineFor(host, readStatus(parsed(input))));
  host.results.write([first, line].filter(Boolean).join(' · '));
  host.results.write('\n');
  return EXIT.ok;
}

async function lineFor(host: Host, status: Status): Promise<string> {
  const home = dataHome(host.env);
  const now = new Date();
  const limits = keepLimits(home, status.limits, now);
  return statusLine(status, {
    now,
    limits,
    budgets: await budgetsOf(host, status, now),
    batches: pendingBatches(home),
    warnings: warningsFor(home, limits, now),
  });
}

const HISTORY_MS = 14 * 24 * 3_600_000;

/** In how many hours each limit would be hit, by the last two weeks of the ledger. */
function warningsFor(home: string, limits: Limits, now: Date): Shown['warnings'] {
  const names = (Object.keys(WINDOW_HOURS) as WindowName[]).filter((name) => limits[name]);
  if (!names.length) return {};
  const spending = recentSpending(home, new Date(now.getTime() - HISTORY_MS), now);
  const warnings: Shown['warnings'] = {};
  for (const name of names) {
    const window = limits[name];
    const hours = window && hoursToLimit(window, WINDOW_HOURS[name], spending, now.getTime());
    if (hours !== null) warnings[name] = hours;
  }
  return warnings;
}

/** The budgets of the policy in force. What reads policies is loaded only where there is one. */
async function budgetsOf(
  host: Host,
  { session, project }: Status,
  at: Date,
): Promise<readonly BudgetState[]> {
  const home = dataHome(host.env);
  const folder = project ?? host.cwd;
  if (![ownSettingsFile(home), projectSettingsFile(folder)].some((file) => existsSync(file))) return [];
  const { budgetsInForce } = await import('./status-budgets.ts');
  return budgetsInForce(home, { session, project: folder, agent: null, at });
}

function pendingBatches(home: string): number {
  try {
    return readdirSync(join(home, 'batches')).filter((name) => name.endsWith('.json')).length;
  } catch {
    return 0;
  }
}

/** The client updates its status line several times a minute, and waits for it. */
const OTHER_MS = 5000;

/** What another status line prints, its colors included; '' where it fails. */
async function outputOf(command: string, input: string, { env, cwd }: Host): Promise<string> {
  try {
    const { stdout } = await runProgram('sh', ['-c', command], { env, cwd, input, timeoutMs: OTHER_MS });
    return stdout.trimEnd();
  } catch {
    return '';
  }
}

const MOST_CHARACTERS = 1024 * 1024;

async function textOf(stdin: InputStream): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > MOST_CHARACTERS) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(
      'The input is not the JSON that Claude Code writes to a status line. Expected an object such as {"session_id": …}; name this command as the status line instead of piping into it.',
    );
  }
}
