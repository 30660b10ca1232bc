// What a setting costs on these items: as billed where most of what it takes was asked now, else as in the last calibration, else as
// estimated. An answer that several settings share costs each of them the same.
import { addTallies } from '../../bulk/asking/tally.ts';
import { readCalibration } from '../kept/record.ts';
import type { RungCount, SettingAnswers } from './ask-settings.ts';
import { type AskedSetting, passName, usualSetting } from './asked-setting.ts';
import type { SampledItem } from './draw.ts';
import { estimatePass } from './estimate.ts';
import { type CalibrateSettings, jobFor } from './settings.ts';

/** Null when no price is known. */
export interface CostPerItem {
  per1000Usd: number | null;
  basis: 'billed' | 'earlier' | 'estimated';
}

/** Of the answers; with less, one request's fixed part would weigh too much. */
const BILLED_SHARE = 1 / 2;

/** Returns what 1,000 items that are distinct here cost in each setting, by its name. */
export function costPer1000(
  settings: CalibrateSettings,
  items: readonly SampledItem[],
  bySetting: readonly SettingAnswers[],
): Map<string, CostPerItem> {
  const billed = billedByPass(settings, bySetting);
  const last = readCalibration(settings.home, settings.task);
  const former = last && 'settings' in last ? last.settings : [];
  const perItem = (sum: number | null): number | null => (sum === null ? null : (sum / items.length) * 1000);
  return new Map(
    bySetting.flatMap(({ name, rungs }): [string, CostPerItem][] => {
      const setting = settings.asked.find((one) => one.name === name);
      if (!setting) return [];
      const sumOf = (price: (rung: RungCount) => number | null | undefined): number | null | undefined =>
        rungs.reduce<number | null | undefined>((sum, rung) => times(price(rung), rung.used, sum), 0);
      const sum = rungs.length ? sumOf((rung) => billed.get(passOf(setting, rung))) : undefined;
      if (sum !== undefined) return [[name, { per1000Usd: perItem(sum), basis: 'billed' }]];
      const { model } = settings.catalog.tiers[setting.tier];
      const earlier = former.find((one) => one.name === name && one.model === model)?.costPer1000Usd;
      if (earlier !== undefined && earlier !== null)
        return [[name, { per1000Usd: earlier, basis: 'earlier' }]];
      const estimated = rungs.length
        ? (sumOf(
            (rung) => billed.get(passOf(setting, rung)) ?? estimate(settings, setting, { rung, items }),
          ) ?? null)
        : times(estimate(settings, setting, { items }), items.length * setting.votes, 0);
      return [[name, { per1000Usd: perItem(estimated ?? null), basis: 'estimated' }]];
    }),
  );
}

/** Undefined: not known yet; null: there is no price. */
function times(
  price: number | null | undefined,
  answers: number,
  sum: number | null | undefined,
): number | null | undefined {
  if (!answers) return sum;
  if (price === undefined || sum === undefined) return undefined;
  return price === null || sum === null ? null : sum + price * answers;
}

const passOf = (setting: AskedSetting, { tier }: RungCount): string =>
  tier === setting.tier ? passName(setting) : tier;

/** What one answer of a pass was billed at, where most that the settings take of it were bought now. */
function billedByPass(
  settings: CalibrateSettings,
  bySetting: readonly SettingAnswers[],
): Map<string, number | null> {
  const sums = new Map<string, { usd: number; isPriced: boolean; asked: number; used: number }>();
  for (const { name, rungs, tallies } of bySetting) {
    const setting = settings.asked.find((one) => one.name === name);
    for (const rung of setting ? rungs : []) {
      const pass = passOf(setting as AskedSetting, rung);
      const tally = addTallies([tallies.get(rung.tier)].flatMap((one) => one ?? []));
      const sum = sums.get(pass) ?? { usd: 0, isPriced: true, asked: 0, used: 0 };
      sums.set(pass, {
        usd: sum.usd + tally.costUsd,
        isPriced: sum.isPriced && !tally.unpriced.size,
        asked: sum.asked + rung.asked,
        used: Math.max(sum.used, rung.used),
      });
    }
  }
  return new Map(
    [...sums]
      .filter(([, { asked, used }]) => asked > 0 && asked >= used * BILLED_SHARE)
      .map(([pass, { usd, isPriced, asked }]) => [pass, isPriced ? usd / asked : null]),
  );
}

/** What one answer is expected to cost. */
function estimate(
  settings: CalibrateSettings,
  setting: AskedSetting,
  { rung, items }: { rung?: RungCount; items: readonly SampledItem[] },
): number | null {
  // A model of the user's own is below all tiers, so no setting goes up to it.
  const above = rung && rung.tier !== 'local' && rung.tier !== setting.tier ? rung.tier : null;
  const asked = above ? usualSetting(above, settings) : setting;
  const { costUsd } = estimatePass(jobFor(settings, asked), items);
  return costUsd === null ? null : costUsd / items.length;
}
