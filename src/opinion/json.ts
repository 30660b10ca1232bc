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
  comparison: comparison && comparisonJson(comparison),
  findings: findings && { ...findings, matched: matchingJson(findings.matched) },
  costUsd: opinion.costUsd,
  uncertainUsd: opinion.uncertainUsd,
  unpriced: opinion.unpriced,
  warnings: opinion.warnings,
  stopped: opinion.stopped,
});

const comparisonJson = ({ matched, disputes, ...rest }: Comparison): object => ({
  points: matched.map(({ position, claims }) => ({ standing: position, claims })),
  disputes: disputes.map(({ topic, sides, resolution, about }) => ({
    topic,
    sides,
    settle: resolution,
    points: about,
  })),
  ...rest,
});

const matchingJson = ({ issues, ...rest }: Matching): object => ({
  issues: issues.map(({ position, findings }) => ({ standing: position, findings })),
  ...rest,
});
