// Whether work grows with its input as it should, told by comparing sizes: no absolute time, which says more of the machine.

/** Returns how many times longer `work` takes for eight times the size: about 8 when it is linear, 64 when it is quadratic. */
export function growthOf(work: (size: number) => void, size: number): number {
  work(size); // compiled by now
  return fastest(() => work(8 * size)) / fastest(() => work(size));
}

/** More than this is not linear, even on a busy machine. */
export const LINEAR = 24;

/** The fastest of some runs, in milliseconds: load only ever adds. */
function fastest(work: () => void): number {
  return Math.min(
    ...[1, 2, 3, 4, 5].map(() => {
      const started = performance.now();
      work();
      return performance.now() - started;
    }),
  );
}
