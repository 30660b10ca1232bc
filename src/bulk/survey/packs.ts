/** How large a pack may get. */
export interface PackLimits {
  items: number;
  tokens: number;
  /** Where packs start, if that is below `items`: they grow as long as replies are whole. */
  from?: number;
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

/** A pack is made smaller when more of its items than one in so many are lost in the reply. */
const LOST_ONE_IN = 8;
const FEWEST_ITEMS = 5;
/** After so many whole replies of the size there is, packs grow by half. */
const WHOLE_TO_GROW = 2;

/** How large packs are now, by how whole the replies to those before were. */
export class PackSizes implements PackLimits {
  readonly tokens: number;
  #items: number;
  #most: number;
  #whole = 0;

  constructor({ items, tokens, from = items }: PackLimits) {
    this.tokens = tokens;
    this.#most = items;
    this.#items = Math.min(items, from);
  }

  get items(): number {
    return this.#items;
  }

  /** Takes that a reply to `size` items left `lost` of them without an answer. `mayGrow`: nothing is known against larger packs. */
  replied(size: number, lost: number, mayGrow: boolean): void {
    if (lost > size / LOST_ONE_IN) this.#shrink(size);
    else if (lost) this.#whole = 0;
    else if (mayGrow && size >= this.#items && ++this.#whole >= WHOLE_TO_GROW) {
      this.#whole = 0;
      this.#items = Math.min(this.#most, Math.ceil(this.#items * 1.5));
    }
  }

  // Packs of the former size are still under way: each of them says the same, so none counts twice.
  #shrink(size: number): void {
    if (size <= FEWEST_ITEMS) return;
    this.#whole = 0;
    this.#most = Math.min(this.#most, Math.max(FEWEST_ITEMS, Math.floor(size * 0.75)));
    this.#items = Math.min(this.#items, Math.max(FEWEST_ITEMS, Math.ceil(size / 2)));
  }
}
