// What a report is made from.
import type { CostState } from './ledger-entry.ts';
import type { CallGroup } from './priced-call.ts';

export interface Books {
  /** Every call once, alone or added up, in the order in which they were recorded. */
  calls: readonly CallGroup[];
  /** The sessions that have a total of the client's and a call in the period, and those that they were forked from. */
  threads: ReadonlyMap<string, Thread>;
  costStates: ReadonlyMap<string, CostState>;
}

/** The calls of one session, whenever they were made. */
export interface Thread {
  /** All in its transcripts, those that a fork copied from its parent included. */
  calls: readonly CallGroup[];
  /** Agents of the sessions that it was forked from, up to then, which are in none of them. */
  inherited: readonly CallGroup[];
  /** The last call of the main thread. */
  last: { id: string; at: string } | null;
}
