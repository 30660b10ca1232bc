// Calls with their price by what is known today.
import type { Catalog } from '../models/catalog.ts';
import { type Billing, costUsd } from '../models/cost.ts';
import { isRegional } from '../models/names.ts';
import type { CallGroup, PricedCall } from './priced-call.ts';
import type { Books } from './report-input.ts';

/** Returns the calls of a ledger at today's knowledge of the prices of their time. */
export const pricedCalls = ({ calls }: Pick<Books, 'calls'>, catalog: Catalog): PricedCall[] =>
  calls.map((entry) => priced(entry, catalog));

// Priced anew, so that a price learned or corrected since then counts; what is stored stands where nothing is known.
function priced(entry: CallGroup, catalog: Catalog): PricedCall {
  const { at, fast, batch, usOnly, webSearches = 0, samplings, requested, served, prompt } = entry;
  const model = catalog.model(served);
  const regional = isRegional(requested) || isRegional(served);
  const billing = { at: new Date(at), fast, batch, usOnly, samplings, regional, prompt };
  const anew = entry.noUsage ? null : costUsd(model, { ...entry, webSearches }, billing);
  // A sum over requests would look like one long prompt, which some models charge more for.
  const stands = entry.isSum || entry.isBilled;
  const cost = stands ? (entry.costUsd ?? anew) : (anew ?? entry.costUsd);
  const who = entry.agent ?? (entry.source === 'session' ? 'main' : entry.source);
  return {
    ...{ ...entry, tier: model?.tier ?? entry.tier, costUsd: cost, who },
    ...clientPrice(entry, billing, catalog),
  };
}

/** The client does not know what a cloud adds for a region, and takes the model that was asked for, whichever answered. */
function clientPrice(
  entry: CallGroup,
  billing: Billing,
  catalog: Catalog,
): Pick<PricedCall, 'clientUsd'> | undefined {
  const { requested, served } = entry;
  const [asked, answered] = [catalog.nameOf(requested), catalog.nameOf(served)];
  const isOther = asked !== answered && catalog.model(requested) !== undefined;
  if (entry.isSum || entry.isBilled || entry.noUsage || !(billing.regional || isOther)) return undefined;
  const usage = { ...entry, webSearches: entry.webSearches ?? 0 };
  const model = catalog.model(isOther ? requested : served);
  const clientUsd = costUsd(model, usage, { ...billing, regional: false });
  return clientUsd === null ? undefined : { clientUsd };
}
