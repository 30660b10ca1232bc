// The append-only record of every model call, one file per month. Readers count an id once, so writing twice is harmless.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendRecords } from '../append.ts';
import type { Usage } from '../models/cost.ts';
import type { TierName } from '../models/table.ts';

export type Source = 'session' | 'subagent' | 'bulk' | 'opinion' | 'plan' | 'calibrate' | 'route';

/** One model call. Token counts as billed; `costUsd` is list price, null when the model has no known price. */
export interface LedgerEntry extends Omit<Usage, 'webSearches'> {
  /** The API's message id, with the request id behind it. */
  id: string;
  at: string;
  source: Source;
  session: string | null;
  /** The folder worked in. */
  project: string | null;
  /** Full name (`tierwise:explorer`); null for the main thread and for direct calls. */
  agent: string | null;
  skill: string | null;
  requested: string;
  served: string;
  /** The served model's tier; null when the model is not known. */
  tier: TierName | null;
  effort: string | null;
  costUsd: number | null;
  stop: string | null;
  webSearches?: number;
  /** The line stands for all requests of one run of a coding CLI: its tokens are a sum, and its price cannot be worked out anew. */
  isSum?: boolean;
  fast?: boolean;
  /** It came in a batch, at half price. */
  batch?: boolean;
  usOnly?: boolean;
  /** The other vendor's program that made the call, with its version. */
  client?: string;
}

/** What the client itself counted for a session when its process ended; later ones replace earlier ones. */
export interface CostState {
  session: string;
  totalCostUsd: number;
  /** The last main-thread call before it: with another one after that, the count is out of date. */
  lastCall: string | null;
}

export const ledgerFolder = (home: string): string => join(home, 'ledger');
const COST_STATES = 'cost-state.jsonl';

/** Appends entries to the files of their months, each with one write. Throws the file system's error. */
export function appendEntries(home: string, entries: readonly LedgerEntry[]): void {
  const months = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const month = entry.at.slice(0, 7);
    const list = months.get(month);
    if (list) list.push(entry);
    else months.set(month, [entry]);
  }
  for (const [month, list] of months) appendLines(home, `${month}.jsonl`, list);
}

/** Appends what the client counted itself. */
export function appendCostStates(home: string, states: readonly CostState[]): void {
  if (states.length) appendLines(home, COST_STATES, states);
}

/** Appends records to a file of the ledger with one write. Throws the file system's error. */
export const appendLines = (home: string, name: string, records: readonly object[]): void =>
  appendRecords(join(ledgerFolder(home), name), records);

export interface Ledger {
  /** Every call once, in the order of the file; a repeated id keeps its first session and its last counts. */
  calls: LedgerEntry[];
  /** For each session all ids in its transcripts, copies of a forked parent's calls included, in order. */
  idsOfSession: Map<string, Set<string>>;
  costStates: Map<string, CostState>;
  /** Lines that could not be read. */
  damaged: number;
}

/** Reads the whole ledger. A missing one is empty. */
export function readLedger(home: string): Ledger {
  const folder = ledgerFolder(home);
  const calls = new Map<string, LedgerEntry>();
  const idsOfSession = new Map<string, Set<string>>();
  const costStates = new Map<string, CostState>();
  let damaged = 0;
  const months = filesIn(folder).filter((name) => /^\d{4}-\d\d\.jsonl$/.test(name));
  for (const name of months.sort()) {
    damaged += forEachRecord(join(folder, name), (entry: LedgerEntry) => {
      const known = calls.get(entry.id);
      calls.set(entry.id, known ? { ...entry, session: known.session, at: known.at } : entry);
      if (entry.session === null) return;
      const ids = idsOfSession.get(entry.session) ?? new Set();
      ids.add(entry.id);
      idsOfSession.set(entry.session, ids);
    });
  }
  damaged += forEachRecord(join(folder, COST_STATES), (state: CostState) =>
    costStates.set(state.session, state),
  );
  return { calls: [...calls.values()], idsOfSession, costStates, damaged };
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Gives `take` every record of a file, which may be missing, and counts the lines that cannot be read. */
export function forEachRecord<Item>(file: string, take: (item: Item) => void): number {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return 0;
  }
  let damaged = 0;
  for (let from = 0; from < text.length; ) {
    let to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    const line = text.slice(from, to);
    from = to + 1;
    if (!line) continue;
    try {
      take(JSON.parse(line));
    } catch {
      damaged++;
    }
  }
  return damaged;
}
