/** How large a pack may get. */
export interface PackLimits {
  items: number;
  tokens: number;
}

export const DEFAULT_PACK_TOKENS = 8000;
/** Far below the 100,000 tokens at which the price of a whole request steps up. */
export const MOST_PACK_TOKENS = 50_000;
/** An item above this is not asked: alone with its instructions it would come near that step. */
export const MOST_ITEM_TOKENS = 50_000;

/** Gathers entries into packs, in order. An entry larger than the token limit gets a pack of its own. */
export class Packer<Entry> {
  readonly #limits: PackLimits;
  #pack: Entry[] = [];
  #tokens = 0;

  constructor(limits: PackLimits) {
    this.#limits = limits;
  }

  /** Takes an entry of `tokens`. Returns the packs that are complete now. `alone` keeps it apart from all others. */
  add(entry: Entry, tokens: number, alone: boolean): Entry[][] {
    if (alone) return [[entry]];
    const full =
      this.#pack.length >= this.#limits.items ||
      (this.#pack.length > 0 && this.#tokens + tokens > this.#limits.tokens);
    const complete = full ? this.flush() : [];
    this.#pack.push(entry);
    this.#tokens += tokens;
    return complete;
  }

  /** Returns the current pack, if it holds anything, and starts a new one. */
  flush(): Entry[][] {
    const pack = this.#pack;
    this.#pack = [];
    this.#tokens = 0;
    return pack.length ? [pack] : [];
  }
}
