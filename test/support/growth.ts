// Whether work grows with its input as it should, told by comparing sizes in processor time: no absolute time, which says more of
// the machine and of what else it does.

/**
 * Returns how many times more processor time `work` takes for eight times the size: about 8 when it is linear, 64 when it is
 * quadratic. The least of three measurements, or the first that is linear: noise makes none smaller.
 */
export function growthOf(work: (size: number) => void, size: number): number {
  work(size); // compiled by now
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3 && least >= LINEAR; tries++)
    least = Math.min(least, timeOf(() => work(8 * size)) / timeOf(() => work(size)));
  return least;
}

/** More than this is not linear. */
export const LINEAR = 32;

/** Enough to be measured well. */
const LEAST_MICROSECONDS = 30_000;

/** Returns the processor time that `work` takes, in milliseconds. */
export function processorTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Processor time of one run, in microseconds. */
function timeOf(work: () => void): number {
  const before = process.cpuUsage();
  for (let runs = 1; ; runs++) {
    work();
    const { user, system } = process.cpuUsage(before);
    if (user + system >= LEAST_MICROSECONDS) return (user + system) / runs;
  }
}
