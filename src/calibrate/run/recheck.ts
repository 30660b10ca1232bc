// The stored sample asked anew: is the tier that was recommended still as good.
import type { Budget } from '../../ask/budget.ts';
import type { Stopped } from '../../bulk/asking/pass.ts';
import type { JobEvents } from '../../bulk/settings.ts';
import type { TierName } from '../../models/table.ts';
import type { Interval } from '../../stats/share.ts';
import { answerHash } from '../kept/answer-hash.ts';
import { servedIn } from '../kept/keep.ts';
import { type Calibration, writeCalibration } from '../kept/record.ts';
import type { Yardstick } from '../kept/yardstick.ts';
import { recheck } from '../recheck.ts';
import { askTiers, type TierAnswers } from './ask-tiers.ts';
import type { Sample } from './draw.ts';
import { freshStore } from './fresh-store.ts';
import { type CalibrateSettings, jobSettings } from './settings.ts';

/** The `--json` object of a recheck. */
export interface Rechecked {
  recheck: true;
  tier: TierName;
  /** What it is compared with: the labels, or another tier's stored answers. */
  against: TierName | 'labels';
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
  const { tier, against } = yardstick;
  const storeOf = async () => freshStore(`${tier}-recheck`);
  const job = jobSettings({ ...settings, tiers: [tier] });
  const { byTier, tallies, stopped } = await askTiers(job, sample, events, { ...means, storeOf });
  const { before, after, worse, better, significant } = compared(
    yardstick,
    byTier[0],
    calibration.confidence,
  );
  const served = {
    before: calibration.settings.find((one) => one.tier === tier)?.served ?? [],
    now: servedIn(byTier[0]),
  };
  const at = new Date().toISOString();
  if (!stopped)
    writeCalibration(settings.home, {
      ...calibration,
      rechecked: { at, significant, tier, served: served.now },
      watched: [],
    });
  return {
    recheck: true,
    ...{ tier, against, calibratedAt: calibration.at },
    ...{ before, now: after, worse, better, served },
    significant: significant && !stopped,
    costUsd: [...tallies.values()].reduce((sum, { costUsd }) => sum + costUsd, 0),
    stopped: stopped?.by ?? null,
  };
}

function compared({ items }: Yardstick, now: TierAnswers | undefined, confidence: number) {
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
