// Servers that enforce a limit exactly, and a run that asks one of them as fast as it may, in virtual time.
import type { RateLimit } from '../../src/ask/backend.ts';
import { Rate } from '../../src/ask/rate.ts';

export interface Verdict {
  allowed: boolean;
  retryAfterMs?: number;
  limit?: RateLimit;
  /** A refusal is about a limit, unless this says no. */
  limited?: boolean;
}

/** What a server allows: it takes a request of `tokens` at `now`, or refuses it. */
export interface Limiter {
  take(now: number, tokens: number): Verdict;
  /** All that it would have let through until `now`, in what it counts: requests or tokens. */
  allowedBy(now: number): number;
}

interface BucketOptions {
  perSecond: (seconds: number) => number;
  burst: number;
  /** It counts tokens, not requests. */
  tokens?: boolean;
  /** It sends headers, a wait in whole seconds with a refusal, or neither. */
  tells?: 'headers' | 'wait' | 'nothing';
}

/** Fills up evenly, up to `burst`. */
export function bucket({ perSecond, burst, tokens = false, tells = 'nothing' }: BucketOptions): Limiter {
  let [level, at, filled] = [burst, 0, burst];
  const fill = (now: number): void => {
    for (; at < now; at += Math.min(STEP_MS, now - at)) {
      const more = (perSecond(at / 1000) * Math.min(STEP_MS, now - at)) / 1000;
      level = Math.min(burst, level + more);
      filled += more;
    }
  };
  return {
    take(now, size) {
      fill(now);
      const cost = tokens ? size : 1;
      const allowed = level >= cost;
      if (allowed) level -= cost;
      const perMs = perSecond(now / 1000) / 1000;
      const told = { limit: perMs * 60_000, left: Math.floor(level), resetMs: (burst - level) / perMs };
      const limit = { requests: null, input: null, output: null, [tokens ? 'input' : 'requests']: told };
      if (tells === 'nothing') return { allowed };
      const waitMs = Math.ceil((cost - level) / perMs / 1000) * 1000;
      return { allowed, ...(!allowed && { retryAfterMs: waitMs }), ...(tells === 'headers' && { limit }) };
    },
    allowedBy(now) {
      fill(now);
      return filled;
    },
  };
}

const STEP_MS = 50;

/** So many in each window, which begins for all at the same time. */
export function windows({
  most,
  seconds,
  tells = 'nothing',
}: {
  most: number;
  seconds: number;
  tells?: 'wait' | 'nothing';
}): Limiter {
  const ms = seconds * 1000;
  let [window, used] = [0, 0];
  return {
    take(now) {
      const here = Math.floor(now / ms);
      if (here > window) [window, used] = [here, 0];
      const allowed = used < most;
      if (allowed) used++;
      return { allowed, ...(!allowed && tells === 'wait' && { retryAfterMs: ms - (now % ms) }) };
    },
    allowedBy: (now) => Math.ceil(now / ms) * most,
  };
}

/** So many in any span of that length. */
export function sliding({ most, seconds }: { most: number; seconds: number }): Limiter {
  const taken: number[] = [];
  return {
    take(now) {
      while (taken[0] !== undefined && taken[0] <= now - seconds * 1000) taken.shift();
      const allowed = taken.length < most;
      if (allowed) taken.push(now);
      return { allowed };
    },
    allowedBy: (now) => Math.ceil(now / (seconds * 1000)) * most,
  };
}

export interface Simulation {
  limiter: Limiter;
  seconds: number;
  /** Requests in flight at most. */
  most?: number;
  /** How long an answer takes; a refusal takes 20 ms. */
  latencyMs?: number;
  /** Tokens of a request. */
  tokens?: (random: () => number) => number;
  /** Whether what is refused counts as well. */
  random?: () => number;
}

export interface Simulated {
  /** The share of what was allowed that was used. */
  used: number;
  /** The share of requests that were refused. */
  refused: number;
  requests: number;
}

/** Asks for so long, as fast as it may. */
export function simulate({
  limiter,
  seconds,
  most = 50,
  latencyMs = 500,
  tokens = () => 1,
  random = seeded(),
}: Simulation): Simulated {
  const rate = new Rate(1000);
  const end = seconds * 1000;
  const replies = new Heap();
  let [now, inFlight, requests, refused, used, answered] = [0, 0, 0, 0, 0, 0];
  while (now < end) {
    const due = inFlight < (answered ? most : 1) ? Math.max(now, rate.nextAt(now)) : Number.POSITIVE_INFINITY;
    const reply = replies.first;
    if (reply && reply.at <= due) {
      replies.take();
      now = reply.at;
      inFlight--;
      reply.act(now);
      continue;
    }
    if (due >= end) break;
    now = due;
    const number = rate.sent(now);
    const size = tokens(random);
    requests++;
    inFlight++;
    const { allowed, retryAfterMs, limit, limited = true } = limiter.take(now, size);
    if (allowed) {
      used += tokens === undefined ? 1 : size;
      const at = now + latencyMs * (0.75 + random() / 2);
      replies.add({
        at,
        act(then) {
          answered++;
          rate.answered(number, then, limit ?? null, { input: size, output: 1 });
        },
      });
    } else {
      refused++;
      replies.add({ at: now + 20, act: (then) => rate.refused(number, then, { limited, retryAfterMs }) });
    }
  }
  return { used: used / limiter.allowedBy(end), refused: refused / requests, requests };
}

function seeded(): () => number {
  let seed = 1;
  return () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };
}

interface Event {
  at: number;
  act(now: number): void;
}

/** What happens next first. */
class Heap {
  readonly #events: Event[] = [];

  get first(): Event | undefined {
    return this.#events[0];
  }

  add(event: Event): void {
    const after = this.#events.findIndex(({ at }) => at > event.at);
    this.#events.splice(after < 0 ? this.#events.length : after, 0, event);
  }

  take(): void {
    this.#events.shift();
  }
}
