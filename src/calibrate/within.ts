// The relative question: is a cheap setting at most `allowance` less often right than the reference, on these items? Where both give
// one answer, both are right or both wrong, so only disagreements count, and the share of disagreements bounds the gap without a label.
import { type GapCount, gapIsAbove, gapIsWithin } from '../stats/gap.ts';
import type { Answer, Decision, Labels } from './sample.ts';
import { askedFirst, expectations, type Open } from './telling.ts';

export interface Within {
  answers: readonly Answer[];
  reference: readonly Answer[];
  /** Further opinions on the same items, by which disagreements are put in order. They decide nothing. */
  others: readonly (readonly Answer[])[];
  /** The gap that is accepted, as a share: 0.02 is two points. */
  allowance: number;
  /** 0.95: each decision is wrong with a chance of at most 0.05, however often one looks. */
  confidence: number;
  /** How many items the sample was drawn from at random; null when unknown or without end. */
  population: number | null;
  labels: Labels;
}

export interface WithinDecision {
  decision: Decision;
  /** Labels that counted: those of disagreements. */
  labelsUsed: number;
  /** About how many more labels would decide; 0 when decided, null when no number would. */
  labelsNeeded: number | null;
  /** About how many more items both would have to answer first. */
  itemsNeeded: number | null;
  /** Items to ask a person about, the most telling first. Empty when decided. */
  next: number[];
}

/** Returns whether the gap is within the allowance, and what to ask next when that is open. */
export function decideWithin(question: Within): WithinDecision {
  const items = disagreements(question);
  const labelsUsed = items.filter(({ open }) => !open).length;
  const decision = decided(bounds(question, items), question);
  if (decision !== 'undecided') return { decision, labelsUsed, labelsNeeded: 0, itemsNeeded: 0, next: [] };
  const ordered = askedFirst(items, question.allowance * question.answers.length);
  return { decision, labelsUsed, ...needed(question, items, ordered), next: ordered.map(({ item }) => item) };
}

/** The items on which the two differ, each with the least and the most it may count: 1 when only the reference is right, -1 when only
 * the cheap one is. */
export function disagreements({
  answers,
  reference,
  others,
  labels,
}: Pick<Within, 'answers' | 'reference' | 'others' | 'labels'>): Open[] {
  return answers.flatMap((cheap, item): Open[] => {
    const top = reference[item] ?? null;
    if (cheap === top) return [];
    const truth = labels.get(item);
    const side = sideOf(
      cheap,
      top,
      others.map((answers) => answers[item] ?? null),
    );
    if (truth !== undefined) {
      const counts = Number(top === truth) - Number(cheap === truth);
      return [{ item, side, open: false, low: counts, high: counts }];
    }
    return [{ item, side, open: true, low: cheap === null ? 0 : -1, high: top === null ? 0 : 1 }];
  });
}

function sideOf(cheap: Answer, top: Answer, others: readonly Answer[]): Open['side'] {
  const votes = (answer: Answer) => others.filter((other) => other !== null && other === answer).length;
  const lead = votes(cheap) - votes(top);
  if (lead === 0) return 'neither';
  return lead > 0 ? 'cheap' : 'reference';
}

interface Bounds {
  least: GapCount;
  most: GapCount;
}

function bounds({ answers, population }: Within, items: readonly Open[]): Bounds {
  const apart = items.filter(({ low, high }) => low !== 0 || high !== 0).length;
  const sum = (end: 'low' | 'high') => items.reduce((total, item) => total + item[end], 0);
  const rest = { apart, n: answers.length, population };
  return { least: { sum: sum('low'), ...rest }, most: { sum: sum('high'), ...rest } };
}

function decided({ least, most }: Bounds, { allowance, confidence }: Within): Decision {
  const alpha = 1 - confidence;
  if (gapIsWithin(allowance, most, alpha)) return 'yes';
  return gapIsAbove(allowance, least, alpha) ? 'no' : 'undecided';
}

const MOST_GROWTH = 64;

/** How many labels, and if those about this sample do not suffice how many items, would decide if all goes as expected. */
function needed(
  question: Within,
  items: readonly Open[],
  ordered: readonly Open[],
): Pick<WithinDecision, 'labelsNeeded' | 'itemsNeeded'> {
  const after = (count: number) =>
    decided(expectedBounds(question, items, ordered.slice(0, count)), question);
  if (after(ordered.length) !== 'undecided')
    return {
      labelsNeeded: leastThat(ordered.length, (count) => after(count) !== 'undecided'),
      itemsNeeded: 0,
    };
  const n = question.answers.length;
  const all = expectedBounds(question, items, ordered);
  const most = Math.min(MOST_GROWTH * n, question.population ?? Number.POSITIVE_INFINITY);
  const decides = (size: number) => decided(grown(all, size / n), question) !== 'undecided';
  if (!decides(most)) return { labelsNeeded: null, itemsNeeded: null };
  const size = n + leastThat(most - n, (more) => decides(n + more));
  return {
    labelsNeeded: Math.ceil((items.length * size) / n) - (items.length - ordered.length),
    itemsNeeded: size - n,
  };
}

/** The bounds once `asked` have labels, each counting what its side is expected to. */
function expectedBounds(question: Within, items: readonly Open[], asked: readonly Open[]): Bounds {
  const expected = expectations(items);
  const { least, most } = bounds(question, items);
  let [low, high, apart] = [least.sum, most.sum, most.apart];
  for (const item of asked) {
    const { mean, apart: share } = expected(item);
    low += mean - item.low;
    high += mean - item.high;
    apart += share - 1;
  }
  return {
    least: { ...least, sum: Math.floor(low), apart: Math.round(apart) },
    most: { ...most, sum: Math.ceil(high), apart: Math.round(apart) },
  };
}

function grown({ least, most }: Bounds, factor: number): Bounds {
  const grow = (count: GapCount): GapCount => ({
    ...count,
    n: Math.round(count.n * factor),
    sum: Math.round(count.sum * factor),
    apart: Math.round(count.apart * factor),
  });
  return { least: grow(least), most: grow(most) };
}

/** The least number up to `most` for which `holds`, which holds for `most` and from some number on. */
function leastThat(most: number, holds: (count: number) => boolean): number {
  let [no, yes] = [0, most];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}
