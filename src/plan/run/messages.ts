// How a step's failures are told in one line.
import type { TryFailure, Verdict } from './events.ts';

const FAILED: Record<TryFailure, string> = {
  check: 'its check failed',
  files: 'refused',
  time: 'out of time',
  budget: 'out of money',
  refused: 'declined',
  review: 'reviewed',
};

/** What a verdict means to the user, in the words of the report and of the run. */
export const VERDICT_WORDS: Record<Verdict, string> = {
  person: 'needs you',
  approval: 'needs approval',
  conflict: 'conflict',
};

const MOST_LISTED = 6;

/** Returns the first of many names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** What test runners, compilers and linters print where something failed; not their totals of zero. */
const TELLS =
  /\b(?:not ok|errors?|[A-Z]\w*(?:Error|Exception)|failed|failure|failures|fail|expected|assert\w*|panicked|exception)\b|✗|✖|×/i;
const TOTALS = /\b0 (?:errors?|failed|failures)\b|^# /i;

/** Returns a failed try in one line: the first line of the output that tells an error, else its last. */
export function firstError(why: TryFailure, output: string): string {
  const lines = output.trim().split('\n');
  if (why !== 'check') return `${FAILED[why]}: ${lines[0]}`;
  const end = lines.pop() ?? '';
  const told = lines.find((line) => TELLS.test(line) && !TOTALS.test(line)) ?? lines.at(-1) ?? '';
  return `${FAILED[why]}: ${shortened(told.trim())} ${end}`;
}

const MOST_SHOWN = 160;

const shortened = (line: string): string =>
  line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line;
