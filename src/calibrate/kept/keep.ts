// A finished calibration as its record, and whether runs start by it.
import { PROMPT_VERSION } from '../../bulk/task/item.ts';
import type { Value } from '../../bulk/task/task.ts';
import type { Told } from '../report/result.ts';
import type { SettingAnswers } from '../run/ask-settings.ts';
import type { Found } from '../run/calibrate.ts';
import { answerHash } from './answer-hash.ts';
import { type Calibration, readCalibration, writeCalibration } from './record.ts';

/**
 * Keeps what was found, and applies it where that is wanted. A calibration by which runs start stays until another one is applied, or it
 * is undone. Returns lines that say what runs of the task do from now on. Throws UsageError.
 */
export function keep(found: Found, told: Told, apply: boolean): string[] {
  if (found.stopped) return [];
  const { home, task } = found.settings;
  const recommended = told.recommended;
  const last = readCalibration(home, task);
  const applied = last && 'sample' in last && last.appliedAt ? last : null;
  if (applied && !(apply && recommended)) return [stillApplied(applied, apply)];
  const at = new Date().toISOString();
  writeCalibration(home, { ...recordOf(found, told, at), appliedAt: apply && recommended ? at : null });
  if (!recommended) return apply ? ['Nothing is recommended, so nothing was applied.'] : [];
  return [
    apply
      ? `Applied: runs of ${task.name} start on ${recommended}. To undo: tierwise calibrate undo ${task.name}`
      : `To start every run of ${task.name} there, repeat with --apply: nothing is asked again.`,
  ];
}

function stillApplied({ recommended, at, task }: Calibration, apply: boolean): string {
  const why = apply ? 'Nothing is recommended, so nothing was applied: runs' : 'Runs';
  const change = apply ? '' : ' To start by this one: --apply.';
  return `${why} of ${task.name} still start on ${recommended}, as calibrated on ${at.slice(0, 10)}.${change} To undo: tierwise calibrate undo ${task.name}`;
}

function recordOf(
  found: Found,
  { result, recommended, against }: Told,
  at: string,
): Omit<Calibration, 'appliedAt'> {
  const { settings, bySetting } = found;
  const { task, question, confidence } = settings;
  return {
    task: { kind: task.kind, name: task.name, hash: task.hash },
    ...{ at, question, confidence, against },
    promptVersion: PROMPT_VERSION,
    columns: [...settings.items.columns],
    settings: settings.asked.flatMap((asked, place) => {
      const row = result.settings[place];
      if (!row) return [];
      const { model, agreement, accuracy, costPer1000Usd } = row;
      const served = servedIn(bySetting.find(({ name }) => name === asked.name));
      return [{ ...asked, model, agreement, accuracy, costPer1000Usd, served }];
    }),
    decision: result.decision,
    recommended,
    rechecked: null,
    watched: [],
    sample: sampleOf(found, recommended),
  };
}

/** The items by the fingerprint under which runs of what is recommended know them: with its masks, several may be one. */
function sampleOf(
  { settings, items, view, bySetting, labels }: Found,
  recommended: string | null,
): Calibration['sample'] {
  const { fingerprints } = view(settings.asked.find(({ name }) => name === recommended)?.masks ?? true);
  const kept = new Map<string, Calibration['sample'][number]>();
  for (const [place, { fingerprint }] of items.entries()) {
    const known = fingerprints[place] ?? fingerprint;
    if (kept.has(known)) continue;
    const answers: Record<string, string> = {};
    for (const { name, answers: said } of bySetting) {
      const answer = said.get(fingerprint);
      if (answer) answers[name] = answerHash(answer.value);
    }
    kept.set(known, { fingerprint: known, answers, label: hashOf(labels.get(fingerprint)) });
  }
  return [...kept.values()];
}

const hashOf = (value: Value | undefined): string | null => (value === undefined ? null : answerHash(value));

/** The models that answered, by name. */
export const servedIn = (answers: Pick<SettingAnswers, 'answers'> | undefined): string[] =>
  [...new Set([...(answers?.answers.values() ?? [])].map(({ served }) => served))].sort();
