import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { BACKEND_NAMES, type BackendName } from '../ask/choose.ts';
import { batchOption, type JobPlace, PLACES, withOwnValue } from '../ask/jobs/place.ts';
import type { LiveRun } from '../ask/live.ts';
import { closeJob, type Job, prepareJob, runJob } from '../bulk/job.ts';
import { tiersFrom } from '../bulk/outcome/ladder.ts';
import { watchSettled } from '../bulk/outcome/settled.ts';
import { estimateRun, formatEstimate } from '../bulk/result/estimate.ts';
import { keepSettled } from '../bulk/result/keep-settled.ts';
import { keepRunFacts } from '../bulk/result/run-facts.ts';
import { formatSample } from '../bulk/result/sample.ts';
import { formatSummary, type Summary } from '../bulk/result/summary.ts';
import type { JobEvents, JobSettings } from '../bulk/settings.ts';
import { parseShard, type Shard } from '../bulk/shards/shard.ts';
import { DEFAULT_PACK_TOKENS, MOST_PACK_TOKENS } from '../bulk/survey/packs.ts';
import { NO_VOTES, type Task } from '../bulk/task/task.ts';
import { type Applied, appliedInWords, appliedTo, asCalibrated } from '../calibrate/kept/applied.ts';
import { watchFor } from '../calibrate/run/watch.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, systemReason, UsageError } from '../errors.ts';
import type { Invocation } from '../host.ts';
import { parseRungName } from '../models/catalog.ts';
import { RUNG_NAMES, type RungName } from '../models/table.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import { createProgress, type Progress } from '../terminal/progress.ts';
import { visibleJson } from '../terminal/visible.ts';
import { directRecorder } from '../usage/own-calls.ts';
import { openBackends } from './bulk-backends.ts';
import { shardOf } from './bulk-shard.ts';
import { ceilingsOf, type RoutedTask, routeTask } from './by-policy.ts';
import { openCatalog } from './catalog.ts';
import { type FileOptions, itemsWanted, outputWanted, withFileOptions } from './files.ts';
import { dollars, positiveInteger } from './options.ts';

export interface BulkOptions extends FileOptions {
  backend: BackendName;
  tier?: RungName;
  escalate: boolean;
  votes?: number;
  limit?: number;
  sample?: number;
  shard?: Shard;
  dryRun?: boolean;
  maxCost?: number;
  reviewOk?: boolean;
  batch?: true | JobPlace;
  batchRole?: string;
  concurrency?: number;
  pack?: number;
  packTokens: number;
  json?: boolean;
}

/** What `<input>` may be. */
export const INPUTS =
  "a file of lines, CSV, TSV or JSON; a folder or 'pattern' of files; git:<range> for commits; - for stdin";

/** For the end of the help. */
export const ABOUT_MODELS = `Models are called with ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN (a gateway: ANTHROPIC_BASE_URL
and TIERWISE_GATEWAY_KEY), or else through Claude Code on your subscription. Without either,
only rules and stored answers are used. Running the same command again asks only about items
that have no answer yet.`;

/** Adds the options of `bulk-tag` and `bulk-map`. */
export function withBulkOptions(command: Command): Command {
  command.allowExcessArguments().hook('preAction', ({ args }) => {
    if (args.length <= 2) return;
    throw new UsageError(
      `Expected 2 arguments, got ${args.length}. Put a pattern in quotes, so that the shell leaves it to tierwise: 'src/**/*.md'.`,
    );
  });
  // `--batch` may be followed by the input: only what names a place is its value.
  const parseOptions = command.parseOptions.bind(command);
  command.parseOptions = (words) => parseOptions(withOwnValue(words));
  return withFileOptions(command)
    .addOption(new Option('--backend <name>', 'which backend answers').choices(BACKEND_NAMES).default('auto'))
    .option('-t, --tier <tier>', `${RUNG_NAMES.join(', ')} (default: the task's)`, parseRungName)
    .option('--no-escalate', 'leave what the tier cannot decide for review, instead of asking a higher tier')
    .option('--votes <n>', '2: two passes must agree, or a higher tier decides', voteCount)
    .option('--limit <n>', 'only the first n items', positiveInteger)
    .option(
      '--sample <n>',
      'process n items from all over the input and print them; write no file',
      positiveInteger,
    )
    .option(
      '--shard <i/n>',
      'ask only part i of n, as the others run on other machines; write its answers (tierwise answers merge)',
      parseShard,
    )
    .option('--dry-run', 'estimate requests and cost; send nothing')
    .option('--max-cost <usd>', 'never spend more than this', dollars)
    .option('--review-ok', 'exit code 0, too, when items for review are all that is left')
    .option(
      '--batch [place]',
      `submit as Message Batches, or as jobs at ${PLACES}: half price, results within 24 h`,
      batchOption,
    )
    .option(
      '--batch-role <arn>',
      'the role that batch jobs of Bedrock run as (default: TIERWISE_BEDROCK_ROLE)',
    )
    .option('--concurrency <n>', "requests in flight at once (default: the tier's)", positiveInteger)
    .option('--pack <n>', "items per request (default: the task's)", positiveInteger)
    .option('--pack-tokens <n>', 'approximate item tokens per request', packTokens, DEFAULT_PACK_TOKENS)
    .option('--json', 'one JSON object on stdout');
}

/** Runs a bulk job as the options say. Returns the exit code. Throws UsageError when it could not start. */
export async function bulk(
  host: Invocation,
  inputPath: string,
  task: Task,
  options: BulkOptions,
): Promise<ExitCode> {
  const home = dataHome(host.env);
  const applied = options.tier === undefined ? appliedTo(home, task) : null;
  const startsOn = options.tier === undefined ? appliedInWords(home, task) : null;
  const settings = applied
    ? asCalibrated(resolveSettings(host, inputPath, task, asApplied(options, applied)), applied)
    : resolveSettings(host, inputPath, task, options);
  const progress = createProgress(host);
  const events = eventsOf(host, settings, progress);
  let job: Job | undefined;
  try {
    if (startsOn && options.json) events.note(startsOn);
    job = await prepareJob(settings, events);
    return await runPrepared(host, job, { options, applied, startsOn, progress, events });
  } finally {
    progress.end();
    if (job) await closeJob(job);
  }
}

/** What a run tells while it goes on; each reply becomes a line of the ledger. */
function eventsOf(host: Invocation, settings: JobSettings, progress: Progress): JobEvents {
  const record = directRecorder(settings.home, host, (error) =>
    progress.note(
      `The ledger in ${settings.home} cannot be written (${systemReason(error)}): the report will lack this run.`,
    ),
  );
  return {
    note: progress.note,
    progress(share, text) {
      progress.update(share, text);
      if (share !== null) settings.backend?.told?.(share);
    },
    reply: (tier, reply, costUsd) => {
      const { model: requested, effort } = settings.catalog.tiers[tier];
      record({ source: 'bulk', requested, effort, reply, costUsd });
    },
  };
}

interface Running {
  options: BulkOptions;
  applied: Applied | null;
  /** What a calibration has to say of where the run starts. */
  startsOn: string | null;
  progress: Progress;
  events: JobEvents;
}

/** Estimates or runs what was surveyed, and prints what came of it. */
async function runPrepared(
  host: Invocation,
  job: Job,
  { options, applied, startsOn, progress, events }: Running,
): Promise<ExitCode> {
  const { settings, survey, cost } = job;
  const estimate = estimateRun(settings, survey, cost.before.certainUsd + cost.before.uncertainUsd);
  const print = (text: string): unknown => host.stdout.write(`${text}\n`);
  if (options.dryRun) {
    progress.end();
    print(options.json ? visibleJson(estimate) : withLine(formatEstimate(estimate), startsOn));
    return EXIT.ok;
  }
  const interrupt = onInterrupt(host, () =>
    progress.note('Stopping: waiting for what is already sent. Ctrl-C again to stop at once.'),
  );
  const shard = shardOf(job, options);
  const beside = applied ? watchFor(job, applied, events) : undefined;
  const settled = watchSettled(survey.groups, settings.tiers);
  const { summary, sample } = await runJob(job, events, interrupt.signal, beside).finally(interrupt.release);
  progress.end();
  const counts = settled();
  keepSettled(settings, counts, summary);
  keepRunFacts(job, counts, summary);
  if (shard) await shard.write(summary, events.note);
  host.going.came(resultOf(host.cwd, summary));
  const result = settings.sample ? { ...summary, sample } : summary;
  const text = settings.sample
    ? formatSample(sample, summary, settings.task.answer)
    : withLine(formatSummary(summary, estimate), startsOn);
  if (summary.out === '-') host.stderr.write(`${text}\n`);
  else print(options.json ? visibleJson(result) : text);
  return exitCodeOf(summary, settings.sample !== null, options.reviewOk === true || host.access.confined);
}

const withLine = (text: string, line: string | null): string => (line ? `${text}\n${line}` : text);

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

/** What is noted of the run. */
function resultOf(cwd: string, summary: Summary): Parameters<Invocation['going']['came']>[0] {
  const { items, tagged, mapped, review, failed, out, reviewFile } = summary;
  const at = (file: string | null): string | null => (file && file !== '-' ? resolve(cwd, file) : null);
  const answered: Record<string, number> = tagged === undefined ? { mapped: mapped ?? 0 } : { tagged };
  return { out: at(out), reviewFile: at(reviewFile), counts: { items, ...answered, review, failed } };
}

function exitCodeOf({ stopped, review, failed }: Summary, isSample: boolean, reviewOk: boolean): ExitCode {
  if (stopped === 'ceiling') return EXIT.ceiling;
  if (stopped === 'interrupted') return EXIT.interrupted;
  if (stopped) return EXIT.incomplete;
  // In a session any other code is shown as an error, and items in review are a result.
  const open = failed + (reviewOk ? 0 : review);
  return !isSample && open > 0 ? EXIT.incomplete : EXIT.ok;
}

function voteCount(text: string): number {
  if (text === '1' || text === '2') return Number(text);
  throw new InvalidArgumentError('Expected 1 or 2.');
}

function packTokens(text: string): number {
  const tokens = positiveInteger(text);
  if (tokens <= MOST_PACK_TOKENS) return tokens;
  throw new InvalidArgumentError(
    `Expected at most ${MOST_PACK_TOKENS}: prices step up above 100,000 prompt tokens.`,
  );
}
