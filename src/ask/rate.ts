// How fast requests go out to a server with a limit that may not say so. Nothing is held back until its headers say that
// little is left, or it refuses a request. From then on requests go out one by one: as fast as the headers allow; without
// them at a rate that is lowered a little by a refusal, stays about there, and is raised ever faster while none comes (the
// curve of TCP CUBIC). A refused request costs nothing, what is allowed and not used is lost, so few are risked all the
// time. The time is given with each call: nothing here waits.
import type { RateLimit } from './backend.ts';
import { Goodput } from './goodput.ts';
import { type CountedTokens, Limits } from './limits.ts';
import { LONGEST_RETRY_AFTER_MS } from './retry.ts';

/** What a refusal leaves of the rate; one soon after another, within so many requests; and the third without an answer between. */
const LEAVES = 0.97;
const LEAVES_SOON = 0.85;
const SOON_REQUESTS = 5;
const LEAVES_BLOCKED = 0.65;
const BLOCKED_FROM = 3;
/** The rate is back where a request was refused after so many first waits, so many requests, and so many of the waits asked for. */
const BACK_FIRST_WAITS = 5;
const BACK_REQUESTS = 30;
const BACK_WAITS = 12;
/** Where the server has trouble of its own, requests are refused at any rate. */
const BACK_REQUESTS_TROUBLE = 8;
/** Beyond, it rises faster than it came back. */
const BEYOND = 8;
/** While all is refused, one is risked after a share of the time that this has gone on; no longer than so many first waits. */
const RISKED_SHARE = 1 / 8;
const LONGEST_BACKOFF = 30;
/** Requests may be this much late without the next ones being so, too: a busy machine wakes nobody in time. */
const LATE_MS = 250;
/** Nobody asks faster. */
const MOST_PER_MS = 10;

export interface Refusal {
  /** It says that too much was asked. */
  limited: boolean;
  /** How long it asks to wait. */
  retryAfterMs?: number | undefined;
}

export class Rate {
  readonly #firstMs: number;
  /** Requests per millisecond where one was refused last, when that was, and how long until that is tried again. */
  #top = { perMs: Number.POSITIVE_INFINITY, at: 0, backMs: 1 };
  /** When the next request is due by the rate, and whether the last one waited for that. */
  #slot = 0;
  #held = false;
  #pausedUntil = 0;
  #sent = 0;
  readonly #inFlight = new Set<number>();
  /** Refusals in a row, of requests sent since the rate was last lowered: those after request `#lowered`. */
  #refusals = 0;
  #lowered = 0;
  #blockedSince = 0;
  readonly #lately = new Goodput(5000);
  readonly #steadily = new Goodput(60_000);
  readonly #limits = new Limits();

  /** `firstMs`: the first wait when all is refused. */
  constructor(firstMs: number) {
    this.#firstMs = firstMs;
  }

  /** Returns when the next request may be sent; a moment that has passed means at once. */
  nextAt(now: number): number {
    if (this.#pausedUntil > now) return this.#pausedUntil;
    return this.#perMs(now) === Number.POSITIVE_INFINITY ? now : this.#slot;
  }

  /** A request goes out. Returns its number, for what comes of it. */
  sent(now: number): number {
    for (const goodput of [this.#lately, this.#steadily]) goodput.start(now);
    const perMs = this.#perMs(now);
    this.#held = perMs !== Number.POSITIVE_INFINITY && this.#slot >= now - LATE_MS;
    this.#slot = Math.max(this.#slot, now - LATE_MS) + 1 / perMs;
    this.#inFlight.add(++this.#sent);
    return this.#sent;
  }

  /** Request `number` was answered; with what the server says of its limits, and the tokens that count against them. */
  answered(number: number, now: number, limit: RateLimit | null, tokens: CountedTokens | null): void {
    this.#inFlight.delete(number);
    for (const goodput of [this.#lately, this.#steadily]) goodput.add(now);
    this.#limits.tell(limit, tokens, { number, at: now });
    if (number > this.#lowered) this.#refusals = 0;
  }

  /** Request `number` was refused: the server was asked too much, or has too much to do, which need not be our doing. */
  refused(number: number, now: number, refusal: Refusal): void {
    const { limited, retryAfterMs = 0 } = refusal;
    this.#inFlight.delete(number);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS));
    this.#slot = Math.max(this.#slot, this.#pausedUntil);
    if (number <= this.#lowered) return; // the others of one burst say the same thing
    // One that was sent before it, and after the last of them, has not been refused.
    if ([...this.#inFlight].some((one) => one > this.#lowered && one < number)) this.#refusals = 0;
    this.#lower(now, { isSoon: number - this.#lowered < SOON_REQUESTS, limited, retryAfterMs });
    this.#lowered = this.#sent;
    this.#slot = Math.max(this.#slot, now + this.#waitMs(now));
  }

  /** Request `number` ended in another way, which says nothing of limits. */
  ended(number: number): void {
    this.#inFlight.delete(number);
  }

  #lower(now: number, { isSoon, limited, retryAfterMs }: Required<Refusal> & { isSoon: boolean }): void {
    const refusedAt = this.#held
      ? Math.min(this.#aimed(now), MOST_PER_MS)
      : this.#lately.perMs(now, this.#inFlight.size);
    const isBlocked = ++this.#refusals >= BLOCKED_FROM;
    if (!isBlocked) this.#blockedSince = now;
    let perMs = refusedAt;
    // While all is refused the rate need not fall any further: nothing goes out at it.
    if (this.#refusals === BLOCKED_FROM) perMs *= LEAVES_BLOCKED / LEAVES;
    else if (isSoon && limited && !isBlocked) perMs *= LEAVES_SOON / LEAVES;
    // What was answered in the long run is allowed for sure.
    if (perMs < refusedAt) perMs = Math.max(perMs, Math.min(refusedAt, this.#steadily.knownPerMs(now)));
    const backMs = limited
      ? Math.max(BACK_FIRST_WAITS * this.#firstMs, BACK_REQUESTS / perMs)
      : BACK_REQUESTS_TROUBLE / perMs;
    this.#top = { perMs, at: now, backMs: Math.max(backMs, BACK_WAITS * retryAfterMs) };
  }

  #waitMs(now: number): number {
    const oneMs = Math.min(1 / this.#perMs(now), this.#firstMs);
    if (this.#refusals < BLOCKED_FROM) return oneMs;
    const blockedMs = Math.max((now - this.#blockedSince) * RISKED_SHARE, this.#firstMs);
    return Math.max(oneMs, Math.min(blockedMs, LONGEST_BACKOFF * this.#firstMs));
  }

  /** The rate by what was refused. */
  #aimed(now: number): number {
    const { perMs, at, backMs } = this.#top;
    const beyond = (now - at) / backMs - 1;
    return perMs * (1 + (1 - LEAVES) * (beyond > 0 ? BEYOND : 1) * beyond ** 3);
  }

  /** The rate by that and by the headers. */
  #perMs(now: number): number {
    return Math.min(this.#aimed(now), this.#limits.perMs(now, this.#sent));
  }
}
