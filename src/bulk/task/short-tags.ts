// What a reply calls a tag: its first words, where no other tag begins the same. A model writes what it would have written anyway,
// and stops as soon as there is nothing left to choose.

/** Fewer characters than that say too little. */
const LEAST_LENGTH = 4;
/** A cut that saves less is not worth a word about it. */
const LEAST_SAVED = 4;

/** Returns, for each name in its order, its first words that begin no other name; the whole name where that is hardly shorter. */
export function shortNames(names: readonly string[]): string[] {
  const sorted = names.map((name) => name.toLowerCase()).sort();
  const neighbors = new Map(sorted.map((name, at) => [name, [sorted[at - 1], sorted[at + 1]]]));
  return names.map((name) => {
    // What begins as a name does stands beside it when they are sorted.
    const others = neighbors.get(name.toLowerCase()) ?? [];
    const isOwn = (cut: string): boolean => !others.some((other) => other?.startsWith(cut.toLowerCase()));
    const cuts = [...name.matchAll(WORD_END)].map(({ index }) => name.slice(0, index + 1));
    const cut = cuts.find((one) => one.length >= LEAST_LENGTH && isOwn(one));
    return cut !== undefined && name.length - cut.length >= LEAST_SAVED ? cut : name;
  });
}

/** The last character of a word that another one follows. */
const WORD_END = /[\p{L}\p{N}](?=[^\p{L}\p{N}]+[\p{L}\p{N}])/gu;
