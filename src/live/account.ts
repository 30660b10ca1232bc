// What the client says, at the end, that a session came to, against what it has told of its requests one by one. It does not tell of a request
// that is interrupted, nor of one that is answered in its last moment, but it counts them.
import { shippedModel } from '../models/table.ts';
import type { ClientTotals, LedgerEntry } from '../usage/ledger-entry.ts';
import { findCost } from '../usage/transcript-record.ts';
import type { Place } from './books.ts';

/** The client's own account of a session: in all, and by the model that was asked for. */
export interface State {
  totalCostUsd: number;
  models: Readonly<Record<string, ClientTotals>>;
}

const KINDS = ['input', 'output', 'cacheRead', 'cacheWrite', 'webSearches'] as const;
const SMALLEST_USD = 1e-9;
export const NOTHING: ClientTotals = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  webSearches: 0,
  costUsd: 0,
};

/** Returns the last account of a session in the end of its transcript; null where there is none. */
export function stateIn(transcript: string, session: string): State | null {
  for (const line of transcript.split('\n').reverse()) {
    if (!line.includes('"cost-state"')) continue;
    const found = findCost(line, '');
    if (found?.kind !== 'cost-state' || found.state.session !== session) continue;
    return { totalCostUsd: found.state.totalCostUsd, models: found.state.models ?? {} };
  }
  return null;
}

export class Account {
  /** What the client had counted before; null where that is not known for sure. */
  #before: State | null = null;
  readonly #told = new Map<string, ClientTotals>();

  /** The client begins to count a session with nothing, as it does after a /clear. */
  beginAtZero(): void {
    this.#before = { totalCostUsd: 0, models: {} };
  }

  /** A process of the client begins with what it counted of the session before, and says what it has counted so far, in US dollars. */
  begin(before: State | null, nowUsd: number): void {
    const told = [...this.#told.values()].reduce((sum, { costUsd }) => sum + costUsd, 0);
    const known = before ?? { totalCostUsd: 0, models: {} };
    this.#before = Math.abs(known.totalCostUsd + told - nowUsd) < SMALLEST_USD ? known : null;
  }

  /** A line of the ledger stands for something the client has counted; `sign` -1: no longer. */
  tell(entry: Told, sign: 1 | -1 = 1): void {
    const { requested, cacheWrite5m, cacheWrite1h, webSearches = 0, costUsd } = entry;
    const totals = { ...entry, webSearches, cacheWrite: cacheWrite5m + cacheWrite1h, costUsd: costUsd ?? 0 };
    this.#told.set(requested, plus(this.#told.get(requested) ?? NOTHING, totals, sign));
  }

  /** Returns what the client counted and did not tell, by model; null where that cannot be known for sure. */
  untold({ models }: State): Map<string, ClientTotals> | null {
    const { models: before } = this.#before ?? {};
    if (!before) return null;
    const names = new Set([...Object.keys(models), ...this.#told.keys()]);
    const rest = [...names].map((name): [string, ClientTotals] => {
      const since = plus(models[name] ?? NOTHING, before[name] ?? NOTHING, -1);
      return [name, plus(since, this.#told.get(name) ?? NOTHING, -1)];
    });
    const isSure = rest.every(([, { costUsd }]) => costUsd > -SMALLEST_USD);
    return isSure ? new Map(rest.filter(([, { costUsd }]) => costUsd > SMALLEST_USD)) : null;
  }
}

type Told = Pick<
  LedgerEntry,
  'requested' | 'input' | 'output' | 'cacheRead' | 'cacheWrite5m' | 'cacheWrite1h' | 'webSearches' | 'costUsd'
>;

function plus(one: ClientTotals, other: ClientTotals, sign: 1 | -1): ClientTotals {
  const sum = { ...NOTHING, costUsd: one.costUsd + sign * other.costUsd };
  for (const kind of KINDS) sum[kind] = one[kind] + sign * other[kind];
  return sum;
}

/** Returns the line of what was not told, on top of `known`: a request that was interrupted, or nothing. */
export function untoldEntry(rest: ClientTotals, known: LedgerEntry): LedgerEntry {
  const webSearches = (known.webSearches ?? 0) + atLeast0(rest.webSearches);
  return {
    ...known,
    input: known.input + atLeast0(rest.input),
    output: known.output + atLeast0(rest.output),
    cacheRead: known.cacheRead + atLeast0(rest.cacheRead),
    cacheWrite5m: known.cacheWrite5m + atLeast0(rest.cacheWrite),
    costUsd: Math.round(((known.costUsd ?? 0) + rest.costUsd) * 1e12) / 1e12,
    ...(webSearches && { webSearches }),
    isSum: true,
  };
}

const atLeast0 = (count: number): number => Math.max(0, count);

/** Returns the line of a request of which nothing is known but its model. */
export const nothing = (model: string, at: string, { session, project }: Place): LedgerEntry => ({
  ...{ id: `live:${session}:${at}:${model}`, at, source: 'session', session, project },
  ...{ agent: null, skill: null, step: 'untold' },
  ...{ requested: model, served: model, tier: shippedModel(model)?.tier ?? null, effort: null },
  ...{ input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, thinking: 0 },
  ...{ costUsd: 0, stop: null },
});

/** The accounts of a process: after a /clear the client goes on with another session, and tells of either. */
export class Accounts {
  readonly #ofSession = new Map<string, Account>();

  of(session: string): Account {
    const account = this.#ofSession.get(session) ?? new Account();
    this.#ofSession.set(session, account);
    return account;
  }
}
