// What every backend looks like to the rest: one request in, one reply or one AskError out. Retries live above it.
import type { Usage } from '../models/cost.ts';
import type { Effort } from '../models/table.ts';

export interface AskRequest {
  model: string;
  system: string;
  /** Mark the system text for prompt caching. */
  cacheSystem: boolean;
  user: string;
  /** JSON schema of the reply; null where the model takes none. */
  schema: object | null;
  maxTokens: number;
  effort: Effort | null;
  /** `thinking.type` to send; null sends none. */
  thinking: 'disabled' | 'between_tools' | null;
  /** Ends it early. */
  signal?: AbortSignal;
}

/** What the API says is left of its rate limit. */
export interface RateLimit {
  requests: number;
  resetAt: Date;
}

export interface Reply {
  id: string;
  requestId: string | null;
  /** The model that answered, which need not be the one asked. */
  served: string;
  text: string;
  stop: 'complete' | 'truncated' | 'refused';
  usage: Usage;
  usOnly: boolean;
  fast: boolean;
  rateLimit: RateLimit | null;
}

export interface Backend {
  name: string;
  /** Where requests go, in words: `the Anthropic API`. */
  via: string;
  /** Who pays, in words: `the key in ANTHROPIC_API_KEY`. */
  billedTo: string;
  /** More requests than this at once gain nothing. */
  mostConcurrent?: number;
  /** So many requests one ask may turn into, unseen by us; 1 without it. */
  requestsPerAsk?: number;
  /** It thinks whatever is asked, and caches for an hour, which costs twice the input. */
  thinks?: boolean;
  cachesForAnHour?: boolean;
  ask(request: AskRequest): Promise<Reply>;
}

/**
 * Why a request gave no reply:
 * - `again`: passing trouble, worth another try (`retryAfterMs` if the server named a wait)
 * - `unreachable`: there was nobody to send it to; worth another try if it worked before
 * - `too-large`: this request will never fit, a smaller one may
 * - `thinking`: the model does not let thinking be switched off
 * - `stop`: every further request would fail the same way (bad key, no money, unknown model)
 */
export interface Failure {
  failure: 'again' | 'unreachable' | 'too-large' | 'thinking' | 'stop';
  message: string;
  /** The request may have been answered, and billed, without our seeing it. */
  maybeBilled?: boolean;
  retryAfterMs?: number | undefined;
  /** The API has too much to do, or we have asked too much of it. */
  busy?: boolean;
}

export class AskError extends Error {
  override name = 'AskError';
  readonly failure: Failure['failure'];
  readonly maybeBilled: boolean;
  readonly retryAfterMs: number | undefined;
  readonly busy: boolean;

  constructor({ failure, message, maybeBilled = false, retryAfterMs, busy = false }: Failure) {
    super(message);
    this.failure = failure;
    this.maybeBilled = maybeBilled;
    this.retryAfterMs = retryAfterMs;
    this.busy = busy;
  }
}
