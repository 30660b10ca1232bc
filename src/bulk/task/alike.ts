// Which known texts stand best for a set of others: TF-IDF vectors, and a greedy choice by how well each text is covered.

type Vector = ReadonlyMap<string, number>;

/**
 * Returns the indexes of at most `most` of `known`, best first. The similarity of two texts is the cosine of their TF-IDF vectors: a word
 * that occurs n times in a text weighs (1 + ln n) · (1 + ln((1 + N) / (1 + d))), with d of all N texts holding it. Each text of
 * `others` counts with its similarity to the nearest text chosen; the next one is that which raises the sum the most (facility
 * location, which greedy solves to 63 % of the best possible at least). What raises nothing is not chosen.
 */
export function mostAlike(known: readonly string[], others: readonly string[], most: number): number[] {
  const counts = [...known, ...others].map(wordCounts);
  const vectors = counts.map(weighing(counts));
  const candidates = vectors.slice(0, known.length);
  const covered = vectors.slice(known.length).map((vector) => ({ vector, best: 0 }));
  const chosen: number[] = [];
  const left = new Set(candidates.keys());
  while (chosen.length < most) {
    const [next, gain] = bestOf(left, (index) => gainOf(candidates[index] as Vector, covered));
    if (gain <= EPSILON) break;
    chosen.push(next);
    left.delete(next);
    for (const one of covered) one.best = Math.max(one.best, dot(candidates[next] as Vector, one.vector));
  }
  return chosen;
}

const EPSILON = 1e-9;

function bestOf(candidates: ReadonlySet<number>, gainAt: (index: number) => number): [number, number] {
  let best: [number, number] = [-1, 0];
  for (const index of candidates) {
    const gain = gainAt(index);
    if (gain > best[1] + EPSILON) best = [index, gain];
  }
  return best;
}

const gainOf = (candidate: Vector, covered: readonly { vector: Vector; best: number }[]): number =>
  covered.reduce((sum, { vector, best }) => sum + Math.max(0, dot(candidate, vector) - best), 0);

function wordCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Returns what makes a vector of length 1 of the words of a text. */
function weighing(texts: readonly Vector[]): (counts: Vector) => Vector {
  const holding = new Map<string, number>();
  for (const counts of texts)
    for (const word of counts.keys()) holding.set(word, (holding.get(word) ?? 0) + 1);
  return (counts) => {
    const weights = [...counts].map(([word, times]): [string, number] => {
      const rarity = 1 + Math.log((1 + texts.length) / (1 + (holding.get(word) ?? 0)));
      return [word, (1 + Math.log(times)) * rarity];
    });
    const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
    return new Map(weights.map(([word, weight]) => [word, weight / length]));
  };
}

function dot(a: Vector, b: Vector): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [word, weight] of small) sum += weight * (large.get(word) ?? 0);
  return sum;
}
