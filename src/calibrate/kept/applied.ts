// What a calibration changed: on which tier and setting runs of its task start, until that is taken back.
import type { JobSettings } from '../../bulk/settings.ts';
import type { Task } from '../../bulk/task/task.ts';
import type { Effort, RungName } from '../../models/table.ts';
import { passName } from '../run/asked-setting.ts';
import { allCalibrations, type Calibration, readCalibration, writeCalibration } from './record.ts';

export interface Applied {
  /** The setting's name. */
  name: string;
  tier: RungName;
  model: string;
  effort: Effort;
  pack: number;
  votes: number;
  masks: boolean;
  calibration: Calibration;
}

/** Returns where runs of a task start by its calibration; null when none is applied. */
export function appliedTo(home: string, task: Pick<Task, 'hash'>): Applied | null {
  const calibration = readCalibration(home, task);
  if (!calibration || 'problem' in calibration || !calibration.appliedAt) return null;
  const setting = calibration.settings.find(({ name }) => name === calibration.recommended);
  if (!setting) return null;
  const { name, tier, model, effort, pack, votes, masks } = setting;
  return { name, tier, model, effort, pack, votes, masks, calibration };
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
  const { name, calibration } = applied;
  return `Starts on ${name}, as calibrated on ${calibration.at.slice(0, 10)}. For one run: --tier <tier>. To undo: tierwise calibrate undo ${task.name}`;
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

/** A job that asks as was calibrated, with the answers that are stored for that; a model that was changed since keeps its own effort. */
export function asCalibrated(job: JobSettings, applied: Applied): JobSettings {
  const { tier, model, effort, masks } = applied;
  const { catalog, task } = job;
  const now = catalog.tiers[tier];
  const tiers = { ...catalog.tiers, [tier]: { ...now, effort } };
  return {
    ...job,
    task: masks ? task : { ...task, masks: [] },
    catalog: now.model === model ? { ...catalog, tiers } : catalog,
    passNames: { [tier]: passName(applied) },
  };
}
