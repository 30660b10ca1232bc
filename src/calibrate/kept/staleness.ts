// Calibrations that may no longer hold: another model answers now, or a quarter has passed.
import type { RungName } from '../../models/table.ts';
import type { Calibration } from './record.ts';

/** A call, as the ledger has it. */
export interface ServedCall {
  at: string;
  requested: string;
  served: string;
}

const QUARTER_MS = 91 * 86_400_000;

/** What calibrations are held against. */
export interface Now {
  /** In any order. */
  calls: readonly ServedCall[];
  at: Date;
  /** The model that each tier stands for. */
  tiers: Readonly<Partial<Record<RungName, { model: string }>>>;
}

/** Returns a line for each applied calibration that should be checked again. */
export function staleCalibrations(calibrations: readonly Calibration[], now: Now): string[] {
  return calibrations.flatMap((calibration) => {
    const { appliedAt, recommended, settings, rechecked, at, task } = calibration;
    const setting = settings.find(({ name }) => name === recommended);
    if (!appliedAt || !setting) return [];
    const checkedAt = rechecked?.at ?? at;
    const known = rechecked?.tier === recommended ? rechecked.served : setting.served;
    const why = whyStale({ checkedAt, known, tier: setting.tier, model: setting.model }, now);
    if (rechecked?.significant)
      return [
        `The recheck of ${task.name} on ${rechecked.at.slice(0, 10)} found a significant drop on ${recommended}: calibrate again (tierwise calibrate <input> ${task.name}).`,
      ];
    return why
      ? [
          `The calibration of ${task.name} (${recommended}, ${checkedAt.slice(0, 10)}) may be out of date: ${why}. To check: tierwise calibrate <input> ${task.name} --recheck`,
        ]
      : [];
  });
}

interface Checked {
  checkedAt: string;
  known: readonly string[];
  tier: RungName;
  model: string;
}

function whyStale({ checkedAt, known, tier, model }: Checked, { calls, at, tiers }: Now): string | null {
  const { model: isNow } = tiers[tier] ?? { model };
  if (isNow !== model) return `${tier} is ${isNow} now, it was ${model}`;
  let latest: ServedCall | undefined;
  for (const call of calls)
    if (call.requested === model && call.at > checkedAt && (!latest || call.at > latest.at)) latest = call;
  if (latest && known.length && !known.includes(latest.served))
    return `${latest.served} answers now, it was ${known.join(', ')}`;
  return at.getTime() - new Date(checkedAt).getTime() > QUARTER_MS ? 'a quarter has passed' : null;
}
