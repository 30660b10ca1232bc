// How a step's troubles are told in a line.
import type { Failure } from './events.ts';

const FAILED: Record<Failure, string> = {
  check: 'its check failed',
  files: 'refused',
  time: 'out of time',
  budget: 'out of money',
  refused: 'declined',
};

const MOST_LISTED = 6;

/** The first of many names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** What test runners, compilers and linters call the thing that matters; not their sums of nothing. */
const TELLS =
  /\b(?:not ok|errors?|failed|failure|failures|fail|expected|assert\w*|panicked|exception)\b|✗|✖|×/i;
const SUMS = /\b0 (?:errors?|failed|failures)\b|^# /i;

/** A failed try in one line: the first line of the output that tells something, else its last. */
export function gist(why: Failure, output: string): string {
  const lines = output.trim().split('\n');
  if (why !== 'check') return `${FAILED[why]}: ${lines[0]}`;
  const end = lines.pop() ?? '';
  const said = lines.find((line) => TELLS.test(line) && !SUMS.test(line)) ?? lines.at(-1) ?? '';
  return `${FAILED[why]}: ${shortened(said.trim())} ${end}`;
}

const MOST_SHOWN = 160;

const shortened = (line: string): string =>
  line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line;
