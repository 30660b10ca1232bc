import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import * as z from 'zod';
import { allCalibrations } from '../calibrate/kept/record.ts';
import { type ServedCall, staleCalibrations } from '../calibrate/kept/staleness.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, systemCode, UsageError } from '../errors.ts';
import { parseMarkdown } from '../front-matter.ts';
import type { Host } from '../host.ts';
import { type Catalog, loadCatalogLeniently } from '../models/catalog.ts';
import { ownSettingsFile } from '../models/settings-file.ts';
import { TIER_NAMES, type TierName } from '../models/table.ts';
import { oneOf } from '../one-of.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';
import { type PassedOver, passedOverInWords } from '../records.ts';
import { inForce, NO_POLICY, tiersWith } from '../routing/in-force.ts';
import { loadPolicies } from '../routing/load.ts';
import { counted } from '../terminal/format.ts';
import { createProgress } from '../terminal/progress.ts';
import { visibleJson } from '../terminal/visible.ts';
import { type GivenAdvice, keepAdvice, readAdvice } from '../usage/advice-effect.ts';
import type { Advice } from '../usage/advice-types.ts';
import { readBooks } from '../usage/books/books.ts';
import { QUARTER_MS } from '../usage/books/rows.ts';
import { type Delegated, readDelegated } from '../usage/delegated.ts';
import { readDelegations, readUnrecorded } from '../usage/ledger.ts';
import { readOutcomes, readSettled } from '../usage/outcomes.ts';
import type { CallGroup } from '../usage/priced-call.ts';
import { buildReport, GROUPINGS, type Grouping } from '../usage/report.ts';
import { formatReport } from '../usage/report-text.ts';
import type { RoutingFacts } from '../usage/routing-report.ts';
import { DAY_MS, since } from './options.ts';
import { catchUp } from './report-catch-up.ts';

interface Options {
  /** The first moment included; 1970 for all time. */
  since: Date;
  by: Grouping[];
  backfill?: boolean;
  outcomes?: boolean;
  json?: boolean;
}

const Agent = z.object({ name: z.string(), model: z.enum(TIER_NAMES) });

const HELP_AFTER = `
Examples:
  tierwise report --since 7d
  tierwise report --by project --by day
  tierwise report --since all               months, the first time as ever after
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
    .option(
      '--backfill',
      'read all transcripts again for sessions that no hook has seen, as the first report does',
    )
    .option('--outcomes', 'what came of real work instead, by kind, tier and effort (default: of all time)')
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', HELP_AFTER)
    .action(async (options: Options, called: Command) =>
      done(options.outcomes ? await outcomes(host, options, called) : await report(host, options)),
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

async function report(host: Host, { since: first, by, backfill, json }: Options): Promise<ExitCode> {
  const { env, cwd, stdout } = host;
  const from = first.getTime() ? quarterOf(first) : null;
  const home = dataHome(env);
  const progress = createProgress(host);
  const { note } = progress;
  const seen = await catchUp(host, backfill === true, progress);
  progress.end();
  const ledger = readBooks(home, from);
  const catalog = loadCatalogLeniently(home, cwd, env);
  const damaged: PassedOver[] = [];
  const transcripts = [...seen.sessions.values()].map(({ transcript }) => transcript);
  const routing = routingFacts(home, catalog, readDelegated(transcripts, from), damaged);
  const unrecorded = readUnrecorded(home, (one) => damaged.push(one));
  const onPassedOver = (one: PassedOver): number => damaged.push(one);
  const outcomes = readOutcomes(home, onPassedOver);
  const settled = readSettled(home, onPassedOver);
  const given = readAdvice(home, onPassedOver);
  const { uncounted } = seen;
  for (const line of [
    ...passedOverInWords([...seen.passedOver, ...ledger.passedOver, ...damaged]),
    ...(uncounted
      ? [`Not counted: ${counted(uncounted, 'record')} of transcripts without a usable model or id.`]
      : []),
    ...catalog.notes,
  ])
    note(line);
  const { calibrations, passedOver } = allCalibrations(home);
  for (const line of [
    ...passedOverInWords(passedOver),
    ...staleCalibrations(calibrations, { calls: lastOf(ledger.calls), at: new Date(), tiers: catalog.tiers }),
  ])
    note(line);
  const to = new Date();
  const built = buildReport(ledger, {
    from,
    to,
    catalog,
    declaredTiers: declaredTiers(),
    routing,
    unrecorded,
    outcomes,
    settled,
    givenAdvice: given,
    policyFile: ownSettingsFile(home),
  });
  remember(home, built.advice, given);
  const text = json ? visibleJson(built) : formatReport(built, by.length ? by : ['tier', 'agent']);
  stdout.write(`${text}\n`);
  return EXIT.ok;
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
  delegated: Iterable<Delegated>,
  passedOver: PassedOver[],
): RoutingFacts {
  const { user } = loadPolicies(home, null);
  return {
    policy: inForce(user, NO_POLICY, tiersWith(tiers, model)).policy,
    delegated: [...delegated],
    records: readDelegations(home, (one) => passedOver.push(one)),
  };
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
  throw new UsageError(`Unknown grouping "${text}". ${oneOf(text, GROUPINGS)}`);
}
