// How far the asking of a job has come, in one line: `1,200 of 5,000 items  $0.0123  3 requests on haiku  about 40 s left`.
import type { RungName } from '../../models/table.ts';
import { count, duration, usd } from '../../terminal/format.ts';
import { addTallies, type Tally } from './tally.ts';

/** Nobody sees what lasts for less. */
const TELL_MS = 20;

export class AskingProgress {
  readonly #openItems: number;
  readonly #tallies: ReadonlyMap<RungName, Tally>;
  readonly #show: (share: number, text: string) => void;
  /** Milliseconds of a clock that nobody sets. */
  readonly #since = performance.now();
  /** Items that got their outcome in the passes before this one. */
  #decidedBefore = 0;
  #toldAt = Number.NEGATIVE_INFINITY;
  /** What is told once its time has come, as it came too soon after the last. */
  #latest: { decidedHere: number; what: () => string } | undefined;
  #later: NodeJS.Timeout | undefined;

  /** `openItems`: the items that have no outcome when the asking begins. */
  constructor(
    openItems: number,
    tallies: ReadonlyMap<RungName, Tally>,
    show: (share: number, text: string) => void,
  ) {
    this.#openItems = openItems;
    this.#tallies = tallies;
    this.#show = show;
  }

  /** A pass is over, and `openItems` have no outcome yet. */
  passEnded(openItems: number): void {
    this.#decidedBefore = this.#openItems - openItems;
  }

  /** Nothing more is told of the pass. */
  end(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
  }

  /** Shows how far it has come: `decidedHere` items got their outcome in this pass; `what` is being done. */
  tell(decidedHere: number, what: () => string): void {
    this.#latest = { decidedHere, what };
    if (this.#later) return;
    const wait = TELL_MS - (performance.now() - this.#toldAt);
    if (wait > 0) this.#later = setTimeout(() => this.#tellLatest(), wait).unref();
    else this.#tellLatest();
  }

  #tellLatest(): void {
    this.#later = undefined;
    const { decidedHere, what } = this.#latest as { decidedHere: number; what: () => string };
    this.#toldAt = performance.now();
    const decided = this.#decidedBefore + decidedHere;
    const share = decided / this.#openItems;
    const spent = usd(addTallies(this.#tallies.values()).costUsd);
    const items = `${count(decided)} of ${count(this.#openItems)} items`;
    this.#show(share, [items, spent, what(), timeLeft(performance.now() - this.#since, share)].join('  '));
  }
}

const timeLeft = (elapsedMs: number, share: number): string =>
  share > 0 ? `about ${duration((elapsedMs / 1000) * (1 / share - 1))} left` : '';
