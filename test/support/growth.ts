// Whether work grows with its input as it should, told by comparing sizes: no absolute time, which says more of the machine.

/**
 * Returns how many times longer `work` takes for eight times the size: about 8 when it is linear, 64 when it is quadratic. The
 * least of three measurements, as load only ever adds.
 */
export function growthOf(work: (size: number) => void, size: number): number {
  work(size); // compiled by now
  return Math.min(...[1, 2, 3].map(() => fastest(() => work(8 * size)) / fastest(() => work(size))));
}

/** More than this is not linear. */
export const LINEAR = 32;

function fastest(work: () => void): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const started = performance.now();
      work();
      return performance.now() - started;
    }),
  );
}
