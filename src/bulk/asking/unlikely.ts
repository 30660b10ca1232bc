// Whether the answers of one pack are spread as chance would hardly spread them.

/** Chance alone makes one pack in so many look unlikely, if items come in random order. */
const FALSE_ALARMS = 1e-4;
/** Fewer answers say nothing of how they are spread usually. */
const FEW_ANSWERS = 40;

/**
 * Whether `counts`, answers of a pack by kind, hold more of one kind than `usual` ones let expect: an exact binomial test
 * of each kind, corrected for their number.
 */
export function isUnlikely(counts: ReadonlyMap<string, number>, usual: ReadonlyMap<string, number>): boolean {
  const sum = (all: ReadonlyMap<string, number>): number => [...all.values()].reduce((a, b) => a + b, 0);
  const [here, there] = [sum(counts), sum(usual)];
  if (there < FEW_ANSWERS) return false;
  const kinds = new Set([...counts.keys(), ...usual.keys()]).size;
  return [...counts].some(([key, count]) => {
    const share = ((usual.get(key) ?? 0) + 1) / (there + kinds);
    return atLeast(count, here, share) * kinds < FALSE_ALARMS;
  });
}

/** The probability of `count` or more hits in `tries`, each with probability `share`. */
export function atLeast(count: number, tries: number, share: number): number {
  if (count <= 0 || share >= 1) return 1;
  let logChoose = 0;
  let total = 0;
  for (let hits = 0; hits <= tries; hits++) {
    if (hits > 0) logChoose += Math.log((tries - hits + 1) / hits);
    if (hits >= count)
      total += Math.exp(logChoose + hits * Math.log(share) + (tries - hits) * Math.log1p(-share));
  }
  return Math.min(1, total);
}
