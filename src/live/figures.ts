// The client's figure for a request against list prices: which model it goes by, and what is in it beside the request's own tokens.
import { costUsd, type Usage } from '../models/cost.ts';
import { shippedModel, WEB_SEARCH_USD } from '../models/table.ts';
import type { Counted } from './counted.ts';

/** An advisor inside a request: a call of a model of its own. */
export interface Advisor {
  model: string;
  usage: Usage;
}

const SMALLEST_USD = 1e-7;

/** Whether the client's figure is what the tokens cost at the prices of `model`, and those of the advisors at theirs. */
export const isPlain = (counted: Counted, model: string, advisors: readonly Advisor[] = []): boolean =>
  Math.abs(restOf(counted, model, advisors)) < SMALLEST_USD;

/** Returns how many searches the figure holds on top of that. */
export function searchesIn(counted: Counted, model: string, advisors: readonly Advisor[] = []): number {
  const searches = restOf(counted, model, advisors) / WEB_SEARCH_USD;
  const whole = Math.round(searches);
  return whole > 0 && Math.abs(searches - whole) < 1e-5 ? whole : 0;
}

/** Returns the first of `models` at whose prices the figure is, searches aside; null for none. */
export function requestedOf(
  counted: Counted,
  models: Iterable<string>,
  advisors: readonly Advisor[] = [],
): string | null {
  for (const model of models)
    if (isPlain(counted, model, advisors) || searchesIn(counted, model, advisors)) return model;
  return null;
}

/** Returns what an advisor inside a request cost, in US dollars; null where its model has no known price. */
export const advisorUsd = ({ model, usage }: Advisor, counted: Counted): number | null =>
  costUsd(shippedModel(model), usage, { at: new Date(counted.at) });

/** What the figure holds on top of tokens; not a number where the model has no known price. */
function restOf(counted: Counted, model: string, advisors: readonly Advisor[]): number {
  const { usage, at, fast } = counted;
  const tokensUsd = costUsd(shippedModel(model), usage, { at: new Date(at), fast });
  if (tokensUsd === null) return Number.NaN;
  const asideUsd = advisors.reduce((sum, advisor) => sum + (advisorUsd(advisor, counted) ?? 0), 0);
  return counted.costUsd - asideUsd - tokensUsd;
}
