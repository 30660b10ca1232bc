// The report as a command makes it: everything on disk that it is about, read; what cannot be read, told.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { allCalibrations } from '../calibrate/kept/record.ts';
import { type ServedCall, staleCalibrations } from '../calibrate/kept/staleness.ts';
import { claudeHome, dataHome } from '../data-home.ts';
import { systemCode, systemReason } from '../errors.ts';
import { parseMarkdown } from '../front-matter.ts';
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
import { ingestAll, ingestKnown, knownTranscripts, uncountedRecords } from '../usage/catch-up.ts';
import { readDelegated } from '../usage/delegated.ts';
import { readForeign, withoutOwn } from '../usage/foreign-sessions.ts';
import { readDelegations, readUnrecorded } from '../usage/ledger.ts';
import { type Machine, projectsOf, readTogether } from '../usage/other-machines.ts';
import { readOutcomes, readSettled } from '../usage/outcomes.ts';
import type { CallGroup } from '../usage/priced-call.ts';
import { buildReport, type Report } from '../usage/report.ts';
import type { RoutingFacts } from '../usage/routing-report.ts';

export interface Asked {
  /** The first moment included; null for all time. */
  from: Date | null;
  to: Date;
  /** All transcripts are read, not only those of sessions that the hooks have seen. */
  backfill: boolean;
  /** The smallest totals are wanted, too. */
  detail: boolean;
  /** Other machines whose ledgers are read, too. */
  machines: readonly Machine[];
}

const Agent = z.object({ name: z.string(), model: z.enum(TIER_NAMES) });

/** Brings the ledger up to date and returns the report. What cannot be read is told on stderr. */
export function makeReport(host: Host, asked: Asked): Report {
  const { env, cwd } = host;
  const home = dataHome(env);
  const from = asked.from && quarterOf(asked.from);
  const { note } = createProgress(host);
  const passedOver = catchUp(home, env, asked.backfill, note);
  const onPassedOver = (one: PassedOver): number => passedOver.push(one);
  const ledger = readTogether(home, asked.machines, from);
  passedOver.push(...ledger.passedOver);
  const catalog = loadCatalogLeniently(home, cwd, env);
  const projects = projectsOf(home, asked.machines);
  const givenAdvice = readAdvice(home, onPassedOver);
  const facts = {
    ...{ from, to: asked.to, detail: asked.detail, catalog, givenAdvice, projectOf: projects.projectOf },
    declaredTiers: declaredTiers(),
    routing: routingFacts(home, catalog, { from, onPassedOver }),
    unrecorded: readUnrecorded(home, onPassedOver),
    outcomes: readOutcomes(home, onPassedOver),
    settled: readSettled(home, onPassedOver),
    policyFile: ownSettingsFile(home),
  };
  for (const line of toTell(home, { passedOver, catalog, calls: ledger.calls })) note(line);
  const calls = [...ledger.calls, ...withoutOwn(readForeign(env, from), ledger.calls)];
  const report = buildReport({ ...ledger, calls }, facts);
  projects.keep();
  remember(home, report.advice, givenAdvice);
  return report;
}

/** What a reader of the report has to know about what it was made from, in lines. */
function toTell(
  home: string,
  { passedOver, catalog, calls }: { passedOver: PassedOver[]; catalog: Catalog; calls: readonly CallGroup[] },
): string[] {
  const { calibrations, passedOver: damaged } = allCalibrations(home);
  const uncounted = uncountedRecords(home);
  return [
    ...passedOverInWords([...passedOver, ...damaged]),
    ...(uncounted
      ? [`Not counted: ${counted(uncounted, 'record')} of transcripts without a usable model or id.`]
      : []),
    ...catalog.notes,
    ...staleCalibrations(calibrations, { calls: lastOf(calls), at: new Date(), tiers: catalog.tiers }),
  ];
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
  { from, onPassedOver }: { from: Date | null; onPassedOver: (one: PassedOver) => void },
): RoutingFacts {
  const { user } = loadPolicies(home, null);
  return {
    policy: inForce(user, NO_POLICY, tiersWith(tiers, model)).policy,
    delegated: [...readDelegated(knownTranscripts(home), from)],
    records: readDelegations(home, onPassedOver),
  };
}

/** Reads what is new in the transcripts. Returns what could not be read of how far they were read before. */
function catchUp(
  home: string,
  env: NodeJS.ProcessEnv,
  backfill: boolean,
  note: (line: string) => void,
): PassedOver[] {
  try {
    if (!backfill) return ingestKnown(home);
    const read = ingestAll(home, claudeHome(env));
    note(`Read ${counted(read, 'transcript')}.`);
  } catch (error) {
    // What the ledger already holds can still be shown.
    if (!systemCode(error)) throw error;
    note(`The ledger in ${home} cannot be brought up to date: ${systemReason(error)}.`);
  }
  return [];
}

/** Returns the tier each of our agents asks for, by full name. */
function declaredTiers(): Map<string, TierName> {
  const folder = join(PLUGIN_ROOT, 'agents');
  return new Map(
    readdirSync(folder).flatMap((file): [string, TierName][] => {
      const { header } = parseMarkdown(readFileSync(join(folder, file), 'utf8'), file);
      const agent = Agent.safeParse(header);
      return agent.success ? [[`tierwise:${agent.data.name}`, agent.data.model]] : [];
    }),
  );
}
