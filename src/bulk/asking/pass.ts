// One pass on one rung, asked pack by pack as answers come.
import pLimit from 'p-limit';
import { AskError, type Backend } from '../../ask/backend.ts';
import { type Budget, CeilingReached } from '../../ask/budget.ts';
import { Pacer } from '../../ask/pacing.ts';
import { UsageError } from '../../errors.ts';
import { type Entry, type OpenPacksOptions, openPacks } from '../survey/open-packs.ts';
import { standsAt } from '../survey/survey.ts';
import type { PackReading, Requests } from './requests.ts';
import { type AskerOptions, createAsker } from './send.ts';
import type { Settler } from './settle.ts';
import type { Tally } from './tally.ts';

/** What every way of asking a pass needs. */
export interface PassOptions extends OpenPacksOptions {
  backend: Backend;
  requests: Requests;
  settler: Settler;
  budget: Budget;
  /** What this tier's requests come to, over all its passes. */
  tally: Tally;
  /** Aborted by the user: nothing more is sent, what is under way is awaited. */
  interrupted: AbortSignal;
  /** Hears whenever something has changed, with the number of requests in flight. */
  onProgress: (inFlight: number) => void;
  onWait?: AskerOptions['onWait'];
}

export interface RunOptions extends PassOptions {
  concurrency: number;
  /** The pass ends after so many packs. */
  mostPacks?: number;
}

export interface Stopped {
  by: 'ceiling' | 'interrupted' | 'error';
  reason: string;
}

export interface RunResult {
  /** Why the run ended before every item had been asked; null when it did not. */
  stopped: Stopped | null;
}

const RE_ASK_ROUNDS = 2;
/** So many packs in a row that failed with every retry used up: the service is down. */
const FAILED_PACKS_TO_STOP = 3;

/** Asks one pass on one rung for every group that stands there. An item's failure is its outcome; only bugs are thrown. */
export async function askStanding(options: RunOptions): Promise<RunResult> {
  const { settler, tally, onProgress, rung, pass, mostPacks = Number.POSITIVE_INFINITY } = options;
  const halt = new AbortController();
  let stopped: Stopped | null = null;
  const stop = (by: Stopped['by'], reason: string): void => {
    stopped ??= { by, reason: reason.replace(/\.$/, '') };
    halt.abort();
  };
  const onInterrupt = (): void => stop('interrupted', 'interrupted');
  options.interrupted.addEventListener('abort', onInterrupt, { once: true });
  if (options.interrupted.aborted) onInterrupt();

  let failedPacks = 0;
  const limit = pLimit(options.concurrency);
  const ask = createAsker({ ...options, pacer: new Pacer(limit), signal: halt.signal });
  const report = (): void => onProgress(limit.activeCount);

  /** Asks a pack, then what is missing or invalid in it in smaller packs; what stays open after that goes up. */
  async function askPack(entries: readonly Entry[], round: number): Promise<void> {
    if (halt.signal.aborted) return;
    const reading = await ask(entries).catch((error) => {
      if (!(error instanceof AskError) || error.failure !== 'too-large') throw error;
      return unanswered(entries, 'it is too large for the model');
    });
    failedPacks = 0;
    const groups = entries.map(({ group }) => group);
    const open = settler.settle(groups, reading).map((position) => entries[position] as Entry);
    report();
    if (!open.length) return;
    if (round === RE_ASK_ROUNDS) {
      for (const [position, why] of reading.problems) {
        const broken = settler.giveUp((entries[position] as Entry).group, why);
        if (broken) stop('error', broken);
      }
      return;
    }
    const size = round === 0 ? Math.max(1, Math.ceil(entries.length / 4)) : 1;
    for (let from = 0; from < open.length; from += size) {
      await askPack(open.slice(from, from + size), round + 1);
    }
  }

  async function tryPack(entries: readonly Entry[]): Promise<void> {
    try {
      await askPack(entries, 0);
    } catch (error) {
      if (error instanceof CeilingReached) return stop('ceiling', error.message);
      // Nothing more may be paid for that could not be kept.
      if (error instanceof UsageError) return stop('error', error.message);
      if (!(error instanceof AskError)) throw error;
      if (halt.signal.aborted) return;
      if (error.failure === 'stop') return stop('error', error.message);
      const lastWords = `${error.message}, on every try`;
      // Whoever was answered or handed up before the failure has moved on.
      const stranded = entries.filter(({ group }) => standsAt(group, rung, pass));
      for (const { group } of stranded) group.outcome = { status: 'failed', reason: lastWords };
      failedPacks++;
      if (failedPacks >= FAILED_PACKS_TO_STOP || tally.requests === 0) stop('error', lastWords);
    }
  }

  const running = new Set<Promise<void>>();
  let packs = 0;
  for await (const entries of openPacks(options)) {
    if (halt.signal.aborted) break;
    const run = limit(() => tryPack(entries)).finally(() => running.delete(run));
    running.add(run);
    report();
    // The first request goes alone: if the key is bad it fails once, and it writes the cache the others read.
    while (packs === 0 ? running.size : running.size >= limit.concurrency) await Promise.race(running);
    if (++packs >= mostPacks) break;
  }
  await Promise.all(running);
  options.interrupted.removeEventListener('abort', onInterrupt);
  return { stopped };
}

const unanswered = (entries: readonly Entry[], reason: string): PackReading => ({
  served: '',
  values: new Map(),
  problems: new Map(entries.map((_, position) => [position, reason])),
});
