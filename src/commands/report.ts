import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import * as z from 'zod';
import { allCalibrations } from '../calibrate/kept/record.ts';
import { staleCalibrations } from '../calibrate/kept/staleness.ts';
import { claudeHome, dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, systemCode, systemReason, UsageError } from '../errors.ts';
import { parseMarkdown } from '../front-matter.ts';
import type { Host } from '../host.ts';
import { type Catalog, loadCatalogLeniently } from '../models/catalog.ts';
import { TIER_NAMES, type TierName } from '../models/table.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';
import { type PassedOver, passedOverInWords } from '../records.ts';
import { inForce, NO_POLICY, tiersWith } from '../routing/in-force.ts';
import { loadPolicies } from '../routing/load.ts';
import { counted } from '../terminal/format.ts';
import { createProgress } from '../terminal/progress.ts';
import { visibleJson } from '../terminal/visible.ts';
import { ingestAll, ingestKnown, knownTranscripts, uncountedRecords } from '../usage/catch-up.ts';
import { readDelegated } from '../usage/delegated.ts';
import { readDelegations, readLedger } from '../usage/ledger.ts';
import { buildReport, GROUPINGS, type Grouping } from '../usage/report.ts';
import { formatReport } from '../usage/report-text.ts';
import type { RoutingFacts } from '../usage/routing-report.ts';
import { DAY_MS, since } from './options.ts';
import { liveLines, liveNow, ofSession } from './report-live.ts';

interface Options {
  /** The first moment included; 1970 for all time. */
  since: Date;
  by: Grouping[];
  backfill?: boolean;
  outcomes?: boolean;
  live?: boolean;
  json?: boolean;
}

const Agent = z.object({ name: z.string(), model: z.enum(TIER_NAMES) });

const HELP_AFTER = `
Examples:
  tierwise report --since 7d
  tierwise report --by project --by day
  tierwise report --backfill --since all    include sessions from before the plugin was installed
  tierwise report --outcomes                which tier does which work well, and what to change of the policy

Sessions are read from Claude Code's transcripts, each part once. Dollars are list price.`;

/** Returns the `report` subcommand; `done` is called with its exit code. */
export function reportCommand(host: Host, done: (code: ExitCode) => void): Command {
  return new Command('report')
    .description(
      'Show where tokens and money went by tier, agent, model and more, what was saved, and what to change.',
    )
    .addOption(
      new Option('--since <time>', '7d, 24h, a date such as 2026-11-01, or all')
        .argParser(since)
        .default(new Date(Date.now() - 30 * DAY_MS), '30d'),
    )
    .addOption(
      new Option('--by <grouping>', `${GROUPINGS.join(', ')} (repeatable)`)
        .argParser(grouping)
        .default([], 'tier, agent'),
    )
    .option('--backfill', 'read all transcripts, not only those of sessions the hooks have seen')
    .option('--outcomes', 'what came of real work instead, by kind, tier and effort (default: of all time)')
    .option('--live', 'this session alone, its limits and the bulk runs that it answers (with tierwise-live)')
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', HELP_AFTER)
    .action(async (options: Options, called: Command) =>
      done(options.outcomes ? await outcomes(host, options, called) : report(host, options)),
    );
}

async function outcomes(
  host: Host,
  { since: first, by, backfill, json }: Options,
  called: Command,
): Promise<ExitCode> {
  const other = by.length ? '--by' : backfill ? '--backfill' : null;
  if (other)
    throw new UsageError(
      `--outcomes has tables of its own, so ${other} cannot be given with it. Leave ${other} out.`,
    );
  const isGiven = called.getOptionValueSource('since') === 'cli' && first.getTime() > 0;
  // Loaded here, as it takes parts of the bulk engine along.
  const { reportOutcomes } = await import('./report-outcomes.ts');
  return reportOutcomes(host, isGiven ? first : null, json === true);
}

function report(host: Host, { since: first, by, backfill, live, json }: Options): ExitCode {
  const { env, cwd, stdout } = host;
  const from = first.getTime() ? first : null;
  const home = dataHome(env);
  const now = live ? liveNow(home, env) : null;
  const { note } = createProgress(host);
  const damagedOffsets = catchUp(home, env, backfill === true, note);
  const whole = readLedger(home);
  const ledger = now ? ofSession(whole, now.session) : whole;
  const catalog = loadCatalogLeniently(home, cwd, env);
  const damaged: PassedOver[] = [];
  const routing = routingFacts(home, catalog, from, damaged);
  const uncounted = uncountedRecords(home);
  for (const line of [
    ...passedOverInWords([...damagedOffsets, ...ledger.passedOver, ...damaged]),
    ...(uncounted
      ? [`Not counted: ${counted(uncounted, 'record')} of transcripts without a usable model or id.`]
      : []),
    ...catalog.notes,
  ])
    note(line);
  const { calibrations, passedOver } = allCalibrations(home);
  for (const line of [
    ...passedOverInWords(passedOver),
    ...staleCalibrations(calibrations, { calls: ledger.calls, at: new Date(), tiers: catalog.tiers }),
  ])
    note(line);
  const to = new Date();
  const built = buildReport(ledger, { from, to, catalog, declaredTiers: declaredTiers(), routing });
  const hint =
    built.totals.calls || backfill ? '' : ' To read earlier transcripts: tierwise report --backfill';
  const shown = [
    formatReport(built, by.length ? by : ['tier', 'agent']) + hint,
    ...(now ? liveLines(now) : []),
  ];
  const text = json ? visibleJson({ ...built, ...(now && { live: now }) }) : shown.join('\n');
  stdout.write(`${text}\n`);
  return EXIT.ok;
}

/** The user's policy and the delegations to hold it against. A policy with a mistake counts as none: `policy check` names it. */
function routingFacts(
  home: string,
  { tiers, model }: Catalog,
  from: Date | null,
  passedOver: PassedOver[],
): RoutingFacts {
  const { user } = loadPolicies(home, null);
  return {
    policy: inForce(user, NO_POLICY, tiersWith(tiers, model)).policy,
    delegated: [...readDelegated(knownTranscripts(home), from)],
    records: readDelegations(home, (one) => passedOver.push(one)),
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

function grouping(text: string, before: Grouping[]): Grouping[] {
  const found = GROUPINGS.find((name) => name === text);
  if (found) return [...before, found];
  throw new UsageError(`Unknown grouping "${text}". Expected one of: ${GROUPINGS.join(', ')}.`);
}
