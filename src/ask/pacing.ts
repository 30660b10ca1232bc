// How many requests are in flight: one more for each round of good replies, half as many when the API says it is busy
// (additive increase, multiplicative decrease), and one pause that all of them keep.
import { setTimeout as sleep } from 'node:timers/promises';
import type { LimitFunction } from 'p-limit';
import type { AskError, RateLimit } from './backend.ts';

/** No header makes a run wait longer than this at a time. */
const LONGEST_PAUSE_MS = 60_000;

/** Both in milliseconds. */
interface Clocks {
  /** Only ever goes on, whatever somebody sets. */
  now(): number;
  /** Since the epoch. */
  date(): number;
}

const CLOCKS: Clocks = { now: () => performance.now(), date: () => Date.now() };

export class Pacer {
  readonly #limit: LimitFunction;
  readonly #most: number;
  readonly #now: () => number;
  readonly #date: () => number;
  #pausedUntil = 0;
  #goodReplies = 0;

  /** Adjusts `limit`, which starts at its most and never gets above it. */
  constructor(limit: LimitFunction, { now, date }: Clocks = CLOCKS) {
    this.#limit = limit;
    this.#most = limit.concurrency;
    this.#now = now;
    this.#date = date;
  }

  /** Resolves when requests may be sent; at once after an abort. */
  async ready(signal: AbortSignal): Promise<void> {
    for (;;) {
      const leftMs = this.#pausedUntil - this.#now();
      if (leftMs <= 0 || signal.aborted) return;
      await sleep(leftMs, undefined, { signal }).catch(() => {});
    }
  }

  /** A request failed and is tried again after `waitMs`; if the API was busy, everybody waits and fewer go on. */
  failed(error: AskError, waitMs: number): void {
    if (!error.busy) return;
    const isNews = this.#now() >= this.#pausedUntil; // the others of one burst say the same thing
    this.#pause(waitMs);
    this.#goodReplies = 0;
    if (isNews) this.#limit.concurrency = Math.max(1, Math.floor(this.#limit.concurrency / 2));
  }

  /** A reply came, with what the API says is left of its limits, if it does. */
  succeeded(left: RateLimit | null): void {
    if (left && left.requests < this.#limit.concurrency) {
      this.#limit.concurrency = Math.max(1, left.requests);
      if (left.requests <= 0) this.#pause(left.resetAt.getTime() - this.#date());
      return;
    }
    if (++this.#goodReplies < this.#limit.concurrency) return;
    this.#goodReplies = 0;
    if (this.#limit.concurrency < this.#most) this.#limit.concurrency++;
  }

  #pause(waitMs: number): void {
    this.#pausedUntil = Math.max(
      this.#pausedUntil,
      this.#now() + Math.min(Math.max(0, waitMs), LONGEST_PAUSE_MS),
    );
  }
}
