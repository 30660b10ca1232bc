// One model call as the report sees it, and what several come to.
import type { LedgerEntry } from './ledger-entry.ts';

/** What some calls come to. Tokens as billed; `thinking` is a part of `output`; dollars at list price. */
export interface Totals {
  calls: number;
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  thinking: number;
  costUsd: number;
  /** How long the model took: from sending to the last part, calls at the same time each in full. */
  seconds: number;
}

export type TotalsByName = Record<string, Totals>;

/** A ledger entry with its price by today's knowledge and the user's overrides. */
export interface PricedCall extends LedgerEntry {
  /** The main thread is `main`, a direct call is named by its source. */
  who: string;
  /** What the client counts it for, where that is another price. */
  clientUsd?: number;
  /** It stands for calls that only the client's own total knows. */
  isRest?: boolean;
  /** The machine whose ledger it is from, where several are read. */
  machine?: string;
}
