// Several claims at one error rate: in an order fixed before the data, each tested at the full rate, up to the first that is not shown
// (fixed-sequence testing; Learn then Test, Angelopoulos et al. 2021). The first false claim in the order must pass for any error to
// happen, so the chance of an error anywhere is that of one test.

/** Returns how many of the claims, from the first on, are shown without a gap. */
export function shownInOrder(shown: readonly boolean[]): number {
  const gap = shown.indexOf(false);
  return gap === -1 ? shown.length : gap;
}
