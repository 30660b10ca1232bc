// What every backend looks like to the rest: one request in, one reply or one AskError out. Retries live above it.
import type { Usage } from '../models/cost.ts';
import type { Effort } from '../models/table.ts';

export interface AskRequest {
  model: string;
  system: string;
  /** How long to keep the system text in the prompt cache; null: not at all. */
  cacheSystem: '5m' | '1h' | null;
  /** The message: a text, or texts and images in their order. */
  user: string | ({ text: string } | { image: Image })[];
  /** JSON schema of the reply; null where the model takes none. */
  schema: object | null;
  maxTokens: number;
  effort: Effort | null;
  /** `thinking.type` to send; null sends none. */
  thinking: 'disabled' | 'between_tools' | null;
  /** Ends it early. */
  signal?: AbortSignal;
  /** How long an answer may take; the backend's own limit without it. */
  timeoutMs?: number;
}

export interface Image {
  mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  base64: string;
}

/** The texts of a user message, without its images. */
export const textOf = (user: AskRequest['user']): string =>
  typeof user === 'string' ? user : user.map((part) => ('text' in part ? part.text : '')).join('\n');

/** One of a server's limits, as its headers tell it. */
export interface Allowance {
  /** All there is, and what is left of it. */
  limit: number;
  left: number;
  /** Until all of it is there again, in milliseconds. */
  resetMs: number;
}

/** What a server says of its limits: on requests, and on tokens of prompts and answers; null where it does not. */
export interface RateLimit {
  requests: Allowance | null;
  input: Allowance | null;
  output: Allowance | null;
}

export interface Reply {
  id: string;
  requestId: string | null;
  /** The model that answered, which need not be the one asked. */
  served: string;
  text: string;
  stop: 'complete' | 'truncated' | 'refused';
  /** Null: it did not say, or not believably, so what it cost is not known. */
  usage: Usage | null;
  /** What the server itself says it cost, in US dollars; null or missing where it does not. */
  billedUsd?: number | null;
  usOnly: boolean;
  fast: boolean;
  /** It came in a batch, which halves its price. */
  batch: boolean;
  /** `usage` is a sum over several requests, so its size says nothing about the length of one prompt. */
  isSum?: boolean;
  rateLimit: RateLimit | null;
}

/** What one batch may hold, and how many may be pending. */
export interface BatchLimits {
  /** Requests in one. */
  least: number;
  most: number;
  bytes: number;
  /** Batches that are worked off at once. */
  jobs: number;
}

/** Requests submitted together, answered within a day, at half price. Everything here throws AskError. */
export interface Batches {
  /** Whose batches these are: a hash of address and credential, or of the place of their files. */
  account: string;
  /** Where their files are, as `--batch` names it; missing where the API keeps them. */
  place?: string;
  /** Missing: any size that fits into memory, and any number. */
  limits?: BatchLimits;
  /** As of the backend. */
  firstWaitMs?: number;
  /**
   * Submits requests under ids of the caller's, `<key>-<number>`, at most 64 letters, digits, `-` and `_`. Returns the batch's id.
   * With `maybeBilled` in what it throws, they may have arrived.
   */
  create(requests: readonly { id: string; request: AskRequest }[], key: string): Promise<string>;
  /** How far it is; null when the API does not know it (any more). */
  state(batch: string): Promise<BatchState | null>;
  /** What became of each request, in any order, once the batch has ended. */
  results(batch: string): AsyncIterable<BatchResult>;
  /** Asks to end it early; what is answered by then is billed and can be collected. */
  cancel(batch: string): Promise<void>;
  /** All batches of this account created since then, newest first. */
  createdSince(since: Date): Promise<(BatchState & { batch: string })[]>;
  /** The id of the batch that was submitted under a key since then; null when there is none. Missing where the API knows no keys. */
  named?(key: string, since: Date): Promise<string | null>;
}

export interface BatchState {
  ended: boolean;
  createdAt: Date;
  /** Its requests, and how many of them have no result yet. */
  requests: number;
  processing: number;
  /** Why it ended although not all is answered, and the next one would, too. */
  problem?: string;
}

export interface BatchResult {
  id: string;
  /** A reply; or why there is none: it took more than a day, it was cancelled, or it went wrong at the API. */
  reply: Reply | Unanswered;
}

export interface Unanswered {
  unanswered: 'expired' | 'canceled' | 'errored';
  message: string;
  /** It was answered, and billed, but the answer cannot be read. */
  maybeBilled?: boolean;
}

/** One of the backends that a run may ask, and what came of that. */
export interface Standing {
  name: string;
  via: string;
  billedTo: string;
  /** Requests that it answered. */
  requests: number;
  /** What it is asked never leaves this machine, as far as we send it. */
  onThisMachine: boolean;
  /** Why another one goes on in its place; null while it answers. */
  left: string | null;
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
  /** The first wait before a failed request is sent again, in milliseconds; a second without it. */
  firstWaitMs?: number;
  /** It is a server on this machine that gets no key, so it answers by itself. */
  onThisMachine?: boolean;
  ask(request: AskRequest): Promise<Reply>;
  /** Called while the first request is under way: so many will be in flight when it is answered. */
  openAhead?(connections: number): void;
  /**
   * Called with what an ask threw, once its retries are used up. Returns whether the same request is to be asked again, as another
   * backend of a list has taken over.
   */
  fallBack?(error: AskError): boolean;
  /** Who answered how much, where that is counted. */
  standing?(): Standing[];
  /** Where it takes batches. */
  batches?: Batches;
  /** Is told how far the run has come, from 0 to 1, where it shows that. */
  told?(share: number): void;
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
  /** What the request was about does not exist. */
  notFound?: boolean;
  /** The API has too much to do, or we have asked too much of it: then it is `limited`, too. */
  busy?: boolean;
  limited?: boolean;
  /** An allowance or the account's money is used up. */
  exhausted?: boolean;
}

export class AskError extends Error {
  override name = 'AskError';
  readonly failure: Failure['failure'];
  readonly maybeBilled: boolean;
  readonly retryAfterMs: number | undefined;
  readonly busy: boolean;
  readonly limited: boolean;
  readonly exhausted: boolean;

  constructor(given: Failure) {
    const { failure, message, retryAfterMs, maybeBilled = false } = given;
    const { busy = false, limited = false, exhausted = false } = given;
    super(message);
    this.failure = failure;
    this.maybeBilled = maybeBilled;
    this.retryAfterMs = retryAfterMs;
    this.busy = busy;
    this.limited = limited;
    this.exhausted = exhausted;
  }
}
