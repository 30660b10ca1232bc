// An opinion as `--json` prints it. Its names are a contract with programs; ours may change.
import type { Comparison } from './comparison.ts';
import type { Matching } from './matching.ts';
import type { Opinion } from './opinion.ts';

/** Returns the object of `--json`. */
export const toJson = ({ comparison, findings, ...opinion }: Opinion): object => ({
  question: opinion.question,
  mode: opinion.mode,
  voices: opinion.voices,
  judge: opinion.judge,
  ...(opinion.mode === 'review' ? {} : comparisonJson(comparison)),
  findings: findings && { ...findings, matched: matchingJson(findings.matched) },
  costUsd: opinion.costUsd,
  uncertainUsd: opinion.uncertainUsd,
  unpriced: opinion.unpriced,
  warnings: opinion.warnings,
  stopped: opinion.stopped,
});

const comparisonJson = (comparison: Comparison | null): object => ({
  agreement: comparison?.agreement ?? null,
  points: (comparison?.points ?? []).map(({ standing, claims }) => ({
    standing,
    claims: claims.map(({ voice, claim, quote, sentence }) => ({ voice, claim, quote, sentence })),
  })),
  disputes: comparison?.disputes ?? [],
  recommendation: comparison?.recommendation || null,
  uncertainty: comparison?.uncertainty || null,
  dropped: comparison?.dropped ?? {},
});

const matchingJson = ({ issues, ...rest }: Matching): object => ({
  issues: issues.map(({ position, findings }) => ({ standing: position, findings })),
  ...rest,
});
