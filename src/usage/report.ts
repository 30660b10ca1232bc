// The ledger added up: who did what on which tier, what it cost, and whether that agrees with the client's totals.
import type { Catalog } from '../models/catalog.ts';
import { costUsd } from '../models/cost.ts';
import type { TierName } from '../models/table.ts';
import { type Advice, adviseOn } from './advice.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import type { PricedCall, Totals, TotalsByName } from './priced-call.ts';
import { isLive } from './request-key.ts';
import { type RoutingFacts, type RoutingReport, routingReport } from './routing-report.ts';
import { type Savings, savingsOf } from './savings.ts';

export interface Audit {
  /** Calls that another model answered than the one asked for. */
  servedNotRequested: { requested: string; served: string; who: string; calls: number }[];
  /** Sessions with a total of the client's own, compared with ours. */
  clientTotals: {
    compared: number;
    equal: number;
    different: { session: string; oursUsd: number; clientUsd: number }[];
    /** Sessions that went on after the client last wrote its total. */
    outOfDate: number;
  };
}

export interface Report {
  from: string | null;
  to: string;
  totals: Totals;
  byTier: TotalsByName;
  byModel: TotalsByName;
  byAgent: TotalsByName;
  bySkill: TotalsByName;
  byProject: TotalsByName;
  bySession: TotalsByName;
  byDay: TotalsByName;
  bySource: TotalsByName;
  savings: Savings;
  audit: Audit;
  /** Models without a known price, with what they did; their cost is not included in the totals. */
  unpriced: TotalsByName;
  advice: Advice[];
  /** What the policy is worth; missing where no policy was asked about. */
  routing?: RoutingReport;
}

export const GROUPINGS = ['tier', 'model', 'agent', 'skill', 'project', 'session', 'day', 'source'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface ReportOptions {
  /** The first moment included; null for all time. */
  from: Date | null;
  to: Date;
  catalog: Catalog;
  /** The tier each of our agents asks for, by full name. */
  declaredTiers: ReadonlyMap<string, TierName>;
  /** The policy, and the delegations to hold it against. */
  routing?: RoutingFacts;
}

/** Returns the report on the calls of a ledger between `from` and `to`. */
export function buildReport(ledger: Ledger, options: ReportOptions): Report {
  const { from, to, catalog, declaredTiers, routing } = options;
  const all = pricedCalls(ledger, catalog);
  const since = from?.toISOString() ?? '';
  const until = to.toISOString();
  const calls = all.filter(({ at }) => at >= since && at <= until);
  const by = (keyOf: (call: PricedCall) => string | null): TotalsByName => totalsBy(calls, keyOf);
  const savings = savingsOf(calls, catalog);
  return {
    from: from?.toISOString() ?? null,
    to: until,
    totals: totalsOf(calls),
    byTier: by(({ tier }) => tier ?? 'unknown'),
    byModel: by(({ served }) => served),
    byAgent: by(({ who }) => who),
    bySkill: by(({ skill }) => skill),
    byProject: by(({ project }) => project ?? 'unknown'),
    bySession: by(({ session }) => session ?? 'outside a session'),
    byDay: by(({ at }) => at.slice(0, 10)),
    bySource: by(({ source }) => source),
    savings,
    audit: { servedNotRequested: mismatches(calls), clientTotals: compareWithClient(ledger, all) },
    unpriced: totalsBy(
      calls.filter(({ costUsd: cost }) => cost === null),
      ({ served }) => served,
    ),
    advice: adviseOn(calls, { catalog, savings, declaredTiers }),
    ...(routing && { routing: routingReport(calls, routing, catalog) }),
  };
}

/** Returns the calls of a ledger at today's knowledge of the prices of their time. */
export const pricedCalls = ({ calls }: Pick<Ledger, 'calls'>, catalog: Catalog): PricedCall[] =>
  calls.map((entry) => priced(entry, catalog));

// Priced anew, so that a price learned or corrected since then counts; what is stored stands where nothing is known.
function priced(entry: LedgerEntry, catalog: Catalog): PricedCall {
  const { at, fast, batch, usOnly, webSearches = 0 } = entry;
  const model = catalog.model(entry.served);
  const billing = { at: new Date(at), fast, batch, usOnly };
  const anew = costUsd(model, { ...entry, webSearches }, billing) ?? entry.costUsd;
  // A sum over requests would look like one long prompt, which some models charge more for.
  const cost = entry.isSum ? (entry.costUsd ?? anew) : anew;
  const who = entry.agent ?? (entry.source === 'session' ? 'main' : entry.source);
  return { ...entry, tier: model?.tier ?? entry.tier, costUsd: cost, who };
}

const noTotals = (): Totals => ({
  calls: 0,
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  thinking: 0,
  costUsd: 0,
});

function add(sum: Totals, call: PricedCall): void {
  sum.calls++;
  sum.input += call.input;
  sum.output += call.output;
  sum.cacheRead += call.cacheRead;
  sum.cacheWrite += call.cacheWrite5m + call.cacheWrite1h;
  sum.thinking += call.thinking;
  sum.costUsd += call.costUsd ?? 0;
}

/** Returns what some calls come to. */
export function totalsOf(calls: Iterable<PricedCall>): Totals {
  const sum = noTotals();
  for (const call of calls) add(sum, call);
  return sum;
}

function totalsBy(calls: readonly PricedCall[], keyOf: (call: PricedCall) => string | null): TotalsByName {
  const sums = new Map<string, Totals>();
  for (const call of calls) {
    const key = keyOf(call);
    if (key === null) continue;
    const sum = sums.get(key) ?? noTotals();
    add(sum, call);
    sums.set(key, sum);
  }
  return Object.fromEntries([...sums].sort(([, a], [, b]) => b.costUsd - a.costUsd || b.calls - a.calls));
}

/** A model's id without the date of its snapshot. */
const withoutDate = (model: string): string => model.replace(/-\d{8}$/, '');

function mismatches(calls: readonly PricedCall[]): Audit['servedNotRequested'] {
  const found = new Map<string, Audit['servedNotRequested'][number]>();
  for (const { requested, served, who } of calls) {
    if (withoutDate(requested) === withoutDate(served)) continue;
    const key = `${requested}\0${served}\0${who}`;
    const entry = found.get(key) ?? { requested, served, who, calls: 0 };
    entry.calls++;
    found.set(key, entry);
  }
  return [...found.values()].sort((a, b) => b.calls - a.calls);
}

// A forked session's total starts from its parent's. Its transcript holds copies of the parent's own calls, so a session is
// added up over all ids in its transcripts, whoever made the call first; the parent's agents are in no copy and are added.
function compareWithClient(
  { idsOfSession, costStates }: Ledger,
  all: readonly PricedCall[],
): Audit['clientTotals'] {
  const byId = new Map(all.map((call) => [call.id, call]));
  const result: Audit['clientTotals'] = { compared: 0, equal: 0, different: [], outOfDate: 0 };
  for (const [session, { totalCostUsd, lastCall }] of costStates) {
    const calls = [...(idsOfSession.get(session) ?? [])].flatMap((id) => byId.get(id) ?? []);
    const own = calls.filter(({ source }) => source === 'session' || source === 'subagent');
    const transcripts = [...agentsOfParents(session, own, all), ...own];
    const inTranscript = transcripts.findLast(
      ({ source, id, step }) => source === 'session' && !isLive(id) && step !== 'advisor',
    );
    if (inTranscript?.id !== (lastCall ?? undefined)) {
      result.outOfDate++;
      continue;
    }
    const oursUsd = totalsOf(transcripts).costUsd;
    result.compared++;
    if (Math.abs(oursUsd - totalCostUsd) < 1e-9 * Math.max(1, totalCostUsd)) result.equal++;
    else result.different.push({ session, oursUsd, clientUsd: totalCostUsd });
  }
  result.different.sort((a, b) => Math.abs(b.clientUsd - b.oursUsd) - Math.abs(a.clientUsd - a.oursUsd));
  return result;
}

function agentsOfParents(
  session: string,
  calls: readonly PricedCall[],
  all: readonly PricedCall[],
): PricedCall[] {
  const parents = new Set(calls.map((call) => call.session).filter((id) => id !== session));
  if (!parents.size) return [];
  const forkedAt = calls.find((call) => call.session === session)?.at ?? '';
  return all.filter((call) => call.source === 'subagent' && parents.has(call.session) && call.at < forkedAt);
}
