// Whether the books agree: with the model that was asked for, and with what the client counted itself.
import type { Catalog } from '../models/catalog.ts';
import type { ClientTotals, CostState } from './ledger-entry.ts';
import { bookRest, type Compared, compareByModel } from './not-in-transcripts.ts';
import { pricedCalls } from './price-calls.ts';
import type { PricedCall, TotalsByName } from './priced-call.ts';
import type { Books, Thread } from './report-input.ts';
import { totalsBy, totalsOf } from './totals.ts';

export interface Audit {
  /** Calls that another model answered than the one asked for. */
  servedNotRequested: { requested: string; served: string; who: string; calls: number }[];
  clientTotals: ClientComparison;
  /** Sessions that kept no transcript; what they cost is not known. */
  withoutRecord: number;
}

/** Sessions with a total of the client's own, compared with ours. */
export interface ClientComparison {
  compared: number;
  /** Equal, with what is not in transcripts booked beside them. */
  equal: number;
  different: { session: string; oursUsd: number; clientUsd: number; why: Why }[];
  /** Sessions that went on after the client last wrote its total. */
  outOfDate: number;
  /** What the client counted and transcripts lack; it is in the totals. */
  notInTranscripts: { sessions: number; costUsd: number; byModel: TotalsByName };
}

/** `price`: the same tokens at other prices; `more here`: transcripts have more; `total only`: an older client told no models. */
export type Why = 'price' | 'more here' | 'total only';

/** Returns the calls that another model answered, the most frequent first. A name that tells no model differs from none. */
export function mismatches(
  calls: readonly PricedCall[],
  catalog: Pick<Catalog, 'model' | 'nameOf'>,
): Audit['servedNotRequested'] {
  const found = new Map<string, Audit['servedNotRequested'][number]>();
  for (const { requested, served, who, calls: number = 1 } of calls) {
    if (requested === served || !differ(requested, served, catalog)) continue;
    const key = `${requested}\0${served}\0${who}`;
    const entry = found.get(key) ?? { requested, served, who, calls: 0 };
    entry.calls += number;
    found.set(key, entry);
  }
  return [...found.values()].sort((a, b) => b.calls - a.calls);
}

/** A model's id without the date of its snapshot. */
const withoutDate = (model: string): string => model.replace(/-\d{4}-?\d\d-?\d\d$/, '');

function differ(requested: string, served: string, catalog: Pick<Catalog, 'model' | 'nameOf'>): boolean {
  const [asked, answered] = [catalog.nameOf(requested), catalog.nameOf(served)];
  if (asked === null || answered === null || withoutDate(asked) === withoutDate(answered)) return false;
  // A gateway's own name for a model of the table tells nothing; two names of the table, or of none, do.
  return catalog.model(requested) !== undefined || catalog.model(served) === undefined;
}

export interface Comparison {
  clientTotals: ClientComparison;
  /** What is booked beside the calls of transcripts. */
  rest: PricedCall[];
}

/**
 * Compares each session with the client's total, and books what its transcripts lack. A forked session's total starts from its
 * parent's: its transcript holds copies of the parent's own calls, which count here; the parent's agents are in no copy and are added.
 */
export function compareWithClient(
  { threads, costStates }: Omit<Books, 'calls'>,
  catalog: Catalog,
): Comparison {
  const rests = new Map<string, ReadonlyMap<string, ClientTotals>>();
  const result: Omit<ClientComparison, 'notInTranscripts'> = {
    ...{ compared: 0, equal: 0, different: [], outOfDate: 0 },
  };
  const booked: PricedCall[] = [];
  const sessions = [...costStates.values()].map((state) =>
    sessionOf(state, threads.get(state.session), catalog),
  );
  for (const one of sessions.sort(parentsFirst)) {
    if (isOutOfDate(one)) {
      result.outOfDate++;
      continue;
    }
    const before = [...one.parents].flatMap((parent) => rests.get(parent) ?? []);
    const compared = compareByModel(one.state.models ?? {}, one.calls, { catalog, before });
    const rest = one.state.models ? compared.rest : new Map<string, ClientTotals>();
    rests.set(one.state.session, rest);
    const last = one.calls.findLast(({ session }) => session === one.state.session) ?? one.calls.at(-1);
    booked.push(...bookRest(one.state, rest, { last, catalog }));
    const sums = [rest, ...before].flatMap((one) => [...one.values()]);
    enter(result, one, { restUsd: sums.reduce((sum, { costUsd }) => sum + costUsd, 0), compared });
  }
  result.different.sort((a, b) => Math.abs(b.clientUsd - b.oursUsd) - Math.abs(a.clientUsd - a.oursUsd));
  return { clientTotals: { ...result, notInTranscripts: notInTranscripts(booked) }, rest: booked };
}

interface Session {
  state: CostState;
  /** Of its transcripts, with those of its parents' agents. */
  calls: PricedCall[];
  /** The sessions that it was forked from. */
  parents: ReadonlySet<string>;
  /** The last call of its main thread. */
  lastOwn: Thread['last'];
}

/** A fork has all parents of its parent, and mostly that one besides. */
const parentsFirst = (a: Session, b: Session): number => a.parents.size - b.parents.size;

function sessionOf(state: CostState, thread: Thread | undefined, catalog: Catalog): Session {
  const { calls: own = [], inherited = [], last: lastOwn = null } = thread ?? {};
  const parents = new Set(
    own.flatMap(({ session }) => (session === null || session === state.session ? [] : [session])),
  );
  return { state, calls: pricedCalls({ calls: [...inherited, ...own] }, catalog), parents, lastOwn };
}

/** A cut-off answer may be written behind the total that has it. */
function isOutOfDate({ state: { lastCall, until }, lastOwn }: Session): boolean {
  if ((lastOwn?.id ?? null) === lastCall) return false;
  return !lastOwn || until === undefined || lastOwn.at > until;
}

function enter(
  result: Omit<ClientComparison, 'notInTranscripts'>,
  { state, calls }: Session,
  { restUsd, compared }: { restUsd: number; compared: Compared },
): void {
  const { session, totalCostUsd: clientUsd, models } = state;
  const ofTranscripts = calls.reduce((sum, { clientUsd: usd, costUsd }) => sum + (usd ?? costUsd ?? 0), 0);
  const oursUsd = ofTranscripts + restUsd;
  result.compared++;
  if (Math.abs(oursUsd - clientUsd) < 1e-9 * Math.max(1, clientUsd)) result.equal++;
  else {
    const why = !models ? 'total only' : compared.sameTokens ? 'price' : 'more here';
    result.different.push({ session, oursUsd, clientUsd, why });
  }
}

const notInTranscripts = (rest: readonly PricedCall[]): ClientComparison['notInTranscripts'] => ({
  sessions: new Set(rest.map(({ session }) => session)).size,
  costUsd: totalsOf(rest).costUsd,
  byModel: totalsBy(rest, ({ served }) => served),
});
