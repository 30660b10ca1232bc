// The ledger added up: who did what on which tier, what it cost, and whether that agrees with the client's totals.
import type { Catalog } from '../models/catalog.ts';
import type { TierName } from '../models/table.ts';
import { adviseOn } from './advice.ts';
import { type Followed, followedAdvice, type GivenAdvice } from './advice-effect.ts';
import type { Advice } from './advice-types.ts';
import { type Audit, compareWithClient, mismatches } from './audit.ts';
import { setApart } from './books/set-apart.ts';
import type { BranchFacts } from './branches.ts';
import { timeZone } from './clock.ts';
import type { FailureFacts } from './failures.ts';
import {
  branchFacts,
  type Cell,
  cellsOf,
  type Grouped,
  grouped,
  keysOf,
  type ProjectOf,
} from './groupings.ts';
import { pricedCalls } from './price-calls.ts';
import type { CallGroup, PricedCall, Totals, TotalsByName } from './priced-call.ts';
import type { Books } from './report-input.ts';
import {
  type PricedDelegation,
  type RoutingFacts,
  type RoutingReport,
  routingReport,
} from './routing-report.ts';
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
  /** Whose prices dollars are at. */
  rates: Catalog['rates'];
  totals: Totals;
  /** What the names of branches tell. */
  branches: Record<string, BranchFacts>;
  /** By which rule sessions have their kind. */
  kindRule: string;
  /** The totals of all that is alike in everything they are told apart by; missing unless asked for. */
  cells?: Cell[];
  savings: Savings;
  audit: Audit;
  /** Models without a known price, with what they did; their cost is not included in the totals. */
  unpriced: TotalsByName;
  /** Models of which calls did not say what they used; missing where there is none. Their cost is not included either. */
  silent?: TotalsByName;
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
  /** Whether the smallest totals are wanted, too. */
  detail?: boolean;
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
  /** The name of the user's; by default, Node is asked. */
  timeZone?: string;
}

/** Returns the report on what the books hold between `from` and `to`. */
export function buildReport(books: Books, options: ReportOptions): Report {
  const { from, to, catalog, declaredTiers, routing, unrecorded = [] } = options;
  const failures = failuresIn(options);
  const apart = { ...books, calls: setApart(books.calls, failures.cutOffCalls) };
  const { calls, clientTotals } = callsOfPeriod(apart, options);
  const isInPeriod = within(options);
  const keys = keysOf(calls, options.projectOf ?? ((folder) => folder));
  const withoutCost = calls.filter(({ costUsd: cost }) => cost === null);
  const silent = withoutCost.filter(({ noUsage }) => noUsage);
  const made = calls.filter(({ isRest }) => !isRest);
  const savings = savingsOf(made, catalog, failures);
  return {
    from: from?.toISOString() ?? null,
    to: to.toISOString(),
    timeZone: options.timeZone ?? timeZone(),
    rates: catalog.rates,
    totals: totalsOf(calls),
    ...grouped(calls, keys),
    branches: branchFacts(calls, keys),
    kindRule: RULE,
    ...(options.detail && { cells: cellsOf(calls, keys) }),
    savings,
    audit: {
      servedNotRequested: mismatches(calls, catalog),
      clientTotals,
      withoutRecord: unrecorded.filter(isInPeriod).length,
    },
    unpriced: totalsBy(
      withoutCost.filter(({ noUsage }) => !noUsage),
      ({ served }) => served,
    ),
    ...(silent.length && { silent: totalsBy(silent, ({ served }) => served) }),
    advice: adviseOn(made, {
      catalog,
      savings,
      declaredTiers,
      outcomes: options.outcomes,
      policyFile: options.policyFile,
    }),
    adviceFollowed: followedAdvice(made, options.givenAdvice ?? [], catalog),
    ...(routing && {
      routing: routingReport(made, { ...routing, delegated: delegationsOfPeriod(routing, options) }, catalog),
    }),
  };
}

type Period = Pick<ReportOptions, 'from' | 'to' | 'catalog'>;

/** Returns a function that tells whether a moment lies in the period. */
function within({ from, to }: Pick<Period, 'from' | 'to'>): (one: { at: string }) => boolean {
  const [since, until] = [from?.toISOString() ?? '', to.toISOString()];
  return ({ at }) => at >= since && at <= until;
}

/** Returns the calls of a period, priced, with what only the client's own totals know, and how those compare. */
export function callsOfPeriod(
  books: Books,
  period: Period,
): { calls: PricedCall[]; clientTotals: Audit['clientTotals'] } {
  const { rest, clientTotals } = compareWithClient(books, period.catalog);
  const all = [...pricedCalls(books, period.catalog), ...rest];
  return { calls: all.filter(within(period)), clientTotals };
}

/** Returns delegations with the price of what they called in a period. */
export const delegationsOfPeriod = (
  { delegated }: Pick<RoutingFacts, 'delegated'>,
  period: Period,
): PricedDelegation[] =>
  delegated.map((one) => ({ ...one, calls: pricedCalls(one, period.catalog).filter(within(period)) }));

function failuresIn({
  from,
  to,
  outcomes = [],
  settled = [],
  routing,
}: ReportOptions): FailureFacts & { cutOffCalls: CallGroup[] } {
  const cutOff = (routing?.delegated ?? []).filter(({ ended }) => !ended).flatMap(({ calls }) => calls);
  return {
    outcomes,
    settled: settled.filter(within({ from, to })),
    cutOff: new Set(cutOff.map(({ id }) => id)),
    cutOffCalls: cutOff,
  };
}
