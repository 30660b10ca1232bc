// The ceiling of the data: the reference asked a second time about the same items. Where its two answers differ, it wavers, and no setting
// can be expected to be right there.
import type { Stopped } from '../../bulk/asking/pass.ts';
import type { JobEvents } from '../../bulk/settings.ts';
import { type AskOptions, askSettings, costOf, seenBy } from './ask-settings.ts';
import type { AskedSetting } from './asked-setting.ts';
import type { Sample } from './draw.ts';
import { type CalibrateSettings, jobFor } from './settings.ts';

/** What came of it. */
export interface Twice {
  /** Items on which the two differ or that it could not decide, by their place in the sample. */
  wavering: number[];
  costUsd: number;
  stopped: Stopped | null;
}

/** Asks the reference once more, with another pass of stored answers. Throws UsageError. */
export async function askTwice(
  settings: CalibrateSettings,
  sample: Sample,
  { events, ...means }: AskOptions & { events: JobEvents },
): Promise<Twice> {
  const reference = settings.asked.at(-1) as AskedSetting;
  const job = { ...jobFor(settings, { ...reference, votes: 2 }), tiers: [reference.tier] };
  const name = `${reference.name}, twice`;
  const { bySetting, stopped } = await askSettings(
    [{ name, job, toAsk: seenBy(reference, sample) }],
    events,
    means,
  );
  const same = bySetting[0]?.answers;
  const { fingerprints } = sample.view(reference.masks);
  const wavering = fingerprints.flatMap((fingerprint, place) => (same?.has(fingerprint) ? [] : [place]));
  return { wavering: stopped ? [] : wavering, costUsd: costOf(bySetting), stopped };
}
