// One pass on one rung, asked pack by pack, each answer awaited.
import { AskError } from '../../ask/backend.ts';
import { Pacer } from '../../ask/pacing.ts';
import { TOO_LARGE } from '../outcome/outcome.ts';
import { type CheckedPack, checkedPacks, checkedParts, NO_CHECKS } from '../survey/checks.ts';
import { type Entry, openPacks } from '../survey/open-packs.ts';
import { PackSizes } from '../survey/packs.ts';
import { waitsAt } from '../survey/survey.ts';
import { endBy, type PassOptions, type Stopped, stoppedBy } from './pass.ts';
import { type Place, Places, TurnAfterNext } from './places.ts';
import type { PackReading } from './requests.ts';
import { type SendOptions, sendPack } from './send-pack.ts';

export interface DirectOptions extends PassOptions {
  concurrency: number;
  /** About so many packs there are; missing where nobody has counted. */
  likelyPacks?: number;
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
/** With so many requests in flight, the next one goes out before a reply is read. */
const READ_LATER_FROM = 8;

/** How a pack is asked: in a place, and its replies read at once or later. */
interface Turn {
  place: Place;
  isLater: boolean;
}

class DirectPass {
  readonly #options: DirectOptions;
  readonly #sending: SendOptions;
  /** Aborted once nothing more is to be sent; `#stopped` says why. */
  readonly #halt = new AbortController();
  readonly #sizes: PackSizes;
  readonly #places: Places;
  #stopped: Stopped | null = null;
  #failedPacks = 0;
  /** Packs that are being asked, or have a reply that is not read yet. */
  #open = 0;
  #onNoneOpen: (() => void) | undefined;
  /** When replies are read that came while others wait to be sent: undici sends these with the next turn. */
  readonly #readLater = new TurnAfterNext();
  /** Items of packs that look moved, to be asked again beside those of the next packs. */
  readonly #extras: Entry[] = [];

  constructor(options: DirectOptions) {
    this.#options = options;
    this.#sizes = new PackSizes(options.pack);
    this.#places = new Places(options.concurrency);
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
    const { mostPacks = Number.POSITIVE_INFINITY, trust } = this.#options;
    let packs = 0;
    let place = await this.#places.take();
    for await (const packed of this.#packs()) {
      if (this.#halt.signal.aborted) break;
      if (trust?.isDoubtful) {
        trust.brokenOff = true;
        break;
      }
      const asked = this.#start(packed, place, packs > 0);
      if (packs === 0) await this.#alone(asked);
      place = await this.#places.take();
      if (++packs >= mostPacks) break;
    }
    place.free();
    await this.#noneOpen();
  }

  /** The first request goes alone: if the key is bad it fails once, and it writes the cache the others read. They get ready meanwhile. */
  async #alone(asked: Promise<void>): Promise<void> {
    const { backend, concurrency, likelyPacks = 1 } = this.#options;
    const others = Math.min(concurrency, likelyPacks - 1);
    if (others > 1) setImmediate(() => backend.openAhead?.(others)); // once it is on its way
    await asked;
  }

  /** Asks a pack. Resolves when nothing more will come of it. `mayWait`: others may be sent before its reply is read. */
  async #start(packed: CheckedPack, place: Place, mayWait: boolean): Promise<void> {
    this.#open++;
    this.#report();
    const isLater = mayWait && this.#options.concurrency >= READ_LATER_FROM;
    try {
      await this.#tryPack(packed, { place, isLater });
    } catch (bug) {
      this.#places.fail(bug);
    }
    if (--this.#open === 0) this.#onNoneOpen?.();
  }

  /** Resolves when all that was sent is answered and read. Throws what is a bug of ours. */
  async #noneOpen(): Promise<void> {
    if (this.#open)
      await new Promise<void>((resolve) => {
        this.#onNoneOpen = resolve;
      });
    (await this.#places.take()).free();
  }

  async *#packs(): AsyncGenerator<CheckedPack> {
    const { trust, packs } = this.#options;
    const options = { ...this.#options, pack: this.#sizes, ...(trust && { except: trust.suspects }) };
    if (trust) yield* checkedPacks({ ...options, watch: (item) => trust.watch(item), extras: this.#extras });
    else for await (const entries of packs ?? openPacks(options)) yield { entries, checks: NO_CHECKS };
  }

  async #tryPack(packed: CheckedPack, turn: Turn): Promise<void> {
    try {
      await this.#askPack(packed, 0, turn);
    } catch (error) {
      this.#packFailed(packed.entries, error);
    } finally {
      turn.place.free();
    }
  }

  /** Asks a pack, then what is missing or invalid in it in smaller packs; what stays open after that goes up. */
  async #askPack(packed: CheckedPack, round: number, turn: Turn): Promise<void> {
    const { entries } = packed;
    await turn.place.again();
    if (this.#halt.signal.aborted) return;
    const reading = await this.#send(entries, turn);
    this.#failedPacks = 0;
    const { onReading, trust } = this.#options;
    if (onReading) return onReading(entries, reading);
    if (round === 0) this.#sizes.replied(entries.length, reading.lost ?? 0, !trust?.suspects.size);
    const open = this.#take(packed, reading, round).map((index) => entries[index] as Entry);
    this.#report();
    if (!open.length) return;
    if (round === RE_ASK_ROUNDS) return this.#giveUp(entries, reading);
    for (const part of this.#parts(packed, open, round)) await this.#askPack(part, round + 1, turn);
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

  async #send(entries: readonly Entry[], { place, isLater }: Turn): Promise<PackReading> {
    try {
      return await sendPack(entries, this.#sending, () => {
        if (!isLater) return undefined;
        place.free();
        return this.#readLater.come();
      });
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
    this.#options.onProgress(this.#places.taken);
  }
}

const unanswered = (entries: readonly Entry[], reason: string): PackReading => ({
  served: '',
  values: new Map(),
  problems: new Map(entries.map((_, index) => [index, reason])),
});
