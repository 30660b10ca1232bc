// `tierwise calibrate --recheck`: what was recommended, asked about the stored sample once more.
import type { JobEvents } from '../bulk/settings.ts';
import { type Calibration, readCalibration } from '../calibrate/kept/record.ts';
import { type Yardstick, yardstickOf } from '../calibrate/kept/yardstick.ts';
import { formatRecheck } from '../calibrate/report/recheck-text.ts';
import { openSample, type Sample } from '../calibrate/run/draw.ts';
import { withExamples } from '../calibrate/run/examples.ts';
import { type Rechecked, recheckSample } from '../calibrate/run/recheck.ts';
import type { CalibrateSettings } from '../calibrate/run/settings.ts';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Invocation } from '../host.ts';
import { type Interrupt, onInterrupt } from '../terminal/interrupt.ts';
import type { Progress } from '../terminal/progress.ts';
import { visibleJson } from '../terminal/visible.ts';

export interface RecheckRun {
  host: Invocation;
  settings: CalibrateSettings;
  options: { json?: boolean };
  progress: Progress;
  events: JobEvents;
}

/** Asks and tells. Returns the exit code. Throws UsageError when there is nothing to compare with, or nobody to ask. */
export async function recheckInput({
  host,
  settings,
  options,
  progress,
  events,
}: RecheckRun): Promise<ExitCode> {
  const before = calibratedBefore(settings);
  const again = asCalibrated(settings, before);
  const sample = await openSample(again, events, (groups) =>
    groups.filter(({ fingerprint }) => before.yardstick.items.has(fingerprint)),
  );
  const interrupt = interruptOf(host, progress);
  try {
    refuseNothingToAsk(again, sample);
    const budget = host.access.budget(settings.maxCostUsd);
    const asking = await withExamples(again, sample, events);
    const checked = await recheckSample(asking, before, sample, {
      events,
      budget,
      interrupted: interrupt.signal,
    });
    progress.end();
    host.stdout.write(`${options.json ? visibleJson(checked) : formatRecheck(checked)}\n`);
    return exitCodeOf(checked);
  } finally {
    interrupt.release();
    await sample.input.close();
  }
}

/** Lets Ctrl-C stop the asking, with what is already sent waited for. */
export const interruptOf = (host: Invocation, progress: Progress): Interrupt =>
  onInterrupt(host, () =>
    progress.note('Stopping: waiting for what is already sent. Ctrl-C again to stop at once.'),
  );

interface Before {
  calibration: Calibration;
  yardstick: Yardstick;
}

function asCalibrated(settings: CalibrateSettings, { calibration, yardstick }: Before): CalibrateSettings {
  const columns = settings.items.columns.length ? settings.items.columns : calibration.columns;
  const asked = calibration.settings.filter(({ name }) => name === yardstick.name);
  return { ...settings, asked, items: { ...settings.items, columns } };
}

function refuseNothingToAsk({ inputPath, backend }: CalibrateSettings, { items }: Sample): void {
  if (!items.length)
    throw new UsageError(
      `${inputPath} holds none of the items of the last calibration. Give the input that was calibrated.`,
    );
  if (!backend)
    throw new UsageError(
      '--recheck needs a model, and none is available. Set ANTHROPIC_API_KEY to an Anthropic API key, or log in to Claude Code (run claude).',
    );
}

function exitCodeOf({ stopped, significant }: Rechecked): ExitCode {
  if (stopped === 'ceiling') return EXIT.ceiling;
  if (stopped === 'interrupted') return EXIT.interrupted;
  return significant || stopped ? EXIT.incomplete : EXIT.ok;
}

function calibratedBefore({ home, task }: CalibrateSettings): Before {
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
