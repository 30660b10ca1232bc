// The absolute question: is a setting right at least `floor` of the time, on these items? Labels of items drawn at random decide it;
// labels of disagreements do not.
import { confidenceSequence, type Side, shownAfter } from '../stats/betting.ts';
import { shuffled } from '../stats/random.ts';
import { type Interval, scoreInterval, shareAgainst } from '../stats/share.ts';
import { type Answer, type Decision, isRight, type Labels } from './sample.ts';

export interface Floor {
  answers: readonly Answer[];
  /** As a share: 0.95. */
  floor: number;
  confidence: number;
  /** How many items the sample was drawn from at random; null when unknown or without end. */
  population: number | null;
  labels: Labels;
  /** `once`: the truth of all sampled items was there beforehand. `every`: labels come one by one, with a look after each. */
  looks: 'once' | 'every';
}

export interface FloorDecision {
  decision: Decision;
  /** Labels it took. */
  labelsUsed: number;
  /** About how many more labels would decide; 0 when decided, null when no number would. */
  labelsNeeded: number | null;
  /** Items to ask a person about, in random order. Empty when decided. */
  next: number[];
}

/** What is known so far, without an outlook. */
export type FloorSoFar = Pick<FloorDecision, 'decision' | 'labelsUsed' | 'next'>;

/** Returns whether the accuracy is above the floor, whom to ask next when that is open, and about how much more it takes. */
export function decideFloor(question: Floor): FloorDecision {
  const soFar = floorSoFar(question);
  return {
    ...soFar,
    labelsNeeded: soFar.decision === 'undecided' ? moreLabels(question, drawn(question).hits) : 0,
  };
}

/** Returns whether the accuracy is above the floor, and what to ask next. */
export function floorSoFar(question: Floor): FloorSoFar {
  const { order, hits } = drawn(question);
  const verdict = question.looks === 'once' ? atOnce(question, hits) : atEvery(question, hits);
  return { ...verdict, next: verdict.decision === 'undecided' ? order.slice(hits.length) : [] };
}

const LABELS_BEFORE_GIVING_UP = 50;

/** Returns whether "yes" comes out if the rest is like the labels so far. */
export function looksAbove(question: Floor): boolean {
  const { hits } = drawn(question);
  return hits.length < LABELS_BEFORE_GIVING_UP || rightSoFar(hits) > question.floor;
}

/** Returns the accuracy on the items that were drawn at random and labelled, with its interval; null without any. */
export function accuracy(question: Omit<Floor, 'floor'>): Interval | null {
  const { hits } = drawn(question);
  const { population, confidence } = question;
  if (hits.length === 0) return null;
  if (question.looks === 'every') return confidenceSequence({ hits, population }, confidence);
  return scoreInterval({ hits: hits.filter(Boolean).length, n: hits.length, population }, confidence);
}

/** The order in which items are asked about, and whether those at its front that have labels are right. */
function drawn({ answers, labels, looks }: Pick<Floor, 'answers' | 'labels' | 'looks'>) {
  const order = shuffled(answers.length, answers.length);
  const hits: boolean[] = [];
  for (const item of order) {
    const truth = labels.get(item);
    if (truth !== undefined) hits.push(isRight(answers[item], truth));
    else if (looks === 'every') break; // a label out of turn was not drawn at random
  }
  return { order, hits };
}

type Verdict = Pick<FloorDecision, 'decision' | 'labelsUsed'>;

function atOnce({ floor, confidence, population }: Floor, hits: readonly boolean[]): Verdict {
  const count = { hits: hits.filter(Boolean).length, n: hits.length, population };
  const shown = (side: 'at most' | 'at least') => shareAgainst(side, floor, count) <= 1 - confidence;
  const decision = shown('at most') ? 'yes' : shown('at least') ? 'no' : 'undecided';
  return { decision, labelsUsed: hits.length };
}

function atEvery({ floor, confidence, population }: Floor, hits: readonly boolean[]): Verdict {
  const draws = { hits, population };
  const yes = shownAfter('above', floor, draws, 1 - confidence) ?? Number.POSITIVE_INFINITY;
  const no = shownAfter('below', floor, draws, 1 - confidence) ?? Number.POSITIVE_INFINITY;
  const labelsUsed = Math.min(yes, no, hits.length);
  if (Math.min(yes, no) === Number.POSITIVE_INFINITY) return { decision: 'undecided', labelsUsed };
  return { decision: yes < no ? 'yes' : 'no', labelsUsed };
}

/** The share that is right, before any label 1. */
const rightSoFar = (hits: readonly boolean[]) => (hits.filter(Boolean).length + 1) / (hits.length + 1);

const MOST_MORE = 20_000;

/** How many labels would decide if the rest were right as often as those so far. */
function moreLabels({ floor, confidence, population }: Floor, hits: readonly boolean[]): number | null {
  const rate = rightSoFar(hits);
  const side: Side = rate > floor ? 'above' : 'below';
  const length = Math.min(hits.length + MOST_MORE, population ?? Number.POSITIVE_INFINITY);
  const expected = Array.from(
    { length: length - hits.length },
    (_, i) => Math.floor((i + 1) * rate) > Math.floor(i * rate),
  );
  const after = shownAfter(side, floor, { hits: [...hits, ...expected], population }, 1 - confidence);
  return after === null ? null : after - hits.length;
}
