// Which setting to recommend: claims about several settings, at the error rate of one. They are tested from the most expensive
// downward, as what costs more is likelier to pass, and the first that is not shown ends the walk; so the chance that anything
// recommended is wrong stays that of a single test, without splitting it among the settings.
import { shownInOrder } from '../stats/sequence.ts';
import { type Interval, midPInterval } from '../stats/share.ts';
import { accuracy, decideFloor } from './floor.ts';
import type { Decision, Labels, Trial } from './sample.ts';
import { decideWithin } from './within.ts';

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

export interface Calibrated {
  decision: Decision;
  /** The cheapest trial that is shown to do, by its place; with `within`, the reference when none below it does. */
  recommended: number | null;
  settings: CalibratedSetting[];
  labelsUsed: number;
  labelsNeeded: number | null;
  itemsNeeded: number | null;
  next: number[];
}

export interface CalibratedSetting {
  decision: Decision;
  /** How often it says what the most expensive setting says. Not an accuracy. */
  agreement: Interval;
  /** Null without labels of items drawn at random. */
  accuracy: Interval | null;
  costPer1000Usd: number | null;
  costPerCorrectUsd: number | null;
}

/** Returns what each setting was shown to do, which one is recommended, and what to ask a person next. */
export function calibration(asked: Calibration): Calibrated {
  const { trials } = asked;
  const decisions = trials.map((_, place) => decideOne(asked, place));
  const last = asked.question.kind === 'within' ? trials.length - 2 : trials.length - 1;
  const downward = decisions.slice(0, last + 1).toReversed();
  const shown = shownInOrder(downward.map(({ decision }) => decision === 'yes'));
  const open = downward[shown]; // where the walk ends
  const best = last + 1 - shown;
  return {
    decision: open?.decision === 'undecided' ? 'undecided' : shown > 0 ? 'yes' : 'no',
    recommended: best < trials.length ? best : null,
    settings: trials.map((_, place) => describe(asked, place, decisions[place]?.decision ?? 'undecided')),
    labelsUsed: asked.labels.size,
    labelsNeeded: open?.labelsNeeded ?? (open ? null : 0),
    itemsNeeded: open?.itemsNeeded ?? (open ? null : 0),
    next: open?.next ?? [],
  };
}

interface One {
  decision: Decision;
  labelsNeeded: number | null;
  itemsNeeded: number | null;
  next: number[];
}

function decideOne(asked: Calibration, place: number): One {
  const { trials, question, ...rest } = asked;
  const answers = trials[place]?.answers ?? [];
  if (question.kind === 'floor')
    return { itemsNeeded: 0, ...decideFloor({ ...rest, answers, floor: question.floor }) };
  const reference = trials.at(-1)?.answers ?? [];
  const others = trials
    .filter((_, other) => other !== place && other !== trials.length - 1)
    .map((trial) => trial.answers);
  return decideWithin({ ...rest, answers, reference, others, allowance: question.allowance });
}

function describe(asked: Calibration, place: number, decision: Decision): CalibratedSetting {
  const { trials, confidence, population } = asked;
  const { answers = [], costPer1000Usd = null } = trials[place] ?? {};
  const reference = trials.at(-1)?.answers ?? [];
  const same = answers.filter((answer, item) => answer === reference[item]).length;
  const right = accuracy({ ...asked, answers });
  return {
    decision,
    agreement: midPInterval({ hits: same, n: answers.length, population }, confidence),
    accuracy: right,
    costPer1000Usd,
    costPerCorrectUsd:
      costPer1000Usd !== null && right && right.value > 0 ? costPer1000Usd / 1000 / right.value : null,
  };
}
