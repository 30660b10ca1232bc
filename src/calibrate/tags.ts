// Where answers go wrong: how many items of each tag are found, and which tags are taken for which. The second list may be what is right,
// or what the reference says; whoever shows the result says which, as agreement is not accuracy.
import { type Interval, scoreInterval } from '../stats/share.ts';

/** The tags of each item; null when there was no answer. */
export type Tagging = readonly (readonly string[] | null)[];

export interface TagRecall {
  tag: string;
  /** Of the items that have the tag, the share that was given it. For description: a score interval. */
  recall: Interval;
}

/** Returns the recall of each tag that `truths` hold, the most frequent tag first. */
export function recallPerTag(answers: Tagging, truths: Tagging, confidence: number): TagRecall[] {
  const counts = new Map<string, { hits: number; n: number }>();
  for (const [item, truth] of truths.entries())
    for (const tag of truth ?? []) {
      const count = counts.get(tag) ?? { hits: 0, n: 0 };
      counts.set(tag, count);
      count.n += 1;
      if (answers[item]?.includes(tag)) count.hits += 1;
    }
  return [...counts]
    .map(([tag, count]) => ({ tag, recall: scoreInterval({ ...count, population: null }, confidence) }))
    .toSorted((a, b) => b.recall.n - a.recall.n);
}

export interface Confusion {
  truth: string;
  answer: string;
  /** Items of `truth` that were taken for `answer`, by their place in the sample. */
  items: number[];
  /** How many were taken the other way around: where both happen, the scheme does not tell the two apart. */
  back: number;
}

/** Returns which tags were taken for which, the most frequent confusion first. */
export function confusions(answers: Tagging, truths: Tagging): Confusion[] {
  const found = new Map<string, Map<string, number[]>>();
  for (const [item, truth] of truths.entries()) {
    const answer = answers[item] ?? [];
    for (const missed of (truth ?? []).filter((tag) => !answer.includes(tag)))
      for (const given of answer.filter((tag) => !truth?.includes(tag))) {
        const row = found.get(missed) ?? new Map<string, number[]>();
        found.set(missed, row);
        row.set(given, [...(row.get(given) ?? []), item]);
      }
  }
  return [...found]
    .flatMap(([truth, row]) =>
      [...row].map(([answer, items]) => ({
        truth,
        answer,
        items,
        back: found.get(answer)?.get(truth)?.length ?? 0,
      })),
    )
    .toSorted((a, b) => b.items.length - a.items.length || b.back - a.back);
}
