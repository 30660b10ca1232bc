// What can be wrong with who reviews, and with the step that `cleanup` adds.
import { TIER_NAMES } from '../../models/table.ts';
import { EXECUTOR_NAMES, parseReviewer } from '../executors.ts';
import { type Checking, nameOf } from './checks.ts';
import { CLEANUP_ID } from './cleanup-step.ts';

/** What a step says that is not to be reviewed, though it may edit its own test. */
export const NOBODY = 'none';

/** Reports reviewers that are none, and a step that is called as the one that `cleanup` adds. */
export function checkReviewers(header: unknown, { lineOf, report }: Checking): void {
  const { review, steps, cleanup } = (header ?? {}) as Record<string, unknown>;
  const all = Array.isArray(steps) ? steps : [];
  const named = [
    [['review'], review],
    ...all.map((step, index) => [['steps', index, 'review'], step?.review]),
  ] as const;
  for (const [path, text] of named) {
    if (typeof text !== 'string' || parseReviewer(text) || (path.length > 1 && text === NOBODY)) continue;
    report(
      lineOf(path as PropertyKey[]),
      `${nameOf(path as PropertyKey[], header)}no reviewer is called "${text}". Expected one of: ${[...TIER_NAMES, ...EXECUTOR_NAMES.filter((name) => name !== 'claude')].join(', ')}; codex:<model> names its model`,
    );
  }
  const taken = all.findIndex((step) => step?.id === CLEANUP_ID);
  if (cleanup && taken >= 0)
    report(
      lineOf(['steps', taken, 'id']),
      `"cleanup" adds a step called ${CLEANUP_ID}: call this one otherwise`,
    );
}
