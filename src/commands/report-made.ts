// The report as a command makes it: everything on disk that it is about, read; what cannot be read, told.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allCalibrations } from '../calibrate/kept/record.ts';
import { type ServedCall, staleCalibrations } from '../calibrate/kept/staleness.ts';
import { dataHome } from '../data-home.ts';
import { systemCode } from '../errors.ts';
import type { Host } from '../host.ts';
import { type Catalog, loadCatalogLeniently } from '../models/catalog.ts';
import { ownSettingsFile } from '../models/settings-file.ts';
import { TIER_NAMES, type TierName } from '../models/table.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';
import { type PassedOver, passedOverInWords } from '../records.ts';
import { inForce, NO_POLICY, tiersWith } from '../routing/in-force.ts';
import { loadPolicies } from '../routing/load.ts';
import { counted } from '../terminal/format.ts';
import { createProgress } from '../terminal/progress.ts';
import { type GivenAdvice, keepAdvice, readAdvice } from '../usage/advice-effect.ts';
import type { Advice } from '../usage/advice-types.ts';
import { keepReport, keptReport, ledgerState, type MadeFrom } from '../usage/books/kept-report.ts';
import { QUARTER_MS } from '../usage/books/rows.ts';
import { timeZone } from '../usage/clock.ts';
import { type Delegated, readDelegated } from '../usage/delegated.ts';
import { readForeign, withoutOwn } from '../usage/foreign-sessions.ts';
import { readDelegations, readUnrecorded } from '../usage/ledger.ts';
import { type Machine, projectsOf, readTogether } from '../usage/other-machines.ts';
import { readOutcomes, readSettled } from '../usage/outcomes.ts';
import type { CallGroup } from '../usage/priced-call.ts';
import { buildReport, type Report, type ReportOptions } from '../usage/report.ts';
import type { Books } from '../usage/report-input.ts';
import type { RoutingFacts } from '../usage/routing-report.ts';
import { catchUp } from './report-catch-up.ts';

export interface Asked {
  /** The first moment included; null for all time. */
  from: Date | null;
  to: Date;
  /** All transcripts are read again, not only those of sessions that the hooks have seen. */
  backfill: boolean;
  /** The smallest totals are wanted, too. */
  detail: boolean;
  /** Other machines whose ledgers are read, too. */
  machines: readonly Machine[];
  /** One session alone; null for all. */
  session: string | null;
}

/** A report with what it was made from. */
export interface Made {
  report: Report;
  books: Books;
  facts: ReportOptions & { routing: RoutingFacts; givenAdvice: readonly GivenAdvice[] };
}

/** Brings the ledger up to date and returns the report. What cannot be read is told on stderr. */
export async function makeReport(host: Host, asked: Asked): Promise<Made> {
  return makeFrom(await gather(host, asked), asked);
}

/** The same without what it was made from: where nothing has changed, it is the one that was made last. */
export async function reportOn(host: Host, asked: Asked): Promise<Report> {
  const gathered = await gather(host, asked);
  const { home, calibrations, madeFrom } = gathered;
  const isPlain = !asked.machines.length && asked.session === null && !calibrations.length;
  const kept = isPlain ? keptReport(home, madeFrom) : null;
  if (!kept) return makeFrom(gathered, asked).report;
  gathered.tell(kept.passedOver, []);
  return kept.report;
}

/** All that a report is made from, but for the ledger. */
interface Gathered {
  home: string;
  madeFrom: MadeFrom & { facts: Made['facts'] };
  calibrations: ReturnType<typeof allCalibrations>['calibrations'];
  projects: ReturnType<typeof projectsOf>;
  /** Tells what could not be read, of the ledger, too, and what is out of date, given what answered last. */
  tell(ofLedger: readonly PassedOver[], calls: readonly CallGroup[]): void;
}

async function gather(host: Host, asked: Asked): Promise<Gathered> {
  const { env, cwd } = host;
  const home = dataHome(env);
  const from = asked.from && quarterOf(asked.from);
  const progress = createProgress(host);
  const seen = await catchUp(host, asked.backfill, progress);
  progress.end();
  const state = ledgerState(home);
  const catalog = loadCatalogLeniently(home, cwd, env);
  const { calibrations, passedOver: damaged } = allCalibrations(home);
  const projects = projectsOf(home, asked.machines);
  const passedOver = [...seen.passedOver];
  const records = recordsIn(home, catalog, { transcripts: seen.transcripts, from, passedOver });
  const facts = {
    ...{ from, to: asked.to, catalog, detail: asked.detail, projectOf: projects.projectOf, ...records },
    ...{ declaredTiers: declaredTiers(), policyFile: ownSettingsFile(home), timeZone: timeZone(env) },
  };
  const tell: Gathered['tell'] = (ofLedger, calls) => {
    const { tiers } = catalog;
    for (const line of [
      ...passedOverInWords([...passedOver, ...ofLedger, ...damaged]),
      ...uncounted(seen.uncounted),
      ...catalog.notes,
      ...staleCalibrations(calibrations, { calls: lastOf(calls), at: new Date(), tiers }),
    ])
      progress.note(line);
  };
  const madeFrom = { facts, foreign: readForeign(env, from), state };
  return { home, madeFrom, calibrations, projects, tell };
}

interface Reading {
  /** Of the sessions that were read. */
  transcripts: readonly string[];
  from: Date | null;
  /** Takes what cannot be read. */
  passedOver: PassedOver[];
}

/** What is on disk beside the calls. */
function recordsIn(home: string, catalog: Catalog, { transcripts, from, passedOver }: Reading) {
  const onPassedOver = (one: PassedOver): number => passedOver.push(one);
  const delegated = readDelegated(home, transcripts, from);
  return {
    givenAdvice: readAdvice(home, onPassedOver),
    routing: routingFacts(home, catalog, { delegated, onPassedOver }),
    unrecorded: readUnrecorded(home, onPassedOver),
    outcomes: readOutcomes(home, onPassedOver),
    settled: readSettled(home, onPassedOver),
  };
}

const uncounted = (records: number): string[] =>
  records ? [`Not counted: ${counted(records, 'record')} of transcripts without a usable model or id.`] : [];

function makeFrom({ home, madeFrom, projects, tell }: Gathered, { machines, session }: Asked): Made {
  const { facts, foreign } = madeFrom;
  const ledger = readTogether(home, machines, facts.from);
  tell(ledger.passedOver, ledger.calls);
  const all = [...ledger.calls, ...withoutOwn(foreign, ledger.calls)];
  if (session) {
    const own = all.filter((call) => call.session === session);
    const books = { ...ledger, calls: own, threads: new Map(), costStates: new Map() };
    return { report: buildReport(books, facts), books, facts };
  }
  const books = { ...ledger, calls: all };
  const report = buildReport(books, facts);
  projects.keep();
  remember(home, report.advice, facts.givenAdvice);
  // Advice that was given just now is later than every call: the same report comes of it.
  const next = { ...madeFrom, facts: { ...facts, givenAdvice: readAdvice(home, () => {}) } };
  if (!machines.length) keepReport(home, next, { calls: all, report, passedOver: ledger.passedOver });
  return { report, books, facts };
}

/** The books know quarters of an hour. */
const quarterOf = (moment: Date): Date => new Date(Math.floor(moment.getTime() / QUARTER_MS) * QUARTER_MS);

/** What answered last of each group of calls. */
const lastOf = (calls: readonly CallGroup[]): ServedCall[] =>
  calls.map(({ at, until = at, requested, served }) => ({ at: until, requested, served }));

/** What later reports hold calls against. Where it cannot be kept, they do not say what following it came to. */
function remember(home: string, advice: readonly Advice[], given: readonly GivenAdvice[]): void {
  try {
    keepAdvice(home, advice, { given, at: new Date() });
  } catch (error) {
    if (!systemCode(error)) throw error;
  }
}

/** The user's policy and the delegations to hold it against. A policy with a mistake counts as none: `policy check` names it. */
function routingFacts(
  home: string,
  { tiers, model }: Catalog,
  { delegated, onPassedOver }: { delegated: Iterable<Delegated>; onPassedOver: (one: PassedOver) => void },
): RoutingFacts {
  const { user } = loadPolicies(home, null);
  return {
    policy: inForce(user, NO_POLICY, tiersWith(tiers, model)).policy,
    delegated: [...delegated],
    records: readDelegations(home, onPassedOver),
  };
}

/** Returns the tier each of our agents asks for, by full name. Their headers are our own, so that nothing need read YAML for them. */
function declaredTiers(): Map<string, TierName> {
  const folder = join(PLUGIN_ROOT, 'agents');
  return new Map(
    readdirSync(folder).flatMap((file): [string, TierName][] => {
      const text = readFileSync(join(folder, file), 'utf8');
      const [name, model] = ['name', 'model'].map(
        (key) => new RegExp(`^${key}: *([\\w-]+)$`, 'm').exec(text)?.[1],
      );
      const tier = TIER_NAMES.find((one) => one === model);
      return name && tier ? [[`tierwise:${name}`, tier]] : [];
    }),
  );
}
