import type { JobEvents } from '../bulk/settings.ts';
import type { Task } from '../bulk/task/task.ts';
import { keep } from '../calibrate/kept/keep.ts';
import { type Calibration, readCalibration } from '../calibrate/kept/record.ts';
import { type Yardstick, yardstickOf } from '../calibrate/kept/yardstick.ts';
import { type Keys, keysOf } from '../calibrate/labels/keys.ts';
import { labelOnTerminal } from '../calibrate/labels/terminal.ts';
import { calibrationPage } from '../calibrate/report/plot.ts';
import { formatRecheck } from '../calibrate/report/recheck-text.ts';
import { resultOf } from '../calibrate/report/result.ts';
import { formatCalibration } from '../calibrate/report/text.ts';
import { calibrate, type Found } from '../calibrate/run/calibrate.ts';
import { openSample, type Sample } from '../calibrate/run/draw.ts';
import { estimateSample, formatDryRun } from '../calibrate/run/estimate.ts';
import type { AskPerson } from '../calibrate/run/label-loop.ts';
import { recheckSample } from '../calibrate/run/recheck.ts';
import type { CalibrateSettings } from '../calibrate/run/settings.ts';
import { EXIT, type ExitCode, systemReason, UsageError } from '../errors.ts';
import type { Host, Invocation } from '../host.ts';
import { type Interrupt, onInterrupt } from '../terminal/interrupt.ts';
import { createProgress, type Progress } from '../terminal/progress.ts';
import { visibleJson } from '../terminal/visible.ts';
import { directRecorder } from '../usage/own-calls.ts';
import { type CalibrateOptions, calibrateSettings } from './calibrate-options.ts';
import { pageFor, writePage } from './calibrate-page.ts';

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

async function calibrateNow({ host, settings, options, progress, events }: Run): Promise<ExitCode> {
  const page =
    options.plot === undefined ? null : pageFor(host, settings.inputPath, options.plot, 'calibration');
  const sample = await openSample(settings, events);
  const print = (text: string): unknown => host.stdout.write(`${text}\n`);
  try {
    if (options.dryRun) {
      const estimate = await estimateSample(settings, sample);
      progress.end();
      print(options.json ? visibleJson(estimate) : formatDryRun(estimate));
      return EXIT.ok;
    }
    if (settings.backend)
      events.note(`Through ${settings.backend.via}, billed to ${settings.backend.billedTo}`);
    const found = await find({ settings, sample, events, host, progress, asks: !options.json });
    progress.end();
    const told = resultOf(found);
    const lines = keep(found, told, options.apply === true);
    if (page)
      await writePage(
        host,
        page,
        sample.input,
        calibrationPage(told, `${settings.task.name}: ${sample.source.name}`),
      );
    if (options.json) for (const line of lines) progress.note(line);
    print(options.json ? visibleJson(told.result) : [formatCalibration(told), ...lines].join('\n'));
    return exitCodeOf(found, told.result.decision);
  } finally {
    await sample.input.close();
  }
}

interface ToFind {
  settings: CalibrateSettings;
  sample: Sample;
  events: JobEvents;
  host: Host;
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

const interruptOf = (host: Host, progress: Progress): Interrupt =>
  onInterrupt(host, () =>
    progress.note('Stopping: waiting for what is already sent. Ctrl-C again to stop at once.'),
  );

/** What was found, as a stopped run where answers are missing that nobody could be asked for. */
function unlessNothing(found: Found): Found {
  const { settings, stopped, items, bySetting } = found;
  if (stopped?.by === 'error' && bySetting.every(({ tallies }) => !tallies.size))
    throw new UsageError(`${stopped.reason}. No model answered.`);
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

async function recheckInput({ host, settings, options, progress, events }: Run): Promise<ExitCode> {
  const { calibration, yardstick } = calibratedBefore(settings);
  const columns = settings.items.columns.length ? settings.items.columns : calibration.columns;
  const asked = calibration.settings.filter(({ name }) => name === yardstick.name);
  const again = { ...settings, asked, items: { ...settings.items, columns } };
  const sample = await openSample(again, events, (groups) =>
    groups.filter(({ fingerprint }) => yardstick.items.has(fingerprint)),
  );
  const interrupt = interruptOf(host, progress);
  try {
    if (!sample.items.length)
      throw new UsageError(
        `${settings.inputPath} holds none of the items of the last calibration. Give the input that was calibrated.`,
      );
    if (!settings.backend)
      throw new UsageError(
        '--recheck needs a model, and none is available. Set ANTHROPIC_API_KEY to an Anthropic API key, or log in to Claude Code (run claude).',
      );
    const budget = host.access.budget(settings.maxCostUsd);
    const means = { events, budget, interrupted: interrupt.signal };
    const checked = await recheckSample(again, { calibration, yardstick }, sample, means);
    progress.end();
    host.stdout.write(`${options.json ? visibleJson(checked) : formatRecheck(checked)}\n`);
    if (checked.stopped === 'ceiling') return EXIT.ceiling;
    if (checked.stopped === 'interrupted') return EXIT.interrupted;
    return checked.significant || checked.stopped ? EXIT.incomplete : EXIT.ok;
  } finally {
    interrupt.release();
    await sample.input.close();
  }
}

function calibratedBefore({ home, task }: CalibrateSettings): {
  calibration: Calibration;
  yardstick: Yardstick;
} {
  const calibration = readCalibration(home, task);
  if (calibration && 'problem' in calibration)
    throw new UsageError(
      `--recheck: the last calibration of ${task.name} cannot be read: ${calibration.problem}. Calibrate again.`,
    );
  const yardstick = calibration && yardstickOf(calibration);
  if (!calibration || !yardstick)
    throw new UsageError(
      `--recheck: ${task.name} has not been calibrated as it stands. Run the same command without --recheck first.`,
    );
  return { calibration, yardstick };
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
