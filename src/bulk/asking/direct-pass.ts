// One pass on one rung, asked pack by pack, each answer awaited.
import { AskError } from '../../ask/backend.ts';
import { CeilingReached } from '../../ask/budget.ts';
import { Pacer } from '../../ask/pacing.ts';
import { UsageError } from '../../errors.ts';
import { TOO_LARGE } from '../outcome/outcome.ts';
import { type CheckedPack, checkedPacks, checkedParts, NO_CHECKS } from '../survey/checks.ts';
import { type Entry, openPacks } from '../survey/open-packs.ts';
import { PackSizes } from '../survey/packs.ts';
import { waitsAt } from '../survey/survey.ts';
import { type PassOptions, type Stopped, stoppedBy } from './pass.ts';
import type { PackReading } from './requests.ts';
import { type SendOptions, sendPack } from './send-pack.ts';

export interface DirectOptions extends PassOptions {
  concurrency: number;
  /** The pass ends after this many packs. */
  mostPacks?: number;
  /** These packs are asked instead of what waits here. */
  packs?: Iterable<Entry[]>;
  /** Takes the readings, of one request each, instead of what moves groups on. */
  onReading?: (entries: readonly Entry[], reading: PackReading) => void;
}

/**
 * Asks for every group that waits here. Returns why that ended early, or null. An item's failure is its outcome; only bugs
 * are thrown.
 */
export const askDirectly = (options: DirectOptions): Promise<Stopped | null> => new DirectPass(options).ask();

const RE_ASK_ROUNDS = 2;
/** Of a pack that looks moved, so many more items are asked in others. */
const CHECKED_IF_UNLIKELY = 2;
/** This many packs in a row that failed with every retry used up: the service is down. */
const FAILED_PACKS_TO_STOP = 3;

class DirectPass {
  readonly #options: DirectOptions;
  readonly #sending: SendOptions;
  /** Aborted once nothing more is to be sent; `#stopped` says why. */
  readonly #halt = new AbortController();
  readonly #sizes: PackSizes;
  #stopped: Stopped | null = null;
  #failedPacks = 0;
  /** Packs that are being asked. */
  #running = 0;
  #onEnded: (() => void) | undefined;
  #bug: { error: unknown } | undefined;
  /** Items of packs that look moved, to be asked again beside those of the next packs. */
  readonly #extras: Entry[] = [];

  constructor(options: DirectOptions) {
    this.#options = options;
    this.#sizes = new PackSizes(options.pack);
    const pacer = new Pacer(options.backend.firstWaitMs);
    this.#sending = { ...options, pacer, signal: this.#halt.signal };
  }

  async ask(): Promise<Stopped | null> {
    const { interrupted } = this.#options;
    const onInterrupt = (): void => this.#stop(stoppedBy('interrupted', 'interrupted'));
    interrupted.addEventListener('abort', onInterrupt, { once: true });
    if (interrupted.aborted) onInterrupt();
    try {
      await this.#askAll();
    } finally {
      interrupted.removeEventListener('abort', onInterrupt);
    }
    return this.#stopped;
  }

  async #askAll(): Promise<void> {
    const { mostPacks = Number.POSITIVE_INFINITY, concurrency, trust } = this.#options;
    let packs = 0;
    for await (const packed of this.#packs()) {
      if (this.#halt.signal.aborted) break;
      if (trust?.isDoubtful) {
        trust.brokenOff = true;
        break;
      }
      this.#start(packed);
      // The first request goes alone: if the key is bad it fails once, and it writes the cache the others read.
      await this.#fewerThan(packs === 0 ? 1 : concurrency);
      if (++packs >= mostPacks) break;
    }
    await this.#fewerThan(1);
  }

  #start(packed: CheckedPack): void {
    const ended = (): void => {
      this.#running--;
      this.#onEnded?.();
    };
    this.#running++;
    this.#report();
    this.#tryPack(packed).then(ended, (error) => {
      this.#bug ??= { error };
      ended();
    });
  }

  /** Resolves when fewer packs than that are being asked. Throws what is a bug of ours. */
  async #fewerThan(packs: number): Promise<void> {
    while (this.#running >= packs && !this.#bug)
      await new Promise<void>((resolve) => {
        this.#onEnded = resolve;
      });
    if (this.#bug) throw this.#bug.error;
  }

  async *#packs(): AsyncGenerator<CheckedPack> {
    const { trust, packs } = this.#options;
    const options = { ...this.#options, pack: this.#sizes, ...(trust && { except: trust.suspects }) };
    if (trust) yield* checkedPacks({ ...options, watch: (item) => trust.watch(item), extras: this.#extras });
    else for await (const entries of packs ?? openPacks(options)) yield { entries, checks: NO_CHECKS };
  }

  async #tryPack(packed: CheckedPack): Promise<void> {
    try {
      await this.#askPack(packed, 0);
    } catch (error) {
      this.#packFailed(packed.entries, error);
    }
  }

  /** Asks a pack, then what is missing or invalid in it in smaller packs; what stays open after that goes up. */
  async #askPack(packed: CheckedPack, round: number): Promise<void> {
    const { entries } = packed;
    if (this.#halt.signal.aborted) return;
    const reading = await this.#send(entries);
    this.#failedPacks = 0;
    const { onReading, trust } = this.#options;
    if (onReading) return onReading(entries, reading);
    if (round === 0) this.#sizes.replied(entries.length, reading.lost ?? 0, !trust?.suspects.size);
    const open = this.#take(packed, reading, round).map((index) => entries[index] as Entry);
    this.#report();
    if (!open.length) return;
    if (round === RE_ASK_ROUNDS) return this.#giveUp(entries, reading);
    for (const part of this.#parts(packed, open, round)) await this.#askPack(part, round + 1);
  }

  /** What is open of a pack, in a quarter of its size first, then one by one. An item may have had its neighbors left out. */
  #parts(packed: CheckedPack, open: readonly Entry[], round: number): Iterable<CheckedPack> {
    const { trust } = this.#options;
    const size = round === 0 ? Math.ceil(packed.entries.length / 4) : 1;
    const parts = Array.from({ length: Math.ceil(open.length / size) }, (_, part) =>
      open.slice(part * size, (part + 1) * size),
    );
    if (trust) return checkedParts(packed, parts, (item) => trust.watch(item));
    return parts.map((entries) => ({ entries, checks: NO_CHECKS }));
  }

  /** Returns the indexes of the entries that are to be asked again here. */
  #take({ entries, checks, strangest }: CheckedPack, reading: PackReading, round: number): number[] {
    const { advancer, trust } = this.#options;
    const groups = entries.map(({ group }) => group);
    if (!trust || (round > 0 && entries.length === 1)) return advancer.advance(groups, reading);
    const { pack, open } = advancer.take({ groups, checks, strangest }, reading, trust);
    if (!pack.suspect && round === 0) {
      const again = new Set(trust.unlikely(pack, CHECKED_IF_UNLIKELY).map((index) => pack.groups[index]));
      this.#extras.push(...entries.filter(({ group }, index) => again.has(group) && !checks.has(index)));
    }
    return open;
  }

  async #send(entries: readonly Entry[]): Promise<PackReading> {
    try {
      return await sendPack(entries, this.#sending);
    } catch (error) {
      if (!(error instanceof AskError) || error.failure !== 'too-large') throw error;
      return unanswered(entries, TOO_LARGE);
    }
  }

  #giveUp(entries: readonly Entry[], { problems }: PackReading): void {
    for (const [index, why] of problems) {
      const broken = this.#options.advancer.giveUp((entries[index] as Entry).group, why);
      if (broken) this.#stop(stoppedBy('error', broken));
    }
  }

  #packFailed(entries: readonly Entry[], error: unknown): void {
    const end = endBy(error);
    if (end) this.#stop(end);
    else if (!this.#halt.signal.aborted)
      this.#failGroups(entries, `${(error as AskError).message}, on every try`);
  }

  #failGroups(entries: readonly Entry[], reason: string): void {
    const { rung, pass, tally } = this.#options;
    // Groups that were answered or handed up before the failure have moved on.
    const stranded = entries.filter(({ group }) => waitsAt(group, rung, pass));
    for (const { group } of stranded) group.outcome = { status: 'failed', reason };
    this.#failedPacks++;
    if (this.#failedPacks >= FAILED_PACKS_TO_STOP || tally.requests === 0)
      this.#stop(stoppedBy('error', reason));
  }

  #stop(by: Stopped): void {
    this.#stopped ??= by;
    this.#halt.abort();
  }

  #report(): void {
    this.#options.onProgress(this.#running);
  }
}

/** The end of the pass that an error means; null: only its pack has failed. Throws what is a bug of ours. */
function endBy(error: unknown): Stopped | null {
  if (error instanceof CeilingReached) return stoppedBy('ceiling', error.message);
  // Nothing more may be paid for that could not be kept.
  if (error instanceof UsageError) return stoppedBy('error', error.message);
  if (!(error instanceof AskError)) throw error;
  return error.failure === 'stop' ? stoppedBy('error', error.message) : null;
}

const unanswered = (entries: readonly Entry[], reason: string): PackReading => ({
  served: '',
  values: new Map(),
  problems: new Map(entries.map((_, index) => [index, reason])),
});
