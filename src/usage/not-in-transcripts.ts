// What the client counted for a session and its transcripts lack: compaction, hooks that ask a model, titles, answers that were cut
// off. Booked by model, so that totals are the client's own, and the remainder has a name.
import type { Catalog } from '../models/catalog.ts';
import { costUsd, NO_USAGE, priceInForce } from '../models/cost.ts';
import { type Model, MULTIPLIERS, type Rates } from '../models/table.ts';
import type { ClientTotals, CostState } from './ledger-entry.ts';
import type { PricedCall } from './priced-call.ts';

export const NOT_IN_TRANSCRIPTS = 'not in transcripts';

/** Sums by plain names of models. */
type Sums = ReadonlyMap<string, ClientTotals>;

export interface Compared {
  /** What the client has more of than transcripts, by model. */
  rest: Sums;
  /** Whether the client's tokens of each model are those of the transcripts, the rest put aside. */
  sameTokens: boolean;
}

const NOTHING: ClientTotals = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  webSearches: 0,
  costUsd: 0,
};
const TOKENS = ['input', 'output', 'cacheRead', 'cacheWrite', 'webSearches'] as const;

/** Returns what a client's total has that `calls`, those of its transcripts, and `before`, the rest of its parents, do not. */
export function compareByModel(
  models: Readonly<Record<string, ClientTotals>>,
  calls: readonly PricedCall[],
  { catalog, before }: { catalog: Pick<Catalog, 'model' | 'nameOf'>; before: readonly Sums[] },
): Compared {
  const nameOf = (id: string): string => catalog.nameOf(id) ?? id;
  const theirs = new Map<string, ClientTotals>();
  for (const [id, totals] of Object.entries(models)) add(theirs, nameOf(id), totals);
  const ours = new Map<string, ClientTotals>();
  // The client books a call under the model that was asked for, whichever answered.
  for (const call of calls) add(ours, nameOf(call.requested), totalsOf(call));
  for (const sums of before) for (const [name, totals] of sums) add(ours, name, totals);
  const rest = new Map<string, ClientTotals>();
  let sameTokens = true;
  for (const name of new Set([...theirs.keys(), ...ours.keys()])) {
    const more = difference(theirs.get(name) ?? NOTHING, ours.get(name) ?? NOTHING);
    if (TOKENS.some((kind) => more[kind] < 0)) sameTokens = false;
    else if (TOKENS.some((kind) => more[kind] > 0))
      rest.set(name, {
        ...more,
        costUsd: plausibleUsd(more, { model: catalog.model(name), at: calls.at(-1)?.at }),
      });
  }
  return { rest, sameTokens };
}

/** A tenth of a micro-dollar may be lost in sums of prices. */
const ROUNDING_USD = 1e-7;

/**
 * What the rest cost by the client, where that can be the price of its tokens, whatever the length of its prompts. Otherwise the
 * client has other prices, which is a difference to be told, not a rest: then it is at the list.
 */
function plausibleUsd(
  { cacheWrite, costUsd: toldUsd, ...rest }: ClientTotals,
  { model, at }: { model: Model | undefined; at: string | undefined },
): number {
  const day = at ? new Date(at) : new Date();
  const price = model && priceInForce(model, day);
  if (!model || !price) return Math.max(0, toldUsd);
  const usdAt = (rates: Rates, written: object): number =>
    costUsd(
      { ...model, prices: [{ ...rates, webSearchUsd: price.webSearchUsd, longPrompt: undefined }] },
      { ...NO_USAGE, ...rest, ...written },
      { at: day },
    ) ?? 0;
  const all = [price, price.longPrompt, price.fast].flatMap((rates) => rates ?? []);
  const lowUsd = Math.min(...all.map((rates) => usdAt(rates, { cacheWrite5m: cacheWrite })));
  const highUsd = Math.max(...all.map((rates) => usdAt(rates, { cacheWrite1h: cacheWrite })));
  const isPlausible =
    toldUsd >= lowUsd - ROUNDING_USD && toldUsd <= highUsd * MULTIPLIERS.usOnly + ROUNDING_USD;
  return isPlausible ? toldUsd : lowUsd;
}

function add(sums: Map<string, ClientTotals>, name: string, more: ClientTotals): void {
  sums.set(
    name,
    combined(sums.get(name) ?? NOTHING, more, (a, b) => a + b),
  );
}

const difference = (one: ClientTotals, other: ClientTotals): ClientTotals =>
  combined(one, other, (a, b) => a - b);

const combined = (
  a: ClientTotals,
  b: ClientTotals,
  with_: (a: number, b: number) => number,
): ClientTotals => ({
  input: with_(a.input, b.input),
  output: with_(a.output, b.output),
  cacheRead: with_(a.cacheRead, b.cacheRead),
  cacheWrite: with_(a.cacheWrite, b.cacheWrite),
  webSearches: with_(a.webSearches, b.webSearches),
  costUsd: with_(a.costUsd, b.costUsd),
});

/** A call as the client counts it: it does not know what a cloud adds for a region. */
const totalsOf = (call: PricedCall): ClientTotals => ({
  input: call.input,
  output: call.output,
  cacheRead: call.cacheRead,
  cacheWrite: call.cacheWrite5m + call.cacheWrite1h,
  webSearches: call.webSearches ?? 0,
  costUsd: call.clientUsd ?? call.costUsd ?? 0,
});

/** Returns the lines under which the rest of a session is booked, at the time of its last call. */
export function bookRest(
  { session }: CostState,
  rest: Sums,
  { last, catalog }: { last: PricedCall | undefined; catalog: Pick<Catalog, 'model'> },
): PricedCall[] {
  const { project = null, branch, machine } = last ?? {};
  const at = last?.until ?? last?.at ?? new Date(0).toISOString();
  return [...rest].map(([served, totals]): PricedCall => {
    const { cacheWrite, webSearches, ...sums } = totals;
    return {
      ...{
        id: `${session}#rest|${served}`,
        at,
        source: 'session',
        session,
        project,
        agent: null,
        skill: null,
      },
      ...{ requested: served, served, tier: catalog.model(served)?.tier ?? null, effort: null, stop: null },
      ...{ ...sums, cacheWrite5m: cacheWrite, cacheWrite1h: 0, thinking: 0 },
      ...(webSearches && { webSearches }),
      ...(branch && { branch }),
      ...(machine && { machine }),
      ...{ who: NOT_IN_TRANSCRIPTS, isRest: true, calls: 0 },
    };
  });
}
