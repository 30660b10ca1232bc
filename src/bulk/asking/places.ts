// How many requests may be in flight: a place for each, taken before it is sent.

export class Places {
  readonly #most: number;
  #taken = 0;
  #failed: { error: unknown } | undefined;
  #waiting: { resolve(): void; reject(error: unknown): void }[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Resolves with a place once one is free. Rejects with what was given to `fail`. */
  async take(): Promise<Place> {
    const place = new Place({ enter: () => this.#enter(true), leave: () => this.#leave() });
    await this.#enter(false);
    return place;
  }

  /** Nobody gets a place any more. */
  fail(error: unknown): void {
    this.#failed ??= { error };
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }

  async #enter(isFirst: boolean): Promise<void> {
    if (this.#failed) throw this.#failed.error;
    if (this.#taken < this.#most) {
      this.#taken++;
      return undefined;
    }
    return new Promise((resolve, reject) => {
      if (isFirst) this.#waiting.unshift({ resolve, reject });
      else this.#waiting.push({ resolve, reject });
    });
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next.resolve();
    else this.#taken--;
  }
}

/** The place of one pack, for all requests that it takes. */
export class Place {
  readonly #door: { enter(): Promise<void>; leave(): void };
  #isHeld = true;

  constructor(door: { enter(): Promise<void>; leave(): void }) {
    this.#door = door;
  }

  /** Gives it back; twice is once. */
  free(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#door.leave();
  }

  /** Resolves when it is held again, before anybody who has had none. Rejects as `Places.take` does. */
  async again(): Promise<void> {
    if (this.#isHeld) return;
    await this.#door.enter();
    this.#isHeld = true;
  }
}

/** A turn of the event loop that all who wait for it share. */
export class TurnAfterNext {
  #coming: Promise<void> | undefined;

  /** Resolves when the callbacks of this turn are over, and those of the next. */
  come(): Promise<void> {
    this.#coming ??= new Promise((resolve) => {
      const isHere = (): void => {
        this.#coming = undefined;
        resolve();
      };
      setImmediate(() => setImmediate(isHere));
    });
    return this.#coming;
  }
}
