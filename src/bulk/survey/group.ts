// What an answer is asked for once.
import { type LadderPosition, START } from '../outcome/ladder.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { Fingerprints } from '../task/fingerprints.ts';

/** Items that count as the same: one answer serves them all. */
export interface Group {
  fingerprint: string;
  items: number;
  outcome: Outcome | undefined;
  /** Where it waits while it has no outcome. */
  ladderPosition: LadderPosition;
}

/** Whether a group waits to be asked on that rung, in that pass. */
export const waitsAt = ({ outcome, ladderPosition }: Group, rung: number, pass: number): boolean =>
  !outcome && ladderPosition.rung === rung && ladderPosition.pass === pass;

/** A group in one of many: it takes its fingerprint from the list of all, in which it has `number`. */
export class SurveyedGroup implements Group {
  items = 0;
  outcome: Outcome | undefined;
  ladderPosition: LadderPosition;
  readonly #fingerprints: Fingerprints;
  readonly #number: number;

  constructor(fingerprints: Fingerprints, number: number, known: Outcome | LadderPosition) {
    this.#fingerprints = fingerprints;
    this.#number = number;
    this.outcome = 'status' in known ? known : undefined;
    this.ladderPosition = 'status' in known ? START : known;
  }

  get fingerprint(): string {
    return this.#fingerprints.at(this.#number);
  }
}
