// Groups by number. What is known of a group that has its outcome are two numbers: hundreds of thousands of objects would take most
// of a run's memory, and of its time for garbage. It becomes an object where somebody looks at it, and stays that one.
import { type LadderPosition, START } from '../outcome/ladder.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { Fingerprints } from '../task/fingerprints.ts';
import { type Group, SurveyedGroup } from './group.ts';
import { GrowingInts, NOTHING } from './growing-ints.ts';

/** Calls `visit` with how each group stands now, in order. */
export type Standings = (visit: Visit) => void;

type Visit = (outcome: Outcome | undefined, items: number, position: LadderPosition) => void;

/** The groups of a survey, in the order they come. */
export class GroupList {
  readonly #fingerprints: Fingerprints;
  /** The number of each one's fingerprint. */
  readonly #listed = new GrowingInts();
  readonly #items = new GrowingInts();
  /** The number of each one's outcome. */
  readonly #ended = new GrowingInts();
  readonly #outcomes: Outcome[] = [];
  /** The last outcome and its number: most are the same as the one before. */
  #last: { outcome: Outcome | undefined; number: number } = { outcome: undefined, number: NOTHING };
  readonly #numbers = new Map<Outcome, number>();
  /** Those that are objects: from then on these tell how they stand. */
  readonly #objects: (Group | null)[] = [];

  constructor(fingerprints: Fingerprints) {
    this.#fingerprints = fingerprints;
  }

  get length(): number {
    return this.#objects.length;
  }

  /** Adds a group whose fingerprint has that number in the list. Returns its own. */
  add(listed: number, known: Outcome | LadderPosition): number {
    const number = this.#objects.length;
    this.#listed.push(listed);
    this.#items.push(0);
    if ('status' in known) {
      this.#ended.push(this.#numberOf(known));
      this.#objects.push(null);
    } else {
      this.#ended.push(NOTHING);
      this.#objects.push(new SurveyedGroup(this.#fingerprints, listed, known));
    }
    return number;
  }

  /** Counts an item of a group. */
  count(number: number): void {
    const object = this.#objects[number];
    if (object) object.items++;
    else this.#items.put(number, this.#items.at(number) + 1);
  }

  outcomeOf(number: number): Outcome | undefined {
    const object = this.#objects[number];
    return object ? object.outcome : (this.#outcomes[this.#ended.at(number)] as Outcome);
  }

  /** The group as an object, the same one each time. */
  at(number: number): Group {
    const known = this.#objects[number];
    if (known) return known;
    const outcome = this.#outcomes[this.#ended.at(number)] as Outcome;
    const group = new SurveyedGroup(this.#fingerprints, this.#listed.at(number), outcome);
    group.items = this.#items.at(number);
    this.#objects[number] = group;
    return group;
  }

  /** All of them as objects. */
  all(): Group[] {
    return this.#objects.map((group, number) => group ?? this.at(number));
  }

  /** Those that have no outcome. */
  open(): Group[] {
    return this.#objects.filter((group) => group !== null && !group.outcome) as Group[];
  }

  standings(visit: Visit): void {
    for (let number = 0; number < this.#objects.length; number++) {
      const object = this.#objects[number];
      if (object) visit(object.outcome, object.items, object.ladderPosition);
      else visit(this.#outcomes[this.#ended.at(number)], this.#items.at(number), START);
    }
  }

  #numberOf(outcome: Outcome): number {
    if (outcome === this.#last.outcome) return this.#last.number;
    let number = this.#numbers.get(outcome);
    if (number === undefined) {
      number = this.#outcomes.push(outcome) - 1;
      // Texts are all different.
      if (this.#numbers.size < MOST_SHARED) this.#numbers.set(outcome, number);
    }
    this.#last = { outcome, number };
    return number;
  }
}

const MOST_SHARED = 4096;
