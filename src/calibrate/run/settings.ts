// What a calibration is given.
import type { ItemsWanted } from '../../bulk/items/open.ts';
import { tiersFrom } from '../../bulk/outcome/ladder.ts';
import type { JobSettings } from '../../bulk/settings.ts';
import type { PackLimits } from '../../bulk/survey/packs.ts';
import type { Task } from '../../bulk/task/task.ts';
import type { Host } from '../../host.ts';
import type { Catalog } from '../../models/catalog.ts';
import type { RungName } from '../../models/table.ts';
import { type AskedSetting, passName } from './asked-setting.ts';

/** Is a cheaper tier within so many points of the reference; or is a tier right in so many percent. */
export type Question =
  | { kind: 'within' /** Points, 0 to 100. */; allowance: number }
  | { kind: 'floor' /** Percent, 0 to 100. */; floor: number };

export interface CalibrateSettings {
  inputPath: string;
  items: ItemsWanted;
  task: Task;
  question: Question;
  /** Percent. */
  confidence: number;
  /** The settings compared, the cheapest first; the reference is the last one. */
  asked: readonly AskedSetting[];
  /** The reference's tier. */
  against: RungName;
  /** Distinct items, at most. */
  sample: number;
  /** Labels that a person is asked for, at most. */
  mostLabels: number;
  /** The column that holds the truth for all items; null without one. */
  gold: string | null;
  /** The column that plays the person; null without one. */
  labelsFrom: string | null;
  /** Whether the reference is asked twice. */
  twice: boolean;
  catalog: Catalog;
  /** Null: stored answers only. */
  backend: JobSettings['backend'];
  servers: JobSettings['servers'];
  home: string;
  host: Host;
  pack: PackLimits;
  /** Over all tiers; null for none. */
  maxCostUsd: number | null;
  command: JobSettings['command'];
}

/** The same as the engine wants it. */
export const jobSettings = (settings: CalibrateSettings): JobSettings => {
  const { inputPath, items, task, asked, catalog, backend, servers, home, host, pack, maxCostUsd, command } =
    settings;
  return {
    ...{ inputPath, items, task, catalog, backend, servers, home, host, pack, maxCostUsd, command },
    tiers: [...new Set(asked.map(({ tier }) => tier))],
    votes: 1,
    concurrency: null,
    batch: false,
    limit: Number.POSITIVE_INFINITY,
    sample: null,
    output: null,
  };
};

/** The same to ask one setting. */
export function jobFor(settings: CalibrateSettings, setting: AskedSetting): JobSettings {
  const { tier, effort, pack, votes, masks } = setting;
  const { task, catalog } = settings;
  return {
    ...jobSettings(settings),
    task: masks ? task : { ...task, masks: [] },
    tiers: votes > 1 ? tiersFrom(tier, task.ladder, true) : [tier],
    votes,
    pack: { ...settings.pack, items: pack },
    catalog: { ...catalog, tiers: { ...catalog.tiers, [tier]: { ...catalog.tiers[tier], effort } } },
    passNames: { [tier]: passName(setting) },
  };
}
