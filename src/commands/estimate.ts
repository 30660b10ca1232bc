import { Command, Option } from 'commander';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, systemCode, systemReason, UsageError } from '../errors.ts';
import { type Estimate, estimateWorkload, placeOf } from '../estimate/estimate.ts';
import { estimateText } from '../estimate/estimate-text.ts';
import { estimateLedger } from '../estimate/from-ledger.ts';
import { parseWorkload } from '../estimate/workload.ts';
import type { Host } from '../host.ts';
import { type Catalog, loadCatalogLeniently } from '../models/catalog.ts';
import { TIER_NAMES } from '../models/table.ts';
import { type PassedOver, passedOverInWords } from '../records.ts';
import { inForce, NO_POLICY, tiersWith } from '../routing/in-force.ts';
import { parsePolicy } from '../routing/parse.ts';
import type { Policy } from '../routing/policy.ts';
import { counted } from '../terminal/format.ts';
import { visibleJson } from '../terminal/visible.ts';
import { isSummed } from '../usage/books/drop-calls.ts';
import { monthsIn } from '../usage/books/month-files.ts';
import { ingestKnown } from '../usage/catch-up.ts';
import { readLedger } from '../usage/ledger.ts';
import { pricedCalls } from '../usage/price-calls.ts';
import { openPolicy } from './open-policy.ts';
import { since } from './options.ts';

interface Options {
  since?: Date;
  policy?: string;
  json?: boolean;
}

const HELP_AFTER = `
Examples:
  tierwise estimate examples/requests-per-month.yaml
  tierwise estimate --since 30d --policy strict.md    the last 30 days under that policy

A workload is a list of { name, requests, input, output, kind?, tier?, cached?, batch?, effort?, retries? }, in
tokens per request. "input" includes "cached" (a share below 1, or tokens).`;

/** Returns the `estimate` subcommand; `done` is called with its exit code. */
export function estimateCommand(host: Host, done: (code: ExitCode) => void): Command {
  return new Command('estimate')
    .description('Say what a workload costs on each tier and under the policy, before anything is sent.')
    .argument('[workload]', 'a YAML file with a list of classes of requests')
    .addOption(
      new Option('--since <time>', 'what was done since then instead: 30d, 24h, a date, or all').argParser(
        since,
      ),
    )
    .option('--policy <file>', 'a policy other than the one in force')
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', HELP_AFTER)
    .action((workload: string | undefined, options: Options) => done(estimate(host, workload, options)));
}

function estimate(host: Host, workload: string | undefined, options: Options): ExitCode {
  if ((workload === undefined) === (options.since === undefined))
    throw new UsageError(
      'Expected either a workload (tierwise estimate work.yaml) or a time (tierwise estimate --since 30d). Name one of the two.',
    );
  const terms = termsOf(host, options.policy);
  for (const note of terms.notes) host.stderr.write(`${note}\n`);
  const { found, why } = options.since
    ? ofLedger(host, options.since, terms)
    : ofWorkload(host, workload ?? '', terms);
  host.stdout.write(`${options.json ? visibleJson(found) : estimateText(found, why)}\n`);
  return EXIT.ok;
}

interface Terms {
  policy: Policy;
  catalog: Catalog;
  notes: readonly string[];
}

/** The policy that is asked about, with the models its tiers stand for. */
function termsOf(host: Host, file: string | undefined): Terms {
  const { env, cwd, access } = host;
  const catalog = loadCatalogLeniently(dataHome(env), cwd, env, access.heedsTrust);
  if (file === undefined) {
    const { policy, notes } = openPolicy(host);
    return { policy, catalog, notes: [...notes, ...catalog.notes] };
  }
  const named = parsePolicy(textOf(host, file), file);
  const tiers = { ...catalog.tiers };
  for (const tier of TIER_NAMES) tiers[tier] = { ...tiers[tier], ...named.tiers?.[tier] };
  const { policy } = inForce(named, NO_POLICY, tiersWith(tiers, catalog.model));
  return { policy, catalog: { ...catalog, tiers }, notes: catalog.notes };
}

interface Found {
  found: Estimate;
  /** What put each class on its tier. */
  why: string[];
}

function ofWorkload(host: Host, file: string, { policy, catalog }: Terms): Found {
  const work = parseWorkload(textOf(host, file), file);
  const places = work.map((one) => placeOf(one, policy));
  const why = places.map(({ rule, effort, batch }) =>
    [rule, effort && `effort ${effort}`, batch && 'batch'].filter(Boolean).join(', '),
  );
  return { found: estimateWorkload(work, { policy, catalog, at: new Date() }), why };
}

function ofLedger({ env, stderr }: Host, from: Date, { policy, catalog }: Terms): Found {
  const home = dataHome(env);
  const damaged = bringUpToDate(home);
  const ledger = readLedger(home);
  for (const line of passedOverInWords([...damaged, ...ledger.passedOver])) stderr.write(`${line}\n`);
  const calls = pricedCalls(ledger, catalog).filter(({ at }) => at >= from.toISOString());
  const { leftOut, ...found } = estimateLedger(calls, policy, catalog);
  const summed = monthsIn(home).findLast((name) => isSummed(home, name));
  if (summed && summed >= from.toISOString().slice(0, 7))
    stderr.write(
      `Left out: calls until the end of ${summed}, which are not kept singly (ledger.keepCalls).\n`,
    );
  if (leftOut)
    stderr.write(
      `Left out: ${counted(leftOut, 'call')} without a tier or a price, or that are a sum of several.\n`,
    );
  if (!found.classes.length)
    stderr.write(
      'No calls are recorded for this time. To read the transcripts there are: tierwise report --backfill\n',
    );
  return { found, why: [] };
}

/** What the ledger already holds can be counted even where it cannot be written. */
function bringUpToDate(home: string): PassedOver[] {
  try {
    return ingestKnown(home);
  } catch (error) {
    if (!systemCode(error)) throw error;
    return [];
  }
}

function textOf({ access }: Host, file: string): string {
  try {
    return access.readText(file);
  } catch (error) {
    if (!systemCode(error)) throw error;
    throw new UsageError(`${file}: cannot read it: ${systemReason(error)}. Name a file that can be read.`);
  }
}
