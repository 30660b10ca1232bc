// What the status line says of a session, and of what came before it. Without anything that the line does not need: the client waits
// for it several times a minute.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataHome } from '../data-home.ts';
import { UsageError } from '../errors.ts';
import type { InputStream } from '../host.ts';
import { ownSettingsFile, projectSettingsFile } from '../models/settings-file.ts';
import type { BudgetState } from '../routing/policy.ts';
import { visibleInLine } from '../terminal/visible.ts';
import type { Spender } from '../usage/budgets.ts';
import { keepLimits, type Limits, WINDOW_HOURS, type WindowName } from '../usage/limits.ts';
import { hoursToLimit } from './forecast.ts';
import { readStatus, type Shown, type Status, statusLine } from './line.ts';
import { recentSpending } from './recent.ts';

/** What a status line needs to be told. */
export interface Asked {
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** What the client wrote. */
  input: string;
}

/** Returns the budgets of the policies in force with what is spent of each. */
type Budgets = (home: string, who: Spender & { project: string }) => Promise<readonly BudgetState[]>;

/** Whether a policy may set budgets for the session that the client tells of. */
export const mayHaveBudgets = (asked: Asked): boolean => {
  const folder = readStatus(parsed(asked.input)).project ?? asked.cwd;
  return [ownSettingsFile(dataHome(asked.env)), projectSettingsFile(folder)].some((file) => existsSync(file));
};

/** Returns the line. Throws UsageError where the input is not the client's. */
export async function lineFor(asked: Asked, budgets: Budgets): Promise<string> {
  const home = dataHome(asked.env);
  const now = new Date();
  const status = readStatus(parsed(asked.input));
  const limits = keepLimits(home, status.limits, now);
  const line = statusLine(status, {
    now,
    limits,
    budgets: mayHaveBudgets(asked) ? await budgets(home, spender(status, asked.cwd, now)) : [],
    batches: pendingBatches(home),
    warnings: warningsFor(home, limits, now),
  });
  return visibleInLine(line);
}

const spender = ({ session, project }: Status, cwd: string, at: Date): Spender & { project: string } => ({
  session,
  project: project ?? cwd,
  agent: null,
  at,
});

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

function pendingBatches(home: string): number {
  try {
    return readdirSync(join(home, 'batches')).filter((name) => name.endsWith('.json')).length;
  } catch {
    return 0;
  }
}

const MOST_CHARACTERS = 1024 * 1024;

/** Returns what the client writes, or the beginning of what somebody else does. */
export async function inputOf(stdin: InputStream): Promise<string> {
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
