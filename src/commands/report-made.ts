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
  facts: ReportOptions & { routing: RoutingFacts };
}

/** Brings the ledger up to date and returns the report. What cannot be read is told on stderr. */
export async function makeReport(
  host: Host,
  { from: first, to, backfill, detail, machines, session }: Asked,
): Promise<Made> {
  const { env, cwd } = host;
  const home = dataHome(env);
  const from = first && quarterOf(first);
  const progress = createProgress(host);
  const { note } = progress;
  const seen = await catchUp(host, backfill, progress);
  progress.end();
  const passedOver = [...seen.passedOver];
  const onPassedOver = (one: PassedOver): number => passedOver.push(one);
  const ledger = readTogether(home, machines, from);
  passedOver.push(...ledger.passedOver);
  const catalog = loadCatalogLeniently(home, cwd, env);
  const { calibrations, passedOver: damaged } = allCalibrations(home);
  const projects = projectsOf(home, machines);
  const givenAdvice = readAdvice(home, onPassedOver);
  const facts = {
    ...{ from, to, catalog, detail, givenAdvice, projectOf: projects.projectOf },
    declaredTiers: declaredTiers(),
    routing: routingFacts(home, catalog, { delegated: readDelegated(seen.transcripts, from), onPassedOver }),
    unrecorded: readUnrecorded(home, onPassedOver),
    outcomes: readOutcomes(home, onPassedOver),
    settled: readSettled(home, onPassedOver),
    policyFile: ownSettingsFile(home),
    timeZone: timeZone(env),
  };
  const { uncounted } = seen;
  for (const line of [
    ...passedOverInWords([...passedOver, ...damaged]),
    ...(uncounted
      ? [`Not counted: ${counted(uncounted, 'record')} of transcripts without a usable model or id.`]
      : []),
    ...catalog.notes,
    ...staleCalibrations(calibrations, { calls: lastOf(ledger.calls), at: new Date(), tiers: catalog.tiers }),
  ])
    note(line);
  const all = [...ledger.calls, ...withoutOwn(readForeign(env, from), ledger.calls)];
  if (session) {
    const own = all.filter((call) => call.session === session);
    const books = { ...ledger, calls: own, threads: new Map(), costStates: new Map() };
    return { report: buildReport(books, facts), books, facts };
  }
  const books = { ...ledger, calls: all };
  const report = buildReport(books, facts);
  projects.keep();
  remember(home, report.advice, givenAdvice);
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
