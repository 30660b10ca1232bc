// The second pass over the input: what the survey left open goes to the model, pack by pack.
import pLimit from 'p-limit';
import { AskError, type Backend } from '../ask/backend.ts';
import { type Budget, CeilingReached } from '../ask/budget.ts';
import { Pacer } from '../ask/pacing.ts';
import { UsageError } from '../errors.ts';
import type { Catalog } from '../models/catalog.ts';
import type { Answer, AnswerStore } from './answers.ts';
import { type AskerOptions, createAsker, type PackReading, type Tally } from './asker.ts';
import { cachesSystem } from './estimate.ts';
import type { ItemSource } from './items/record.ts';
import { handUp, heard, type Rung, type Standing } from './ladder.ts';
import type { Outcome } from './outcome.ts';
import { Packer, type PackLimits } from './packs.ts';
import { itemTokens, triesToSteer } from './prompt.ts';
import { fingerprintIn, type Scheme } from './scheme.ts';
import { firstItems, type Group, type Survey, standsAt } from './survey.ts';

export interface RunOptions {
  source: ItemSource;
  scheme: Scheme;
  survey: Survey;
  /** Only these groups are asked; null for all. */
  only: ReadonlySet<Group> | null;
  ladder: readonly Rung[];
  /** Which rung of the ladder, and which pass there, is asked now. */
  rung: number;
  pass: number;
  limit: number;
  backend: Backend;
  catalog: Catalog;
  budget: Budget;
  /** What this tier's requests come to, over all its passes. */
  tally: Tally;
  pack: PackLimits;
  /** About how many requests this will take. */
  requestsPlanned: number;
  concurrency: number;
  /** Aborted by the user: nothing more is sent, what is under way is awaited. */
  interrupted: AbortSignal;
  /** Items that got their outcome in this pass so far. */
  onProgress?: (progress: { settledItems: number; tally: Tally; inFlight: number }) => void;
  onWait?: AskerOptions['onWait'];
  onReply?: AskerOptions['onReply'];
}

export interface Stopped {
  by: 'ceiling' | 'interrupted' | 'error';
  reason: string;
}

export interface RunResult {
  /** Why the run ended before every item had been asked; null when it did not. */
  stopped: Stopped | null;
}

interface Entry {
  group: Group;
  text: string;
}

const RE_ASK_ROUNDS = 2;
/**
 * So many items without a valid answer, at least a third of all, are no doubt about items: something is broken (a gateway
 * that drops the schema, a scheme no model can follow), and would be paid for again and again, and on dearer tiers.
 */
const BROKEN_ITEMS = 50;
const BROKEN_SHARE = 1 / 3;
/** So many packs in a row that failed with every retry used up: the service is down. */
const FAILED_PACKS_TO_STOP = 3;

/** Asks one pass on one rung for every group that stands there. An item's failure is its outcome; only bugs are thrown. */
export async function askStanding(options: RunOptions): Promise<RunResult> {
  const { scheme, catalog, ladder, tally, onProgress } = options;
  const rung = ladder[options.rung] as Rung;
  const answers = rung.passes[options.pass] as AnswerStore;
  const tier = catalog.tiers[rung.tier];
  const halt = new AbortController();
  let stopped: Stopped | null = null;
  const stop = (by: Stopped['by'], reason: string): void => {
    stopped ??= { by, reason: reason.replace(/\.$/, '') };
    halt.abort();
  };
  const onInterrupt = (): void => stop('interrupted', 'interrupted');
  options.interrupted.addEventListener('abort', onInterrupt, { once: true });
  if (options.interrupted.aborted) onInterrupt();

  let settledItems = 0;
  let failedPacks = 0;
  let answered = 0;
  let unanswerable = 0;
  const limit = pLimit(options.concurrency);
  const pacer = new Pacer(limit);
  const ask = createAsker({
    ...options,
    tier,
    tally,
    pacer,
    signal: halt.signal,
    cacheSystem: cachesSystem(scheme, catalog.model(tier.model), options.requestsPlanned),
  });

  function settle(entries: readonly Entry[], reading: PackReading): Entry[] {
    const taken: { group: Group; answer: Answer }[] = [];
    for (const [position, tags] of reading.tags) {
      const group = entries[position]?.group as Group;
      const answer = {
        fingerprint: group.fingerprint,
        tier: rung.tier,
        model: tier.model,
        served: reading.served,
        tags,
      };
      taken.push({ group, answer });
    }
    answers.append(taken.map(({ answer }) => answer)); // on disk before anything counts as done
    answered += taken.length;
    for (const { group, answer } of taken)
      move(group, heard(group.standing, { ...answer, tier: rung.tier }, ladder, scheme.abstain));
    return [...reading.problems.keys()].map((position) => entries[position] as Entry);
  }

  function move(group: Group, to: Outcome | Standing): void {
    if ('status' in to) {
      group.outcome = to;
      settledItems += group.items;
    } else {
      group.standing = to;
    }
  }

  const report = (): void => onProgress?.({ settledItems, tally, inFlight: limit.activeCount });

  /** Asks a pack, then what is missing or invalid in it in smaller packs; what stays open after that goes up. */
  async function tagPack(entries: readonly Entry[], round: number): Promise<void> {
    if (halt.signal.aborted) return;
    const reading = await ask(entries.map((entry) => entry.text)).catch((error) => {
      if (!(error instanceof AskError) || error.failure !== 'too-large') throw error;
      return unanswered(entries, 'it is too large for the model');
    });
    failedPacks = 0;
    const open = settle(entries, reading);
    report();
    if (!open.length) return;
    if (round === RE_ASK_ROUNDS) {
      for (const [position, why] of reading.problems) {
        const { group } = entries[position] as Entry;
        const evidence = { tier: rung.tier, model: tier.model, tags: [], why };
        move(group, handUp(group.standing, [evidence], ladder));
        unanswerable++;
        if (unanswerable >= BROKEN_ITEMS && unanswerable >= BROKEN_SHARE * (answered + unanswerable)) {
          stop(
            'error',
            `${rung.tier} gave no valid answer to ${unanswerable} of ${answered + unanswerable} items (${why})`,
          );
        }
      }
      return;
    }
    const size = round === 0 ? Math.max(1, Math.ceil(entries.length / 4)) : 1;
    for (let from = 0; from < open.length; from += size) {
      await tagPack(open.slice(from, from + size), round + 1);
    }
  }

  async function tryPack(entries: readonly Entry[]): Promise<void> {
    try {
      await tagPack(entries, 0);
    } catch (error) {
      if (error instanceof CeilingReached) return stop('ceiling', error.message);
      // Nothing more may be paid for that could not be kept.
      if (error instanceof UsageError) return stop('error', error.message);
      if (!(error instanceof AskError)) throw error;
      if (halt.signal.aborted) return;
      if (error.failure === 'stop') return stop('error', error.message);
      const lastWords = `${error.message}, on every try`;
      // Whoever was answered or handed up before the failure has moved on.
      const stranded = entries.filter(({ group }) => standsAt(group, options.rung, options.pass));
      for (const { group } of stranded) group.outcome = { status: 'failed', reason: lastWords };
      failedPacks++;
      if (failedPacks >= FAILED_PACKS_TO_STOP || tally.requests === 0) stop('error', lastWords);
    }
  }

  const running = new Set<Promise<void>>();
  let first = true;
  for await (const entries of openPacks(options)) {
    if (halt.signal.aborted) break;
    const run = limit(() => tryPack(entries)).finally(() => running.delete(run));
    running.add(run);
    report();
    // The first request goes alone: if the key is bad it fails once, and it writes the cache the others read.
    while (first ? running.size : running.size >= limit.concurrency) {
      await Promise.race(running);
      first = false;
    }
  }
  await Promise.all(running);
  options.interrupted.removeEventListener('abort', onInterrupt);
  return { stopped };
}

const unanswered = (entries: readonly Entry[], reason: string): PackReading => ({
  served: '',
  tags: new Map(),
  problems: new Map(entries.map((_, position) => [position, reason])),
});

/** Reads the input again and packs the first item of each group that stands here, no faster than packs are taken. */
async function* openPacks(options: RunOptions): AsyncGenerator<Entry[]> {
  const { source, scheme, survey, only, limit, pack, rung, pass } = options;
  const wanted = new Set((only ? [...only] : survey.groups).filter((group) => standsAt(group, rung, pass)));
  const mixer = pass > 0 ? new Mixer<Entry>() : null;
  const packer = new Packer<Entry>(pack);
  const add = (entry: Entry): Entry[][] =>
    packer.add(entry, itemTokens(entry.text), triesToSteer(entry.text));
  let index = 0;
  for await (const { text } of firstItems(source, limit)) {
    const group = survey.of(index++);
    if (typeof group === 'string' || !wanted.has(group)) continue;
    // The answer would be stored for a text it was not given for; the last pass says that the input has changed.
    if (fingerprintIn(scheme, text) !== group.fingerprint) continue;
    wanted.delete(group);
    const entry = { group, text };
    for (const mixed of mixer ? mixer.add(entry, group.fingerprint) : [entry]) yield* add(mixed);
    if (!wanted.size) break;
  }
  for (const mixed of mixer?.flush() ?? []) yield* add(mixed);
  yield* packer.flush();
}

/** Gives entries in another order than they came, within a window, so that a second pass sees other neighbours. */
class Mixer<Item> {
  #window: { item: Item; key: string }[] = [];

  add(item: Item, key: string): Item[] {
    this.#window.push({ item, key });
    return this.#window.length >= MIXED_ITEMS ? this.flush() : [];
  }

  flush(): Item[] {
    const mixed = this.#window.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ item }) => item);
    this.#window = [];
    return mixed;
  }
}

const MIXED_ITEMS = 1000;
