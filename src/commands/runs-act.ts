// A run taken up again, stopped, or dropped from the list.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataHome } from '../data-home.ts';
import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { forget as forgetKept } from '../opinion/kept.ts';
import type { Listed } from '../runs/listed.ts';
import { RunRecords } from '../runs/record.ts';
import { Unfinished } from '../runs/unfinished.ts';
import { nextStep } from '../runs/words.ts';
import { cancelBatch, forgetBatch } from './runs-batch.ts';
import { allRuns } from './runs-find.ts';

/** Returns the words that take a run up again, under `maxCost` dollars if that is given. Throws UsageError when it cannot be. */
export function wordsToResume(host: Host, one: Listed, maxCost: number | undefined): string[] {
  const { run, kind, state, args, cwd } = one;
  if (args.includes('-'))
    throw new UsageError(`${run} read from stdin: run the same pipe again to collect what there is.`);
  const isKeptWhole = kind === 'opinion' || kind === 'init';
  const words = isKeptWhole ? new Unfinished(dataHome(host.env), run).words() : args;
  if (!words && state !== 'kept')
    throw new UsageError(`${run} cannot be resumed: what it was called with is not kept. Call it again.`);
  const mustAskAgain = !words || args[1] === 'make';
  const isOver = ['running', 'finished', 'lost'].includes(state) && kind !== 'batch';
  if (isOver || mustAskAgain || (state === 'ceiling' && maxCost === undefined))
    throw new UsageError(`${run} cannot be resumed. ${nextStep(one)}`);
  if (!existsSync(cwd))
    throw new UsageError(
      `${cwd}, where ${run} ran, is gone. Call it where the files are now: ${one.command}`,
    );
  return maxCost === undefined ? [...words] : withCeiling(words, maxCost);
}

function withCeiling(args: readonly string[], usd: number): string[] {
  const at = args.findIndex((word) => word === '--max-cost' || word.startsWith('--max-cost='));
  if (at < 0) {
    // Behind -- it would be a path.
    const end = args.includes('--') ? args.indexOf('--') : args.length;
    return args.toSpliced(end, 0, '--max-cost', String(usd));
  }
  return args.toSpliced(at, args[at] === '--max-cost' ? 2 : 1, '--max-cost', String(usd));
}

const POLL_MS = 100;
/** How long to wait for a run that was asked to stop. */
const STOP_MS = 15_000;

/** Stops a run, or cancels a batch at the API. Returns what to say. Throws UsageError when there is nothing to stop. */
export async function cancelRun(host: Host, one: Listed): Promise<string> {
  const { run, kind, pid } = one;
  if (kind === 'batch') return cancelBatch(host, run);
  if (pid === null) throw new UsageError(`${run} does not run, so nothing was stopped. ${nextStep(one)}`);
  if (!isTierwise(pid))
    throw new UsageError(`Process ${pid} is not a run of tierwise any more. See what is left: tierwise runs`);
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < STOP_MS; waited += POLL_MS) {
    const now = (await allRuns(host)).runs.find((other) => other.run === run);
    if (now?.state !== 'running')
      return `Stopped ${run}; what was paid for is kept. ${now ? nextStep(now) : ''}`;
    await sleep(POLL_MS);
  }
  return `${run} waits for what is already sent, and stops then. To end it at once: tierwise runs cancel ${run}`;
}

/** Where the system does not tell when a process started, its number may be another's by now. */
function isTierwise(pid: number): boolean {
  if (existsSync('/proc/self/stat')) return true;
  const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  return /tierwise/.test(stdout ?? '');
}

/** Drops a run from the list. Returns what to say. Throws UsageError while it runs. */
export function forgetRun(host: Host, one: Listed): string {
  const { run, kind, state, what } = one;
  const home = dataHome(host.env);
  if (kind === 'batch') return forgetBatch(host, run);
  if (state === 'running')
    throw new UsageError(`${run} runs still. Stop it first: tierwise runs cancel ${run}`);
  if (state === 'kept') forgetKept(home, run);
  else if (one.steps || state === 'lost' || state === 'unknown')
    throw new UsageError(
      `${run} is listed by what the plan keeps. Remove that with: tierwise plan clean ${what}`,
    );
  else new RunRecords(home).remove(run);
  return `Forgotten: ${run}. ${state === 'kept' ? 'Its answers are removed.' : 'Results and stored answers stay.'}`;
}
