import type { JobEvents } from '../bulk/settings.ts';
import type { Task } from '../bulk/task/task.ts';
import { keep } from '../calibrate/kept/keep.ts';
import { type Keys, keysOf } from '../calibrate/labels/keys.ts';
import { labelOnTerminal } from '../calibrate/labels/terminal.ts';
import { calibrationPage } from '../calibrate/report/plot.ts';
import { resultOf } from '../calibrate/report/result.ts';
import { formatCalibration } from '../calibrate/report/text.ts';
import { calibrate, type Found } from '../calibrate/run/calibrate.ts';
import { openSample, type Sample } from '../calibrate/run/draw.ts';
import { estimateSample, formatDryRun } from '../calibrate/run/estimate.ts';
import { withExamples } from '../calibrate/run/examples.ts';
import type { AskPerson } from '../calibrate/run/label-loop.ts';
import type { CalibrateSettings } from '../calibrate/run/settings.ts';
import { EXIT, type ExitCode, systemReason, UsageError } from '../errors.ts';
import type { Invocation } from '../host.ts';
import { createProgress, type Progress } from '../terminal/progress.ts';
import { visibleJson } from '../terminal/visible.ts';
import { directRecorder } from '../usage/own-calls.ts';
import { type CalibrateOptions, calibrateSettings } from './calibrate-options.ts';
import { type Page, pageFor, writePage } from './calibrate-page.ts';
import { interruptOf, recheckInput } from './calibrate-recheck.ts';

/** Runs a calibration, or a recheck, as the options say. Returns the exit code. Throws UsageError when it could not start. */
export async function calibrateInput(
  host: Invocation,
  inputPath: string,
  task: Task,
  options: CalibrateOptions,
): Promise<ExitCode> {
  const settings = calibrateSettings(host, inputPath, task, options);
  const progress = createProgress(host);
  const run: Run = { host, settings, options, progress, events: eventsFor(settings, progress) };
  try {
    return options.recheck ? await recheckInput(run) : await calibrateNow(run);
  } finally {
    progress.end();
  }
}

interface Run {
  host: Invocation;
  settings: CalibrateSettings;
  options: CalibrateOptions;
  progress: Progress;
  events: JobEvents;
}

async function calibrateNow(run: Run): Promise<ExitCode> {
  const { host, settings, options, events } = run;
  const page =
    options.plot === undefined ? null : pageFor(host, settings.inputPath, options.plot, 'calibration');
  const sample = await openSample(settings, events);
  try {
    const asking = { ...run, settings: await withExamples(settings, sample, events) };
    if (options.dryRun) return await dryRun(asking, sample);
    if (settings.backend)
      events.note(`Through ${settings.backend.via}, billed to ${settings.backend.billedTo}`);
    return await findAndTell(asking, sample, page);
  } finally {
    await sample.input.close();
  }
}

async function dryRun({ host, settings, options, progress }: Run, sample: Sample): Promise<ExitCode> {
  const estimate = await estimateSample(settings, sample);
  progress.end();
  host.stdout.write(`${options.json ? visibleJson(estimate) : formatDryRun(estimate)}\n`);
  return EXIT.ok;
}

async function findAndTell(
  { host, settings, options, progress, events }: Run,
  sample: Sample,
  page: Page | null,
): Promise<ExitCode> {
  const found = await find({ settings, sample, events, host, progress, asks: !options.json });
  progress.end();
  const told = resultOf(found);
  const lines = keep(found, told, options.apply === true);
  const name = `${settings.task.name}: ${sample.source.name}`;
  if (page) await writePage(host, page, sample.input, calibrationPage(told, name));
  if (options.json) for (const line of lines) progress.note(line);
  const text = options.json ? visibleJson(told.result) : [formatCalibration(told), ...lines].join('\n');
  host.stdout.write(`${text}\n`);
  return exitCodeOf(found, told.result.decision);
}

interface ToFind {
  settings: CalibrateSettings;
  sample: Sample;
  events: JobEvents;
  host: Invocation;
  progress: Progress;
  /** A person at the terminal may be asked. */
  asks: boolean;
}

/** Asks the tiers, and the person at the terminal where there is one. Throws UsageError when nothing could be asked at all. */
async function find({ settings, sample, events, host, progress, asks }: ToFind): Promise<Found> {
  const interrupt = interruptOf(host, progress);
  const keys: { open: Keys | null } = { open: null };
  const person: AskPerson = (item, place) => {
    progress.end();
    interrupt.release();
    keys.open ??= keysOf(host.stdin);
    return labelOnTerminal(item, place, { task: settings.task, keys: keys.open, host });
  };
  const hasPerson = asks && host.stdin.isTTY === true && host.stderr.isTTY === true && !host.access.confined;
  try {
    const budget = host.access.budget(settings.maxCostUsd);
    const means = { budget, interrupted: interrupt.signal, person: hasPerson ? person : null };
    return unlessNothing(await calibrate(settings, sample, events, means));
  } finally {
    interrupt.release();
    keys.open?.close();
  }
}

/** What was found, as a stopped run where answers are missing that nobody could be asked for. */
function unlessNothing(found: Found): Found {
  const { settings, stopped, items, bySetting } = found;
  if (stopped?.by === 'error' && bySetting.every(({ tallies }) => !tallies.size))
    throw new UsageError(`${stopped.reason}. No model answered. See what is wrong: tierwise doctor`);
  if (settings.backend || stopped) return found;
  const missing = bySetting.reduce((sum, { answers }) => sum + items.length - answers.size, 0);
  if (!missing) return found;
  throw new UsageError(
    `No model is available, and ${missing} answers are not stored. Set ANTHROPIC_API_KEY to an Anthropic API key, or log in to Claude Code (run claude), then run the same command again.`,
  );
}

function exitCodeOf({ stopped }: Pick<Found, 'stopped'>, decision: string): ExitCode {
  if (stopped?.by === 'ceiling') return EXIT.ceiling;
  if (stopped?.by === 'interrupted') return EXIT.interrupted;
  return decision === 'undecided' ? EXIT.incomplete : EXIT.ok;
}

function eventsFor(settings: CalibrateSettings, progress: Progress): JobEvents {
  const record = directRecorder(settings.home, settings.host, (error) =>
    progress.note(
      `The ledger in ${settings.home} cannot be written (${systemReason(error)}): the report will lack this run.`,
    ),
  );
  return {
    note: progress.note,
    progress: progress.update,
    reply: (tier, reply, costUsd, effort = settings.catalog.tiers[tier].effort) => {
      const { model: requested } = settings.catalog.tiers[tier];
      record({ source: 'calibrate', requested, effort, reply, costUsd });
    },
  };
}
