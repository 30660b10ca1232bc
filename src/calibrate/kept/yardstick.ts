// What a setting can be compared with later: the labels where all items have one, else the stored answers of another setting.
import type { Calibration } from './record.ts';

export interface Yardstick {
  /** The setting that is asked again. */
  name: string;
  /** `labels`, or another setting. */
  against: string;
  /** By fingerprint: hashes of what counts as right, and of what the setting said; null for none. */
  items: ReadonlyMap<string, { right: string | null; said: string | null }>;
}

/** Returns what a calibration can be compared by; null when it has nothing. */
export function yardstickOf({ sample, settings, recommended, against }: Calibration): Yardstick | null {
  const name = recommended ?? settings[0]?.name;
  if (!name) return null;
  const isLabelled = sample.every(({ label }) => label !== null);
  const other = name === against ? settings.findLast((one) => one.name !== name)?.name : against;
  if (!isLabelled && !other) return null;
  const items = sample.map(({ fingerprint, answers, label }) => {
    const right = isLabelled ? label : ((other && answers[other]) ?? null);
    return [fingerprint, { right, said: answers[name] ?? null }] as const;
  });
  return { name, against: isLabelled ? 'labels' : (other as string), items: new Map(items) };
}
