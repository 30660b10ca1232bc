// The append-only record of every model call, one file per month. Readers count an id once, so writing twice is harmless.
// The hook carries this file; ledger.ts reads it back.
import { join } from 'node:path';
import { Appender, appendRecords, appendText } from '../append.ts';
import type { PromptUsage, Usage } from '../models/cost.ts';
import type { TierName } from '../models/table.ts';

/** What made a call. */
export const SOURCES = [
  'session',
  'subagent',
  'bulk',
  'opinion',
  'plan',
  'calibrate',
  'route',
  'codex',
  'gemini',
] as const;
export type Source = (typeof SOURCES)[number];

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
  /** What the client made the request for, in its own words (`compact`, `agent:builtin:Explore`), where that is known. */
  step?: string;
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
  /** `costUsd` is what the server itself said; no list price is put in its place. */
  isBilled?: boolean;
  /** Nobody said what it used: its tokens are not known, and not 0; nor is its price, unless it is billed. */
  noUsage?: boolean;
  fast?: boolean;
  /** It came in a batch, at half price. */
  batch?: boolean;
  usOnly?: boolean;
  /** The other vendor's program that made the call, with its version. */
  client?: string;
  /** The branch worked on. */
  branch?: string;
  /** What it did, by its tools: acts with a space between; empty: it only wrote. Missing where that is not told. */
  did?: string;
  /** When it was sent, in milliseconds of the epoch, and how long it took until its last part had come. */
  sent?: number;
  ms?: number;
  /** Of a call that sampled several times: each priced by its own prompt, together the tokens above. */
  samplings?: readonly PromptUsage[];
}

/** The counts of an entry, which add up. They stand first in its line, as they differ from call to call. */
export const SUMS = [
  'input',
  'output',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'thinking',
  'webSearches',
  'ms',
] as const satisfies (keyof LedgerEntry)[];
export type SumName = (typeof SUMS)[number];
/** Those that are missing where they are 0 or not known. */
export const OPTIONAL_SUMS: readonly SumName[] = ['webSearches', 'ms'];

/** What the client itself counted for a session when its process ended; later ones replace earlier ones. */
export interface CostState {
  session: string;
  totalCostUsd: number;
  /** The last main-thread call before it: with another one after that, the count is out of date. */
  lastCall: string | null;
  /** Until when it counts at least; missing where the client did not say. */
  until?: string;
  /** The same by model, as the client names them; missing where it did not say. */
  models?: Readonly<Record<string, ClientTotals>>;
}

/** What the client counted of one model. Cache writes of both lengths together. */
export interface ClientTotals {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  webSearches: number;
  costUsd: number;
}

export const ledgerFolder = (home: string): string => join(home, 'ledger');
export const COST_STATES = 'cost-state.jsonl';

/** Appends entries to the files of their months, each with one write. Throws the file system's error. */
export function appendEntries(home: string, entries: readonly LedgerEntry[]): void {
  const months = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const month = entry.at.slice(0, 7);
    const list = months.get(month);
    if (list) list.push(entry);
    else months.set(month, [entry]);
  }
  for (const [month, list] of months) appendEntryLines(home, month, list.map(lineOf).join(''));
}

/** Appends whole lines of entries, all of one month such as `2026-11`. Throws the file system's error. */
export const appendEntryLines = (home: string, month: string, lines: string): void =>
  appendText(fileOf(home, month), lines, { mayMove: true });

const fileOf = (home: string, month: string): string => join(ledgerFolder(home), `${month}.jsonl`);

/** Appends entries one by one, as `appendEntries` does, to files that stay open until `close`. */
export class EntryAppender {
  readonly #home: string;
  #open: { month: string; appender: Appender } | undefined;

  constructor(home: string) {
    this.#home = home;
  }

  /** Throws the file system's error. */
  append(entry: LedgerEntry): void {
    this.#appenderFor(entry).append(lineOf(entry));
  }

  /** The same at the end of this turn of the event loop, with all that come until then; `failed` gets the error. */
  appendSoon(entry: LedgerEntry, failed: (error: unknown) => void): void {
    this.#appenderFor(entry).appendSoon(lineOf(entry), failed);
  }

  flush(): void {
    this.#open?.appender.flush();
  }

  #appenderFor({ at }: LedgerEntry): Appender {
    const month = at.slice(0, 7);
    if (this.#open?.month !== month) {
      this.#open?.appender.close();
      this.#open = { month, appender: new Appender(fileOf(this.#home, month)) };
    }
    return this.#open.appender;
  }

  close(): void {
    this.#open?.appender.close();
    this.#open = undefined;
  }
}

/** Returns an entry as a line of the ledger: what differs from call to call first, so that the rest can be told at a glance. */
export function lineOf(entry: LedgerEntry): string {
  if (isInOrder(entry)) return `${JSON.stringify(entry)}\n`;
  const { id, at, sent, costUsd, ...others } = entry;
  const line: Record<string, unknown> = { id, at, sent };
  for (const name of SUMS) if (entry[name] !== undefined) line[name] = entry[name];
  line.costUsd = costUsd;
  return `${JSON.stringify(Object.assign(line, others))}\n`;
}

const ORDER: readonly (keyof LedgerEntry)[] = ['id', 'at', 'sent', ...SUMS, 'costUsd'];

/** Whether the fields that stand first in a line come first in an entry, and in order. */
function isInOrder(entry: LedgerEntry): boolean {
  let place = 0;
  for (const name in entry) {
    while (place < ORDER.length && ORDER[place] !== name) {
      if (entry[ORDER[place] as keyof LedgerEntry] !== undefined) return false;
      place++;
    }
    if (name === 'costUsd') return true;
    place++;
  }
  return false;
}

/** Appends what the client counted itself. */
export function appendCostStates(home: string, states: readonly CostState[]): void {
  if (states.length) appendLines(home, COST_STATES, states);
}

/** Appends records to a file of the ledger with one write. Throws the file system's error. */
export const appendLines = (home: string, name: string, records: readonly object[]): void =>
  appendRecords(join(ledgerFolder(home), name), records);
