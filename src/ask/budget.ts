// Money is reserved before it is spent: a request goes out only when even its worst case fits under the ceiling.

export class CeilingReached extends Error {
  override name = 'CeilingReached';
}

export interface Reservation {
  /** The request is over: `actualUsd` was billed, or null when that cannot be known and the worst case stands. */
  settle(actualUsd: number | null): void;
}

export class Budget {
  readonly ceilingUsd: number | null;
  /** Billed for sure. */
  spentUsd = 0;
  /** Worst case of requests whose reply was lost on the way. */
  uncertainUsd = 0;
  /** Called for each request that is over: what it cost, or might have cost. */
  onSettled: ((usd: number, certain: boolean) => void) | undefined;
  /** Called before answers are stored: what it was told of is on disk when it returns. */
  onKept: (() => void) | undefined;
  #reservedUsd = 0;
  #waiting: (() => void)[] = [];

  /** `ceilingUsd` null: no ceiling, only counting. */
  constructor(ceilingUsd: number | null) {
    this.ceilingUsd = ceilingUsd;
  }

  /** What is neither spent nor possibly spent, reservations not counted; null without a ceiling. */
  get leftUsd(): number | null {
    return this.ceilingUsd === null ? null : Math.max(0, this.ceilingUsd - this.spentUsd - this.uncertainUsd);
  }

  /**
   * Sets `worstCaseUsd` aside, waiting for requests in flight to settle when only they stand in the way.
   * Throws CeilingReached when it cannot fit any more.
   */
  async reserve(worstCaseUsd: number): Promise<Reservation> {
    while (!this.#fits(worstCaseUsd)) {
      if (this.#reservedUsd === 0) throw new CeilingReached(this.whyNot(worstCaseUsd));
      await new Promise<void>((resume) => this.#waiting.push(resume));
    }
    return this.take(worstCaseUsd);
  }

  /** Sets it aside at once; null when it does not fit now. */
  tryReserve(worstCaseUsd: number): Reservation | null {
    return this.#fits(worstCaseUsd) ? this.take(worstCaseUsd) : null;
  }

  /** Why `worstCaseUsd` more cannot be spent, in words. */
  whyNot(worstCaseUsd: number): string {
    const spent = this.spentUsd + this.uncertainUsd + this.#reservedUsd;
    return `the next request could cost up to ${usd(worstCaseUsd)}, and ${usd(spent)} of ${usd(this.ceilingUsd ?? 0)} is spent`;
  }

  /** What is set aside for requests in flight. */
  get reservedUsd(): number {
    return this.#reservedUsd;
  }

  /** Sets aside what was sent already, whether it fits or not. */
  take(worstCaseUsd: number): Reservation {
    this.#reservedUsd += worstCaseUsd;
    let open = true;
    return {
      settle: (actualUsd) => {
        if (!open) return;
        open = false;
        this.#reservedUsd -= worstCaseUsd;
        if (this.#reservedUsd < 1e-12) this.#reservedUsd = 0; // floats do not always sum back to nothing
        if (actualUsd === null) this.uncertainUsd += worstCaseUsd;
        else this.spentUsd += actualUsd;
        this.onSettled?.(actualUsd ?? worstCaseUsd, actualUsd !== null);
        for (const resume of this.#waiting.splice(0)) resume();
      },
    };
  }

  #fits(usd: number): boolean {
    return (
      this.ceilingUsd === null ||
      this.spentUsd + this.uncertainUsd + this.#reservedUsd + usd <= this.ceilingUsd + 1e-12
    );
  }
}

const usd = (amount: number): string => `$${amount.toFixed(4)}`;

/** Returns the smallest of some ceilings; null when none of them is one. */
export function least(...ceilings: readonly (number | null | undefined)[]): number | null {
  const all = ceilings.filter((one): one is number => typeof one === 'number');
  return all.length ? Math.min(...all) : null;
}
