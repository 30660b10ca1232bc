// `tierwise report --live` outside of a session: what running sessions do, drawn anew until it is stopped. Loaded only when it is asked for.
import { setTimeout } from 'node:timers/promises';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, systemCode } from '../errors.ts';
import type { Host } from '../host.ts';
import { type Catalog, loadCatalogLeniently } from '../models/catalog.ts';
import { type LiveView, liveLines, type RunningSession, runningSessions } from '../report/live.ts';
import type { BudgetState } from '../routing/policy.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import { sequence } from '../terminal/output.ts';
import { readBooks } from '../usage/books/books.ts';
import { ingestKnown } from '../usage/catch-up.ts';
import { readLimits } from '../usage/limits.ts';
import { pricedCalls } from '../usage/price-calls.ts';
import { budgetsInForce } from './status-budgets.ts';

const EVERY_MS = 2000;
/** A large ledger takes longer to read: the machine is left to itself for at least so many times that. */
const REST = 4;
const DAY_MS = 86_400_000;
const [HOME, CLEAR_LINE, CLEAR_BELOW, CLEAR_ALL] = ['H', 'K', 'J', '2J'].map(sequence);

/** Shows running sessions until Ctrl-C; without a terminal, once. Returns the exit code. */
export async function watchSessions(host: Host): Promise<ExitCode> {
  const { stdout, env, cwd } = host;
  const home = dataHome(env);
  const catalog = loadCatalogLeniently(home, cwd, env);
  if (!stdout.isTTY) {
    stdout.write(`${liveLines(view(home, catalog), Number.POSITIVE_INFINITY).join('\n')}\n`);
    return EXIT.ok;
  }
  const { signal, release } = onInterrupt(host, () => {});
  try {
    stdout.write(`${CLEAR_ALL}`);
    while (!signal.aborted) {
      const began = Date.now();
      draw(host, view(home, catalog));
      const restMs = Math.max(EVERY_MS, REST * (Date.now() - began));
      await setTimeout(restMs, undefined, { signal }).catch(() => {}); // Ctrl-C ends the wait
    }
  } finally {
    release();
  }
  return EXIT.ok;
}

/** Draws over what was there. A screen that is too low shows the beginning. */
function draw({ stdout }: Host, now: LiveView): void {
  const lines = liveLines(now, (stdout.columns || 80) - 1);
  const shown = [...lines.slice(0, Math.max(3, (stdout.rows || 40) - 2)), 'Ctrl-C ends this.'];
  stdout.write(`${HOME}${shown.map((line) => `${line}${CLEAR_LINE}\n`).join('')}${CLEAR_BELOW}`);
}

function view(home: string, catalog: Catalog): LiveView {
  const now = new Date();
  try {
    ingestKnown(home);
  } catch (error) {
    // What the ledger already holds can still be shown.
    if (!systemCode(error)) throw error;
  }
  const limits = readLimits(home, now);
  const calls = pricedCalls(readBooks(home, new Date(now.getTime() - DAY_MS)), catalog);
  const sessions = runningSessions(calls, limits, now);
  return {
    now,
    limits,
    sessions,
    budgets: new Map(sessions.map((one) => [one.session, budgetsOf(home, one, now)])),
  };
}

/** The budgets that a session counts towards, and those of its agents. */
function budgetsOf(home: string, { session, project, agents }: RunningSession, at: Date): BudgetState[] {
  const found = new Map<string, BudgetState>();
  for (const agent of [null, ...agents.map(({ who }) => who)])
    for (const state of budgetsInForce(home, { session, project, agent, at })) found.set(state.name, state);
  return [...found.values()];
}
