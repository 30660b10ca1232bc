// What a calibration changed: on which tier and setting runs of its task start, until that is taken back.
import type { Task } from '../../bulk/task/task.ts';
import type { Catalog } from '../../models/catalog.ts';
import type { Effort, TierName } from '../../models/table.ts';
import { allCalibrations, type Calibration, readCalibration, writeCalibration } from './record.ts';

export interface Applied {
  tier: TierName;
  model: string;
  effort: Effort;
  pack: number;
  votes: number;
  calibration: Calibration;
}

/** Returns where runs of a task start by its calibration; null when none is applied. */
export function appliedTo(home: string, task: Pick<Task, 'hash'>): Applied | null {
  const calibration = readCalibration(home, task);
  if (!calibration || 'problem' in calibration || !calibration.appliedAt) return null;
  const setting = calibration.settings.find(({ tier }) => tier === calibration.recommended);
  if (!setting) return null;
  const { tier, model, effort, pack, votes } = setting;
  return { tier, model, effort, pack, votes, calibration };
}

/** Takes it back. Returns whether there was anything to take back. Throws UsageError. */
export function unapply(home: string, task: Pick<Task, 'hash'>): boolean {
  const calibration = readCalibration(home, task);
  if (!calibration || 'problem' in calibration || !calibration.appliedAt) return false;
  writeCalibration(home, { ...calibration, appliedAt: null });
  return true;
}

/** What a run says about where it starts: by which calibration, and how to undo that; null when no calibration is about it. */
export function appliedInWords(home: string, task: Pick<Task, 'hash' | 'name' | 'kind'>): string | null {
  const applied = appliedTo(home, task);
  if (!applied) return outdatedInWords(home, task);
  const { tier, calibration } = applied;
  return `Starts on ${tier}, as calibrated on ${calibration.at.slice(0, 10)}. For one run: --tier <tier>. To undo: tierwise calibrate undo ${task.name}`;
}

// A task that was changed since is another one.
function outdatedInWords(
  home: string,
  { hash, name, kind }: Pick<Task, 'hash' | 'name' | 'kind'>,
): string | null {
  const former = allCalibrations(home, JSON.stringify(name)).calibrations.find(
    ({ task, appliedAt }) => appliedAt && task.kind === kind && task.name === name && task.hash !== hash,
  );
  if (!former) return null;
  return `The ${kind} "${name}" has changed since it was calibrated on ${former.at.slice(0, 10)}: that calibration is not used. Calibrate again: tierwise calibrate <input> ${name}`;
}

/** The catalog with the effort that was calibrated; a model that was changed since keeps its own. */
export function withEffort(catalog: Catalog, { tier, model, effort }: Applied): Catalog {
  const now = catalog.tiers[tier];
  if (now.model !== model) return catalog;
  return { ...catalog, tiers: { ...catalog.tiers, [tier]: { ...now, effort } } };
}
