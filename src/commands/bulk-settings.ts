// What the options of a bulk run come to: tiers, backends, ceilings, where the result goes.
import type { LiveRun } from '../ask/live.ts';
import { tiersFrom } from '../bulk/outcome/ladder.ts';
import type { JobSettings } from '../bulk/settings.ts';
import { NO_VOTES, type Task } from '../bulk/task/task.ts';
import { type Applied, appliedTo, asCalibrated } from '../calibrate/kept/applied.ts';
import { dataHome } from '../data-home.ts';
import { UsageError } from '../errors.ts';
import type { Invocation } from '../host.ts';
import type { RungName } from '../models/table.ts';
import { openBackends } from './bulk-backends.ts';
import type { BulkOptions } from './bulk-options.ts';
import { ceilingsOf, type RoutedTask, routeTask } from './by-policy.ts';
import { openCatalog } from './catalog.ts';
import { itemsWanted, outputWanted } from './files.ts';

/** Returns the settings of a run, and the calibration that they follow, if any. Throws UsageError. */
export function settingsFor(
  host: Invocation,
  inputPath: string,
  task: Task,
  options: BulkOptions,
): { settings: JobSettings; applied: Applied | null } {
  const applied = options.tier === undefined ? appliedTo(dataHome(host.env), task) : null;
  if (!applied) return { settings: resolveSettings(host, inputPath, task, options), applied };
  const settings = asCalibrated(resolveSettings(host, inputPath, task, asApplied(options, applied)), applied);
  return { settings, applied };
}

/** The options of a task that a calibration is applied to; what the user names stands. */
const asApplied = (options: BulkOptions, { tier, pack, votes }: Applied): BulkOptions => ({
  ...options,
  tier,
  pack: options.pack ?? pack,
  votes: options.votes ?? votes,
});

function resolveSettings(host: Invocation, inputPath: string, task: Task, options: BulkOptions): JobSettings {
  const routed = routeTask(host, task, {
    catalog: openCatalog(host),
    named: options.tier,
    batch: options.batch !== undefined,
  });
  const { catalog } = routed;
  const { backend, servers, tiers } = backendsFor(host, routed, { task, options });
  return {
    inputPath,
    items: itemsWanted(options),
    task,
    tiers,
    votes: votesFor(task, options, tiers),
    catalog,
    backend,
    servers,
    home: dataHome(host.env),
    host,
    pack: { items: options.pack ?? task.packItems, tokens: options.packTokens, from: task.packItems },
    concurrency: options.concurrency ?? null,
    ...(options.dryRun ? { maxCostUsd: options.maxCost ?? null } : ceilingsOf(host, options.maxCost ?? null)),
    batch: options.batch !== undefined && options.sample === undefined,
    command: { cwd: host.cwd, args: [...host.argv] },
    limit: options.limit ?? Number.POSITIVE_INFINITY,
    sample: options.sample ?? null,
    shard: options.shard ?? null,
    output: outputFor(inputPath, options),
  };
}

function votesFor(task: Task, { votes }: BulkOptions, [first, second]: readonly RungName[]): number {
  const isText = task.kind === 'recipe' && task.answer.columns.length === 1;
  // A model of the user's own is believed when it says the same twice, as long as somebody else can decide otherwise.
  const usual = first === 'local' && second && !isText ? 2 : task.votes;
  if ((votes ?? usual) > 1 && isText) throw new UsageError(`--votes: ${NO_VOTES}`);
  return votes ?? usual;
}

function backendsFor(
  host: Invocation,
  { tier, ladder, backends, catalog }: RoutedTask,
  { task, options }: { task: Task; options: BulkOptions },
): ReturnType<typeof openBackends> {
  const most = Math.max(...Object.values(catalog.tiers).map(({ concurrency }) => concurrency));
  const found = openBackends(host, {
    named: options.backend,
    listed: backends,
    tiers: tiersFrom(tier, ladder, options.escalate),
    catalog,
    mostSockets: options.concurrency ?? most,
    live: options.batch ? null : liveRun(task, options),
    jobs: jobsFor(host, options),
  });
  if (!options.batch || !found.backend || found.backend.batches) return found;
  throw new UsageError(
    '--batch needs an Anthropic API key, as Claude Code takes no batches. Set ANTHROPIC_API_KEY, or leave --batch out.',
  );
}

const jobsFor = ({ env }: Invocation, { batch, batchRole }: BulkOptions) =>
  typeof batch === 'object' ? { place: batch, role: batchRole ?? (env.TIERWISE_BEDROCK_ROLE || null) } : null;

const liveRun = ({ kind }: Task, { maxCost, dryRun }: BulkOptions): LiveRun => ({
  command: kind === 'recipe' ? 'bulk-map' : 'bulk-tag',
  maxCostUsd: maxCost ?? null,
  dry: dryRun === true,
});

function outputFor(inputPath: string, options: BulkOptions): JobSettings['output'] {
  const { dryRun, sample, shard, out, json } = options;
  if (shard && sample !== undefined)
    throw new UsageError('--sample draws from all items, --shard is a part of them: leave one of them out.');
  if (dryRun || sample !== undefined || shard) return null;
  if (json && (out === '-' || (inputPath === '-' && out === undefined))) {
    throw new UsageError(
      '--json and the tagged items cannot both go to stdout. Name a file for the items with --out.',
    );
  }
  return outputWanted(options);
}
