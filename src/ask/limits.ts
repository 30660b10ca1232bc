// What a server's headers say may be sent: each limit is a bucket that fills up evenly and of which a request takes its share.
import type { Allowance, RateLimit } from './backend.ts';

/** What limits are for. */
const MINUTE_MS = 60_000;
/** A little less than they say, as clocks differ. */
const USED = 0.99;
/** How much the last request counts in the mean of what they take. */
const NEWEST = 1 / 20;

/** Tokens of a request that count: what it sent that was not read from the cache, and what came back. */
export interface CountedTokens {
  input: number;
  output: number;
}

const KINDS = ['requests', 'input', 'output'] as const;

/** When something was told, and by the answer to which request. */
interface Told {
  number: number;
  at: number;
}

export class Limits {
  readonly #buckets = { requests: new Bucket(), input: new Bucket(), output: new Bucket() };

  /** Takes what the answer to a request says, and the tokens it took. */
  tell(limit: RateLimit | null, tokens: CountedTokens | null, told: Told): void {
    if (limit)
      for (const kind of KINDS) {
        const allowance = limit[kind];
        if (allowance) this.#buckets[kind].tell(allowance, told);
      }
    if (!tokens) return;
    this.#buckets.input.takes(tokens.input);
    this.#buckets.output.takes(tokens.output);
  }

  /** Requests per millisecond, after the `sent` ones; Infinity while something is left that can go out at once. */
  perMs(now: number, sent: number): number {
    return Math.min(...KINDS.map((kind) => this.#buckets[kind].perMs(now, sent)));
  }
}

class Bucket {
  #told: (Allowance & Told & { perMs: number }) | undefined;
  /** What one request takes of it, about. */
  #each: number | undefined;

  tell(allowance: Allowance, told: Told): void {
    if (this.#told && told.number < this.#told.number) return;
    const { limit, left, resetMs } = allowance;
    const perMinute = limit / MINUTE_MS;
    const filling = resetMs > 0 && left < limit / 2 ? (limit - left) / resetMs : perMinute;
    this.#told = { ...allowance, ...told, perMs: USED * Math.min(perMinute, filling) };
  }

  takes(amount: number): void {
    this.#each = this.#each === undefined ? amount : this.#each + (amount - this.#each) * NEWEST;
  }

  perMs(now: number, sent: number): number {
    if (!this.#told) return Number.POSITIVE_INFINITY;
    const { limit, left, number, at, perMs } = this.#told;
    const each = this.#each || 1;
    const there = Math.min(limit, left + perMs * (now - at));
    return there / each - (sent - number) >= 1 ? Number.POSITIVE_INFINITY : perMs / each;
  }
}
