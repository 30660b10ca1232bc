// The ledger added up: who did what on which tier, what it cost, and whether that agrees with the client's totals.
import type { Catalog } from '../models/catalog.ts';
import { type Billing, costUsd } from '../models/cost.ts';
import { isRegional } from '../models/names.ts';
import type { Model, TierName } from '../models/table.ts';
import { adviseOn } from './advice.ts';
import { type Followed, followedAdvice, type GivenAdvice } from './advice-effect.ts';
import type { Advice } from './advice-types.ts';
import { type Audit, compareWithClient, mismatches } from './audit.ts';
import type { BranchFacts } from './branches.ts';
import { timeZone } from './clock.ts';
import type { FailureFacts } from './failures.ts';
import { branchFacts, type Grouped, grouped, keysOf, type ProjectOf } from './groupings.ts';
import type { Ledger } from './ledger.ts';
import type { CallGroup, PricedCall, Totals, TotalsByName } from './priced-call.ts';
import { type RoutingFacts, type RoutingReport, routingReport } from './routing-report.ts';
import { type Savings, savingsOf } from './savings.ts';
import { RULE } from './session-kinds.ts';
import { totalsBy, totalsOf } from './totals.ts';
import type { Unrecorded } from './unrecorded.ts';
import type { Settled, WorkOutcome } from './work-outcome.ts';

export interface Report extends Grouped {
  from: string | null;
  to: string;
  /** By whose clock days, weeks and months are. */
  timeZone: string;
  totals: Totals;
  /** What the names of branches tell. */
  branches: Record<string, BranchFacts>;
  /** By which rule sessions have their kind. */
  kindRule: string;
  savings: Savings;
  audit: Audit;
  /** Models without a known price, with what they did; their cost is not included in the totals. */
  unpriced: TotalsByName;
  advice: Advice[];
  /** Advice that was given before and followed, and what that came to. */
  adviceFollowed: Followed[];
  /** What the policy is worth; missing where no policy was asked about. */
  routing?: RoutingReport;
}

export interface ReportOptions {
  /** The first moment included; null for all time. */
  from: Date | null;
  to: Date;
  catalog: Catalog;
  /** The tier each of our agents asks for, by full name. */
  declaredTiers: ReadonlyMap<string, TierName>;
  /** What is recorded of how work ended. */
  outcomes?: readonly WorkOutcome[];
  settled?: readonly Settled[];
  /** How folders are named; by default as they are. */
  projectOf?: ProjectOf;
  /** Advice that earlier reports gave. */
  givenAdvice?: readonly GivenAdvice[];
  /** The user's policy file. */
  policyFile?: string;
  /** Sessions that kept no transcript. */
  unrecorded?: readonly Unrecorded[];
  /** The policy, and the delegations to hold it against. */
  routing?: RoutingFacts;
}

/** Returns the report on the calls of a ledger between `from` and `to`. */
export function buildReport(ledger: Omit<Ledger, 'passedOver'>, options: ReportOptions): Report {
  const { from, to, catalog, declaredTiers, routing, unrecorded = [] } = options;
  const own = pricedCalls(ledger, catalog);
  const { rest, clientTotals } = compareWithClient(ledger, own, catalog);
  const all = [...own, ...rest];
  const since = from?.toISOString() ?? '';
  const until = to.toISOString();
  const calls = all.filter(({ at }) => at >= since && at <= until);
  const keys = keysOf(calls, options.projectOf ?? ((folder) => folder));
  const made = calls.filter(({ isRest }) => !isRest);
  const savings = savingsOf(made, catalog, failuresIn(options));
  return {
    from: from?.toISOString() ?? null,
    to: until,
    timeZone: timeZone(),
    totals: totalsOf(calls),
    ...grouped(calls, keys),
    branches: branchFacts(calls, keys),
    kindRule: RULE,
    savings,
    audit: {
      servedNotRequested: mismatches(calls, catalog),
      clientTotals,
      withoutRecord: unrecorded.filter(({ at }) => at >= since && at <= until).length,
    },
    unpriced: totalsBy(
      calls.filter(({ costUsd: cost }) => cost === null),
      ({ served }) => served,
    ),
    advice: adviseOn(made, {
      catalog,
      savings,
      declaredTiers,
      outcomes: options.outcomes,
      policyFile: options.policyFile,
    }),
    adviceFollowed: followedAdvice(made, options.givenAdvice ?? [], catalog),
    ...(routing && { routing: routingReport(made, routing, catalog) }),
  };
}

function failuresIn({ from, to, outcomes = [], settled = [], routing }: ReportOptions): FailureFacts {
  const [since, until] = [from?.toISOString() ?? '', to.toISOString()];
  const cutOff = (routing?.delegated ?? []).filter(({ ended }) => !ended).flatMap(({ calls }) => calls);
  return {
    outcomes,
    settled: settled.filter(({ at }) => at >= since && at <= until),
    cutOff: new Set(cutOff),
  };
}

/** Returns the calls of a ledger at today's knowledge of the prices of their time. */
export const pricedCalls = ({ calls }: Pick<Ledger, 'calls'>, catalog: Catalog): PricedCall[] =>
  calls.map((entry) => priced(entry, catalog));

// Priced anew, so that a price learned or corrected since then counts; what is stored stands where nothing is known.
function priced(entry: CallGroup, catalog: Catalog): PricedCall {
  const { at, fast, batch, usOnly, webSearches = 0, samplings, requested, served } = entry;
  const model = catalog.model(served);
  const regional = isRegional(requested) || isRegional(served);
  const billing = { at: new Date(at), fast, batch, usOnly, samplings, regional };
  const anew = costUsd(model, { ...entry, webSearches }, billing) ?? entry.costUsd;
  // A sum over requests would look like one long prompt, which some models charge more for.
  const cost = entry.isSum ? (entry.costUsd ?? anew) : anew;
  const who = entry.agent ?? (entry.source === 'session' ? 'main' : entry.source);
  return {
    ...{ ...entry, tier: model?.tier ?? entry.tier, costUsd: cost, who },
    ...(regional && clientPrice(model, entry, billing)),
  };
}

/** The client does not know what a cloud adds for a region. */
function clientPrice(
  model: Model | undefined,
  entry: CallGroup,
  billing: Billing,
): Pick<PricedCall, 'clientUsd'> | undefined {
  const usage = { ...entry, webSearches: entry.webSearches ?? 0 };
  const clientUsd = costUsd(model, usage, { ...billing, regional: false });
  return clientUsd === null ? undefined : { clientUsd };
}
