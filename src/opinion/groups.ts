// Things joined pair by pair, as the groups they form.

/** Groups of `items`: alone at first, then as large as the pairs make them. */
export class Groups<Item> {
  readonly #parents: Map<Item, Item>;

  constructor(items: Iterable<Item>) {
    this.#parents = new Map([...items].map((item) => [item, item]));
  }

  /** Makes one group of the two that hold `one` and `other`. */
  join(one: Item, other: Item): void {
    this.#parents.set(this.rootOf(one), this.rootOf(other));
  }

  /** Returns the item that stands for the group of `item`. */
  rootOf(item: Item): Item {
    let at = item;
    for (;;) {
      const parent = this.#parents.get(at) ?? at;
      if (parent === at) return at;
      const above = this.#parents.get(parent) ?? parent;
      this.#parents.set(at, above); // the next way up is half as long
      at = above;
    }
  }

  /** Returns the members of each group by what stands for it, both in the order the items were given in. */
  members(): Map<Item, Item[]> {
    const members = new Map<Item, Item[]>();
    for (const item of this.#parents.keys()) {
      const root = this.rootOf(item);
      const own = members.get(root);
      if (own) own.push(item);
      else members.set(root, [item]);
    }
    return members;
  }
}
