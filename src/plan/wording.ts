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

/** A failed try in one line: what was refused first, else the last that was said. */
export function gist(why: Failure, output: string): string {
  const lines = output.trim().split('\n');
  const last = lines.at(-1) ?? '';
  const said = why === 'files' ? lines[0] : /^\((?:exit|did)/.test(last) && lines.at(-2)?.trim();
  return `${FAILED[why]}: ${why !== 'files' && said ? `${said} ${last}` : said || last}`;
}
