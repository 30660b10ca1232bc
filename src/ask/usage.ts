// Token counts as others report them. Money is counted from them, so they are believed as a whole or not at all: null means that
// what a reply cost is not known, and its reservation stands.
import { addUsage, NO_USAGE, type Usage } from '../models/cost.ts';
import { at } from './foreign.ts';

/** Looks up one count by its path in what was reported. */
export interface Counts {
  /** A count that every report has. */
  required(path: string): number;
  /** A count that is left out, or null, where it is 0. */
  optional(path: string): number;
}

/**
 * Returns the usage that `read` makes of a report, kinds it leaves out at 0; null when a required count is missing, or any count
 * read or made is not a whole number of at least 0.
 */
export function readUsage(report: unknown, read: (counts: Counts) => Partial<Usage>): Usage | null {
  let believable = true;
  const counted = (value: unknown): number => {
    if (isCount(value)) return value;
    believable = false;
    return 0;
  };
  const usage: Usage = {
    ...NO_USAGE,
    ...read({
      required: (path) => counted(at(report, path)),
      optional: (path) => counted(at(report, path) ?? 0),
    }),
  };
  return believable && Object.values(usage).every(isCount) ? usage : null;
}

/** Returns the sum of several reports, such as one for each model; null when there is none, or one cannot be believed. */
export function sumUsage(
  reports: readonly unknown[],
  read: (counts: Counts) => Partial<Usage>,
): Usage | null {
  if (!reports.length) return null;
  const sum = { ...NO_USAGE };
  for (const report of reports) {
    const usage = readUsage(report, read);
    if (!usage) return null;
    addUsage(sum, usage);
  }
  return sum;
}

/** Returns an amount of US dollars that was reported; null when it is not a number of at least 0. */
export const readUsd = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
