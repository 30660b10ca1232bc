// The clients that this module runs with. On any other it steps back: the classic hooks do their work.

/** The first client that has all the events, which the suite was run against, and the first one that is not trusted to be the same. */
const OLDEST = '2.1.326';
const BELOW = '2.2.0';

/** Returns why the module steps back; null on a client that it was made for. */
export function whyNotOn(version: string): string | null {
  const said = /^\d+\.\d+\.\d+/.exec(version)?.[0];
  if (said && compare(said, OLDEST) >= 0 && compare(said, BELOW) < 0) return null;
  return `it is made for Claude Code ${OLDEST} up to, not including, ${BELOW}, and this is ${version || 'of no version'}`;
}

/** Below 0 when `a` is older, above 0 when it is newer. */
export function compare(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (const [index, number] of left.entries()) {
    const difference = number - (right[index] ?? 0);
    if (difference) return difference;
  }
  return 0;
}
