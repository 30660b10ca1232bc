// Which setting to recommend: claims about several settings, at the error rate of one. They are tested from the most expensive
// downward, as what costs more is likelier to pass, and the first that is not shown ends the walk; so the chance that anything
// recommended is wrong stays that of a single test, without splitting it among the settings.
import { shownInOrder } from '../stats/sequence.ts';
import type { Interval } from '../stats/share.ts';
import { agreement } from './agreement.ts';
import { accuracy, decideFloor, type Floor, type FloorSoFar, floorSoFar, looksAbove } from './floor.ts';
import type { Decision, Labels, Trial } from './sample.ts';
import {
  decideWithin,
  difference,
  looksWithin,
  type Within,
  type WithinSoFar,
  withinSoFar,
} from './within.ts';

export interface Calibration {
  question: { kind: 'within'; allowance: number } | { kind: 'floor'; floor: number };
  /** From the cheapest to the most expensive. With `within`, the last is the reference. */
  trials: readonly Trial[];
  confidence: number;
  population: number | null;
  labels: Labels;
  /** Whether the truth of the whole sample was there beforehand, or labels come one by one. */
  looks: 'once' | 'every';
}

/** Where the walk over the settings ends, and what goes on from there. */
export interface Walk {
  /** Undecided as long as a label may change what is recommended. */
  decision: Decision;
  /** The cheapest trial that is shown to do, by its place; with `within` the reference when none below it does, else null. */
  recommended: number | null;
  /** What was shown of each setting that was asked about, from the cheapest. */
  decisions: Decision[];
  /** Items to ask a person about, in this order. Empty when decided. */
  next: number[];
  /** The place of the setting that the next label is for. */
  open: number | null;
}

export interface Calibrated extends Walk {
  settings: CalibratedSetting[];
  labelsUsed: number;
  labelsNeeded: number | null;
  itemsNeeded: number | null;
}

export interface CalibratedSetting {
  decision: Decision | null;
  /** How often it says what the most expensive setting says. Not an accuracy. */
  agreement: Interval;
  /** By how much the most expensive setting is ahead; null while no label tells, and with `floor`. */
  difference: Interval | null;
  /** Null without labels of items drawn at random. */
  accuracy: Interval | null;
  costPer1000Usd: number | null;
  costPerCorrectUsd: number | null;
}

/** Returns what each setting was shown to do, which one is recommended, and what to ask a person next. */
export function calibration(asked: Calibration): Calibrated {
  const walk = walkSettings(asked);
  const { labelsNeeded, itemsNeeded } =
    walk.open === null ? { labelsNeeded: 0, itemsNeeded: 0 } : outlook(asked, walk.open);
  const settings = asked.trials.map((_, place) => describe(asked, place, walk.decisions[place] ?? null));
  return { ...walk, settings, labelsUsed: asked.labels.size, labelsNeeded, itemsNeeded };
}

/** Returns which setting is recommended by now, and what to ask next: quick enough to be asked after every label. */
export function walkSettings(asked: Calibration): Walk {
  const { question, trials } = asked;
  const claims = question.kind === 'within' ? trials.slice(0, -1) : trials;
  const found = claims.map((_, place) => decideOne(asked, place));
  const decisions = found.map(({ decision }) => decision);
  const shown = shownInOrder(decisions.map((decision) => decision === 'yes').toReversed());
  const best = claims.length - shown;
  const end = found[best - 1];
  // Once one is shown to do, a cheaper one is worth labels only as long as it looks as if it did, too.
  const open = end?.decision === 'undecided' && (shown === 0 || looksPassing(asked, best - 1));
  return {
    decision: open ? 'undecided' : shown > 0 ? 'yes' : 'no',
    recommended: best < trials.length ? best : null,
    decisions,
    next: open ? end.next : [],
    open: open ? best - 1 : null,
  };
}

function decideOne(asked: Calibration, place: number): WithinSoFar | FloorSoFar {
  const { question } = asked;
  return question.kind === 'floor'
    ? floorSoFar(floorOf(asked, place, question.floor))
    : withinSoFar(withinOf(asked, place, question.allowance));
}

function looksPassing(asked: Calibration, place: number): boolean {
  const { question } = asked;
  return question.kind === 'floor'
    ? looksAbove(floorOf(asked, place, question.floor))
    : looksWithin(withinOf(asked, place, question.allowance));
}

function outlook(asked: Calibration, place: number): Pick<Calibrated, 'labelsNeeded' | 'itemsNeeded'> {
  const { question } = asked;
  return question.kind === 'floor'
    ? { itemsNeeded: 0, ...decideFloor(floorOf(asked, place, question.floor)) }
    : decideWithin(withinOf(asked, place, question.allowance));
}

function floorOf({ trials, ...rest }: Calibration, place: number, floor: number): Floor {
  return { ...rest, answers: trials[place]?.answers ?? [], floor };
}

function withinOf({ trials, ...rest }: Calibration, place: number, allowance: number): Within {
  const others = trials.slice(0, -1).filter((_, other) => other !== place);
  return {
    ...rest,
    answers: trials[place]?.answers ?? [],
    reference: trials.at(-1)?.answers ?? [],
    others: others.map(({ answers }) => answers),
    allowance,
  };
}

function describe(asked: Calibration, place: number, decision: Decision | null): CalibratedSetting {
  const { trials, confidence, population, question } = asked;
  const { answers = [], costPer1000Usd = null } = trials[place] ?? {};
  const reference = trials.at(-1)?.answers ?? [];
  const right = accuracy({ ...asked, answers });
  const asRelative = question.kind === 'within' && decision !== null;
  return {
    decision,
    agreement: agreement(answers, reference, { population, confidence }).share,
    difference: asRelative ? difference(withinOf(asked, place, question.allowance)) : null,
    accuracy: right,
    costPer1000Usd,
    costPerCorrectUsd:
      costPer1000Usd !== null && right && right.value > 0 ? costPer1000Usd / 1000 / right.value : null,
  };
}
