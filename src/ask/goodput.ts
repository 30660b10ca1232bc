// How many requests are answered in a while: over the last span of time and the one before.
export class Goodput {
  readonly #spanMs: number;
  #from: number | undefined;
  #answers = 0;
  #before = { ms: 0, answers: 0 };

  constructor(spanMs: number) {
    this.#spanMs = spanMs;
  }

  /** The first request goes out. */
  start(now: number): void {
    this.#from ??= now;
  }

  /** One was answered. */
  add(now: number): void {
    this.#turn(now);
    this.#answers++;
  }

  /** Answers per millisecond, with `more` that are on their way; at least one is taken to be. */
  perMs(now: number, more = 0): number {
    this.#turn(now);
    const ms = this.#before.ms + now - (this.#from ?? now);
    return Math.max(1, this.#before.answers + this.#answers + more) / Math.max(1, ms);
  }

  /** The same; 0 before a whole span has gone by. */
  knownPerMs(now: number): number {
    const perMs = this.perMs(now);
    return this.#before.ms ? perMs : 0;
  }

  #turn(now: number): void {
    this.#from ??= now;
    const ms = now - this.#from;
    if (ms < this.#spanMs) return;
    this.#before = { ms, answers: this.#answers };
    this.#from = now;
    this.#answers = 0;
  }
}
