// The relative question: is a cheap setting at most `allowance` less often right than the reference, on these items? Where both give
// one answer, both are right or both wrong, so only disagreements count, and the share of disagreements bounds the gap without a label.
import { type GapCount, gapInterval, gapIsAbove, gapIsWithin } from '../stats/gap.ts';
import type { Interval } from '../stats/share.ts';
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

/** What is known so far, without an outlook. */
export type WithinSoFar = Pick<WithinDecision, 'decision' | 'labelsUsed' | 'next'>;

/** Returns whether the gap is within the allowance, what to ask next when that is open, and about how much more it takes. */
export function decideWithin(question: Within): WithinDecision {
  const soFar = withinSoFar(question);
  if (soFar.decision !== 'undecided') return { ...soFar, labelsNeeded: 0, itemsNeeded: 0 };
  return { ...soFar, ...outlook(question, disagreements(question)) };
}

/** Returns whether the gap is within the allowance, and what to ask next: quick enough to be asked after every label. */
export function withinSoFar(question: Within): WithinSoFar {
  const items = disagreements(question);
  const decision = decided(bounds(question, items), question);
  const labelsUsed = items.filter(({ open }) => !open).length;
  const next = decision === 'undecided' ? inOrder(question, items).map(({ item }) => item) : [];
  return { decision, labelsUsed, next };
}

const LABELS_BEFORE_GIVING_UP = 10;

/** Returns whether "yes" comes out if all disagreements get a label and count what is expected of them, from what some labels say. */
export function looksWithin(question: Within): boolean {
  const items = disagreements(question);
  if (items.filter(({ open }) => !open).length < LABELS_BEFORE_GIVING_UP) return true;
  const { most } = expectedBounds(question, items, inOrder(question, items));
  return gapIsWithin(question.allowance, most, 1 - question.confidence);
}

/** Returns by how much the reference is ahead (0.02 is two points), with an exact interval; null while no label tells. */
export function difference(question: Within): Interval | null {
  const items = disagreements(question);
  if (items.length > 0 && items.every(({ open }) => open)) return null;
  const { least, most } = bounds(question, items);
  const settled = expectedBounds(
    question,
    items,
    items.filter(({ open }) => open),
  );
  const value = (settled.least.sum + settled.most.sum) / 2 / most.n;
  const { low, high } = gapInterval(least, most, question.confidence);
  return { value: Math.min(high, Math.max(low, value)), low, high, n: most.n };
}

const inOrder = ({ allowance, answers }: Within, items: readonly Open[]) =>
  askedFirst(items, allowance * answers.length);

/** The items on which the two differ, each with the least and the most it may count: 1 when only the reference is right, -1 when only
 * the cheap one is. */
function disagreements({
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

type Outlook = Pick<WithinDecision, 'labelsNeeded' | 'itemsNeeded'>;

/** How many labels, and if those about this sample do not suffice how many items, would decide if all goes as expected. */
function outlook(question: Within, items: readonly Open[]): Outlook {
  const ordered = inOrder(question, items);
  const decides = (count: number) =>
    decided(expectedBounds(question, items, ordered.slice(0, count)), question) !== 'undecided';
  return decides(ordered.length)
    ? { labelsNeeded: leastThat(ordered.length, decides), itemsNeeded: 0 }
    : largerSample(question, items, expectedBounds(question, items, ordered));
}

function largerSample(
  { answers, population, ...rest }: Within,
  items: readonly Open[],
  all: Bounds,
): Outlook {
  const n = answers.length;
  const most = Math.min(MOST_GROWTH * n, population ?? Number.POSITIVE_INFINITY) - n;
  const decides = (more: number) =>
    decided(grown(all, (n + more) / n), { answers, population, ...rest }) !== 'undecided';
  if (!decides(most)) return { labelsNeeded: null, itemsNeeded: null };
  const more = leastThat(most, decides);
  const known = items.filter(({ open }) => !open).length;
  return { labelsNeeded: Math.ceil(items.length * (1 + more / n)) - known, itemsNeeded: more };
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
