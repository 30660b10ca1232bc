// Calls with their price by what is known today.
import type { Catalog } from '../models/catalog.ts';
import { type Billing, costUsd } from '../models/cost.ts';
import { isRegional } from '../models/names.ts';
import { allFieldsOf, type CallGroup, type PricedCall, usageOf } from './priced-call.ts';
import type { Books } from './report-input.ts';

/** Returns the calls of a ledger at today's knowledge of the prices of their time. */
export const pricedCalls = ({ calls }: Pick<Books, 'calls'>, catalog: Catalog): PricedCall[] =>
  calls.map((entry) => priced(entry, catalog));

// Priced anew, so that a price learned or corrected since then counts; what is stored stands where nothing is known.
function priced(entry: CallGroup, catalog: Catalog): PricedCall {
  const { at, fast, batch, usOnly, samplings, requested, served, prompt } = entry;
  const model = catalog.model(served);
  const regional = isRegional(requested) || isRegional(served);
  const billing = { at: new Date(at), fast, batch, usOnly, samplings, regional, prompt };
  const anew = entry.noUsage ? null : costUsd(model, usageOf(entry), billing);
  // A sum over requests would look like one long prompt, which some models charge more for.
  const stands = entry.isSum || entry.isBilled;
  const cost = stands ? (entry.costUsd ?? anew) : (anew ?? entry.costUsd);
  const who = entry.agent ?? (entry.source === 'session' ? 'main' : entry.source);
  const clientUsd = clientPrice(entry, billing, catalog);
  const call: PricedCall = allFieldsOf(entry);
  call.who = who;
  call.tier = model?.tier ?? entry.tier;
  call.costUsd = cost;
  if (clientUsd !== null) call.clientUsd = clientUsd;
  return call;
}

/** The client does not know what a cloud adds for a region, and takes the model that was asked for, whichever answered. Null: the same. */
function clientPrice(entry: CallGroup, billing: Billing, catalog: Catalog): number | null {
  const { requested, served } = entry;
  const isOther =
    requested !== served &&
    catalog.nameOf(requested) !== catalog.nameOf(served) &&
    catalog.model(requested) !== undefined;
  if (entry.isSum || entry.isBilled || entry.noUsage || !(billing.regional || isOther)) return null;
  const model = catalog.model(isOther ? requested : served);
  return costUsd(model, usageOf(entry), { ...billing, regional: false });
}
