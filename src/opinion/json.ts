// An opinion as `--json` prints it. Its names are a contract with programs; ours may change.
import type { Comparison } from './comparison.ts';
import type { Opinion, ScoutReport } from './opinion.ts';
import { reviewOf } from './review.ts';

/** Returns the object of `--json`. Its type, and so docs/schemas, is what is written here. */
export const toJson = (opinion: Opinion) => ({
  question: opinion.question,
  mode: opinion.mode,
  voices: opinion.voices,
  judge: opinion.judge,
  ...(opinion.mode === 'review' ? reviewJson(opinion) : questionJson(opinion)),
  scouts: opinion.scouts && scoutsJson(opinion.scouts),
  costUsd: opinion.costUsd,
  uncertainUsd: opinion.uncertainUsd,
  unpriced: opinion.unpriced,
  warnings: opinion.warnings,
  stopped: opinion.stopped,
});

const questionJson = ({ comparison, rebuttals }: Opinion) => ({
  ...comparisonJson(comparison),
  rebuttals: rebuttals && {
    asked: rebuttals.asked,
    changed: rebuttals.changed,
    disputes: rebuttals.disputes,
  },
});

/** The answers of scouts that are the opinion's voices are not told twice. */
const scoutsJson = ({ said: _, asked, voices, judge, ...report }: ScoutReport) => ({
  asked,
  ...report,
  ...(asked === 'scouts' ? { voices: voices.map(({ name }) => name) } : { voices, judge }),
});

const NOTHING_DROPPED: Partial<Comparison['dropped']> = {};

const comparisonJson = (comparison: Comparison | null) => ({
  agreement: comparison?.agreement ?? null,
  points: (comparison?.points ?? []).map(({ standing, claims }) => ({
    standing,
    claims: claims.map(({ voice, claim, quote, sentence }) => ({ voice, claim, quote, sentence })),
  })),
  disputes: comparison?.disputes ?? [],
  recommendation: comparison?.recommendation || null,
  uncertainty: comparison?.uncertainty || null,
  dropped: comparison?.dropped ?? NOTHING_DROPPED,
});

/** A review has no agreement figure: a finding of one voice is not a weaker one. */
function reviewJson(opinion: Opinion) {
  const { recommendation = '', uncertainty = '' } = opinion.findings?.matched ?? {};
  return {
    agreement: null,
    ...(reviewOf(opinion) ?? { findings: [], unverified: [], raw: [] }),
    judged: opinion.findings?.judged ?? false,
    recommendation: recommendation || null,
    uncertainty: uncertainty || null,
  };
}
