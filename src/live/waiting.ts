// A request between the moment that the client counts it and its line in the ledger: what is known of it, and whether that is all.
import type { LiveUsage } from '../ask/live-protocol.ts';
import { costUsd } from '../models/cost.ts';
import { shippedModel } from '../models/table.ts';
import type { LedgerEntry } from '../usage/ledger-entry.ts';
import { type Counted, isStep, likeness } from './counted.ts';
import type { Facts, UsedByModel } from './facts.ts';
import { isPlain, requestedOf } from './figures.ts';

/** A step of a conversation that was answered. */
export interface Stepped {
  requested: string;
  served: string;
  usage: LiveUsage;
  agentId: string | undefined;
  /** What its agent has used, right after it; null where that is not told. */
  used: UsedByModel | null;
}

/** A step that the client has not counted yet. */
export interface Uncounted {
  step: Stepped;
  facts: Facts | null;
  /** In milliseconds of the epoch. */
  since: number;
}

export interface Waiting {
  counted: Counted;
  /** In milliseconds of the epoch. */
  since: number;
  /** The model that its step asked for; null as long as that is not known. */
  requested: string | null;
  facts: Facts | null;
  /** Its lines, as they stand in the ledger. */
  written: readonly LedgerEntry[];
}

/** What an interrupted request was made for is not told. */
const INTERRUPTED = 'interrupted';
const SETTLES_MS = 500;
/** A request whose facts have not come by then is written without, lest it be lost, and again once they have. */
const WRITTEN_WITHIN_MS = 5000;

/** Whether a request that the client counted is that step. */
export const isOf = (counted: Counted, { agentId, served, usage }: Stepped): boolean =>
  counted.agentId === (agentId ?? null) &&
  counted.model === served &&
  likeness(counted.usage) === likeness(usage);

/** A request was that step; who advised in it counts where that comes to what the client counted. */
export function identify(
  one: Waiting,
  { step: { requested }, facts }: Pick<Uncounted, 'step' | 'facts'>,
): void {
  one.requested = requested;
  if (facts && (!facts.advisors.length || requestedOf(one.counted, [requested], facts.advisors)))
    one.facts = facts;
}

/** Returns a step that was interrupted as a request: the client does not tell of it, and counts more of its answer than has come. */
export function interrupted({ step, since }: Uncounted, session: string): Waiting {
  const at = new Date(since);
  const usage = { ...step.usage, thinking: 0, webSearches: 0 };
  const counted: Counted = {
    ...{ at: at.toISOString(), session, model: step.served, usage, step: INTERRUPTED },
    ...{ agentId: step.agentId ?? null, requestId: null, effort: null, fast: false },
    ...{ costUsd: costUsd(shippedModel(step.requested), usage, { at }) ?? 0, sequence: since },
  };
  const facts = { requested: step.requested, advisors: [] };
  return { counted, since, requested: step.requested, facts, written: [] };
}

export const isInterrupted = ({ counted }: Waiting): boolean => counted.step === INTERRUPTED;

/** Whether all is known of a request: only within steps there is more than their own tokens, and the figure says so. */
export const isClear = (one: Waiting): boolean =>
  isInterrupted(one)
    ? one.counted.id !== undefined
    : one.facts !== null || !isStep(one.counted) || isPlain(one.counted, one.requested ?? one.counted.model);

/** Whether a request is to be written now. */
export function isDue(one: Waiting, now: number): boolean {
  const age = now - one.since;
  if (!isClear(one)) return !isInterrupted(one) && !one.written.length && age >= WRITTEN_WITHIN_MS;
  return one.requested !== null || !isStep(one.counted) || age >= SETTLES_MS;
}
