// A finished calibration as its record, and whether runs start by it.
import { PROMPT_VERSION } from '../../bulk/task/item.ts';
import type { Value } from '../../bulk/task/task.ts';
import type { TierName } from '../../models/table.ts';
import type { Told } from '../report/result.ts';
import type { TierAnswers } from '../run/ask-tiers.ts';
import type { Found } from '../run/calibrate.ts';
import { answerHash } from './answer-hash.ts';
import { type Calibration, readCalibration, writeCalibration } from './record.ts';

/**
 * Keeps what was found, and applies it where that is wanted. A calibration by which runs start stays until another one is applied, or it
 * is undone. Returns lines that say what runs of the task do from now on. Throws UsageError.
 */
export function keep(found: Found, { result }: Told, apply: boolean): string[] {
  if (found.stopped) return [];
  const { home, task } = found.settings;
  const recommended = result.recommended?.tier ?? null;
  const last = readCalibration(home, task);
  const applied = last && 'sample' in last && last.appliedAt ? last : null;
  if (applied && !(apply && recommended)) return [stillApplied(applied, apply)];
  const at = new Date().toISOString();
  writeCalibration(home, { ...recordOf(found, result, at), appliedAt: apply && recommended ? at : null });
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

function recordOf(found: Found, result: Told['result'], at: string): Omit<Calibration, 'appliedAt'> {
  const { settings, items, byTier, labels } = found;
  const { task, question, confidence, against } = settings;
  return {
    task: { kind: task.kind, name: task.name, hash: task.hash },
    ...{ at, question, confidence, against },
    promptVersion: PROMPT_VERSION,
    columns: [...settings.items.columns],
    settings: result.settings.map(({ costPerCorrectUsd: _, ...row }) => ({
      ...row,
      served: servedIn(byTier.find(({ tier }) => tier === row.tier)),
    })),
    decision: result.decision,
    recommended: result.recommended?.tier ?? null,
    rechecked: null,
    watched: [],
    sample: items.map(({ fingerprint }) => ({
      fingerprint,
      answers: Object.fromEntries(
        byTier.flatMap(({ tier, answers }): [TierName, string][] => {
          const answer = answers.get(fingerprint);
          return answer ? [[tier, answerHash(answer.value)]] : [];
        }),
      ),
      label: hashOf(labels.get(fingerprint)),
    })),
  };
}

const hashOf = (value: Value | undefined): string | null => (value === undefined ? null : answerHash(value));

/** The models that answered, by name. */
export const servedIn = (answers: Pick<TierAnswers, 'answers'> | undefined): string[] =>
  [...new Set([...(answers?.answers.values() ?? [])].map(({ served }) => served))].sort();
