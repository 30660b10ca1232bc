// When the next request may go out. Requests wait in line for that; one that was refused goes to its head.
import type { AskError, Reply } from './backend.ts';
import { Rate } from './rate.ts';
import { FIRST_WAIT_MS, MAX_ATTEMPTS_BUSY } from './retry.ts';

/** A server that has refused so many in a row, for so many first waits, is taken to be down: five minutes. */
const PATIENCE = 300;
const PATIENCE_TRIES = MAX_ATTEMPTS_BUSY;

interface Waiting {
  /** Called with the number of its request; 0 after an abort. */
  go(number: number): void;
  signal: AbortSignal;
}

/** What a refusal means for who met it. */
export interface Refused {
  /** Whether it is worth another try. */
  again: boolean;
  /** Until anybody tries again, in milliseconds. */
  waitMs: number;
}

export class Pacer {
  readonly #firstMs: number;
  readonly #now: () => number;
  #rate: Rate;
  readonly #line: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  #watched: AbortSignal | undefined;
  /** When a request was answered last; when the first one went out before that. */
  #answeredAt: number | undefined;
  /** Since then. */
  #refusals = 0;

  /** `firstMs`: the first wait when all is refused; `now`: a clock that only ever goes on. */
  constructor(firstMs: number = FIRST_WAIT_MS, now: () => number = () => performance.now()) {
    this.#firstMs = firstMs;
    this.#now = now;
    this.#rate = new Rate(firstMs);
  }

  /** Resolves when a request may go out, with its number; at once after an abort. `isRetry`: it was refused before. */
  async ready(signal: AbortSignal, isRetry = false): Promise<number> {
    if (signal.aborted) return 0;
    this.#answeredAt ??= this.#now();
    if (!this.#line.length && this.#rate.nextAt(this.#now()) <= this.#now())
      return this.#rate.sent(this.#now());
    this.#watch(signal);
    return new Promise((go) => {
      if (isRetry) this.#line.unshift({ go, signal });
      else this.#line.push({ go, signal });
      this.#letGo();
    });
  }

  /** Request `number` was answered. */
  answered(number: number, { rateLimit, usage }: Pick<Reply, 'rateLimit' | 'usage'>): void {
    const now = this.#now();
    this.#answeredAt = now;
    this.#refusals = 0;
    const tokens = usage && {
      input: usage.input + usage.cacheWrite5m + usage.cacheWrite1h,
      output: usage.output,
    };
    this.#rate.answered(number, now, rateLimit, tokens);
    this.#letGo();
  }

  /** Request `number` failed, and if the server was busy, all slow down. Returns what that means for it. */
  failed(number: number, { busy, limited, retryAfterMs }: AskError): Refused {
    const now = this.#now();
    if (busy) {
      this.#refusals++;
      this.#rate.refused(number, now, { limited, retryAfterMs });
    } else this.#rate.ended(number);
    this.#letGo();
    const waitMs = Math.max(0, this.#rate.nextAt(now) - now);
    const isPatient = now - (this.#answeredAt ?? now) < PATIENCE * this.#firstMs;
    return { again: isPatient || this.#refusals < PATIENCE_TRIES, waitMs };
  }

  /** Another server takes over, of which nothing is known. */
  startAnew(): void {
    this.#rate = new Rate(this.#firstMs);
    this.#answeredAt = this.#now();
    this.#refusals = 0;
    this.#letGo();
  }

  /** Listens once for all that wait with the same signal. */
  #watch(signal: AbortSignal): void {
    if (this.#watched === signal) return;
    this.#watched = signal;
    const letAllGo = (): void => {
      for (const waiting of this.#line.splice(0))
        if (waiting.signal === signal) waiting.go(0);
        else this.#line.push(waiting);
      this.#letGo(); // its timer would hold up the end of the process
    };
    signal.addEventListener('abort', letAllGo, { once: true });
  }

  #letGo(): void {
    clearTimeout(this.#timer);
    while (this.#line.length) {
      const now = this.#now();
      const at = this.#rate.nextAt(now);
      if (at > now) {
        this.#timer = setTimeout(() => this.#letGo(), at - now);
        return;
      }
      this.#line.shift()?.go(this.#rate.sent(now));
    }
  }
}
