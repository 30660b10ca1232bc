import { closeJob, type Job, prepareJob, runJob } from '../bulk/job.ts';
import { watchSettled } from '../bulk/outcome/settled.ts';
import { withoutCeiling } from '../bulk/result/ceiling.ts';
import { estimateRun } from '../bulk/result/estimate.ts';
import { formatEstimate } from '../bulk/result/estimate-text.ts';
import { keepSettled } from '../bulk/result/keep-settled.ts';
import { keepRunFacts } from '../bulk/result/run-facts.ts';
import { formatSample } from '../bulk/result/sample.ts';
import { formatSummary } from '../bulk/result/summary-text.ts';
import type { JobEvents } from '../bulk/settings.ts';
import type { Task } from '../bulk/task/task.ts';
import { type Applied, appliedInWords } from '../calibrate/kept/applied.ts';
import { watchFor } from '../calibrate/run/watch.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Invocation } from '../host.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import { createProgress, type Progress } from '../terminal/progress.ts';
import { visibleJson } from '../terminal/visible.ts';
import { exitCodeOf, resultOf, tellTheEnd } from './bulk-end.ts';
import { eventsOf } from './bulk-events.ts';
import { explainItem } from './bulk-explain.ts';
import { followFile } from './bulk-follow.ts';
import type { BulkOptions } from './bulk-options.ts';
import { settingsFor } from './bulk-settings.ts';
import { shardOf } from './bulk-shard.ts';

/** Runs a bulk job as the options say. Returns the exit code. Throws UsageError when it could not start. */
export async function bulk(
  host: Invocation,
  inputPath: string,
  task: Task,
  options: BulkOptions,
): Promise<ExitCode> {
  const { explain, follow } = options;
  if (explain !== undefined) return explainItem(host, inputPath, task, { ...options, explain });
  if (follow) return followFile(host, inputPath, task, options);
  const home = dataHome(host.env);
  const startsOn = options.tier === undefined ? appliedInWords(home, task) : null;
  const { settings, applied } = settingsFor(host, inputPath, task, options);
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
  const width = host.stdout.columns ?? 0;
  if (options.dryRun) {
    progress.end();
    print(options.json ? visibleJson(estimate) : withLine(formatEstimate(estimate, width), startsOn));
    return EXIT.ok;
  }
  const advice = (settings.leftUsd ?? null) === null ? withoutCeiling(estimate) : null;
  if (advice) events.note(advice);
  const interrupt = onInterrupt(host, () =>
    progress.note('Stopping: waiting for what is already sent. Ctrl-C again to stop at once.'),
  );
  const shard = shardOf(job, options);
  const beside = applied ? watchFor(job, applied, events) : undefined;
  const open = { groups: survey.open(), problems: survey.problems };
  const settled = watchSettled(open, settings.tiers, settings.task.answer.abstention);
  const { summary, sample } = await runJob(job, events, interrupt.signal, beside).finally(interrupt.release);
  progress.end();
  const counts = settled(summary.stopped);
  keepSettled(settings, counts, summary);
  keepRunFacts(job, counts, summary);
  if (shard) await shard.write(summary, events.note);
  host.going.came(resultOf(host.cwd, summary));
  const result = settings.sample ? { ...summary, sample } : summary;
  const text = settings.sample
    ? formatSample(sample, summary, settings.task.answer, width)
    : withLine(formatSummary(summary, estimate, width), startsOn);
  if (summary.out === '-') host.stderr.write(`${text}\n`);
  else print(options.json ? visibleJson(result) : text);
  await tellTheEnd(host, { name: `${settings.task.name} of ${job.input.name}`, summary }, options.notify);
  return exitCodeOf(summary, settings.sample !== null, options.reviewOk === true || host.access.confined);
}

const withLine = (text: string, line: string | null): string => (line ? `${text}\n${line}` : text);
