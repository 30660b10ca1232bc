// The stored sample asked anew: is the tier that was recommended still as good.
import type { Budget } from '../../ask/budget.ts';
import type { Stopped } from '../../bulk/asking/pass.ts';
import type { JobEvents } from '../../bulk/settings.ts';
import type { Interval } from '../../stats/share.ts';
import { answerHash } from '../kept/answer-hash.ts';
import { servedIn } from '../kept/keep.ts';
import { type Calibration, writeCalibration } from '../kept/record.ts';
import type { Yardstick } from '../kept/yardstick.ts';
import { recheck } from '../recheck.ts';
import { askSettings, costOf, type SettingAnswers } from './ask-settings.ts';
import type { AskedSetting } from './asked-setting.ts';
import type { Sample } from './draw.ts';
import { freshStore } from './fresh-store.ts';
import { type CalibrateSettings, jobFor } from './settings.ts';

/** The `--json` object of a recheck. */
export interface Rechecked {
  recheck: true;
  /** The setting that was recommended, by its name. */
  tier: string;
  /** What it is compared with: the labels, or the stored answers of another setting. */
  against: string;
  calibratedAt: string;
  before: Interval;
  now: Interval;
  /** Items that turned wrong, or right. */
  worse: number;
  better: number;
  significant: boolean;
  served: { before: string[]; now: string[] };
  costUsd: number;
  stopped: Stopped['by'] | null;
}

/** Asks, compares, and notes in the calibration's record what came of it. Throws UsageError. */
export async function recheckSample(
  settings: CalibrateSettings,
  { calibration, yardstick }: { calibration: Calibration; yardstick: Yardstick },
  sample: Sample,
  { events, ...means }: { events: JobEvents; budget: Budget; interrupted: AbortSignal },
): Promise<Rechecked> {
  const { name, against } = yardstick;
  const storeOf = async (pass: string) => freshStore(`${pass}-recheck`);
  const again = { name, job: jobFor(settings, settings.asked[0] as AskedSetting), toAsk: sample };
  const { bySetting, stopped } = await askSettings([again], events, { ...means, storeOf });
  const { before, after, worse, better, ...found } = compared(
    yardstick,
    bySetting[0],
    calibration.confidence,
  );
  const was = calibration.settings.find((one) => one.name === name)?.served ?? [];
  const served = { before: was, now: servedIn(bySetting[0]) };
  const significant = found.significant && !stopped;
  if (!stopped) note(settings.home, calibration, { significant, tier: name, served: served.now });
  return {
    recheck: true,
    ...{ tier: name, against, calibratedAt: calibration.at },
    ...{ before, now: after, worse, better, served, significant },
    costUsd: costOf(bySetting),
    stopped: stopped?.by ?? null,
  };
}

function note(
  home: string,
  calibration: Calibration,
  found: Omit<NonNullable<Calibration['rechecked']>, 'at'>,
): void {
  const rechecked = { at: new Date().toISOString(), ...found };
  writeCalibration(home, { ...calibration, rechecked, watched: [] });
}

function compared({ items }: Yardstick, now: SettingAnswers | undefined, confidence: number) {
  const again = (fingerprint: string): string | null => {
    const answer = now?.answers.get(fingerprint);
    return answer ? answerHash(answer.value) : null;
  };
  const asked = [...items].filter(([fingerprint]) => again(fingerprint) !== null);
  return recheck(
    {
      stored: asked.map(([, { said }]) => said),
      again: asked.map(([fingerprint]) => again(fingerprint)),
      truths: asked.map(([, { right }]) => right),
    },
    confidence / 100,
  );
}
