// Which calls are known already, by 64 bits of their ids: 16 bytes each instead of an id's hundred. In a ledger of a million calls two
// are taken for one another once in thirty million ledgers.

/** What is kept of a known call: its session, by a number of the keeper's, and a check of its counts. */
export interface KnownCall {
  session: number;
  check: number;
}

/** Words of 32 bits for each known call, the first of its id. */
export const WORDS = 4;

/** The two halves of the hash that was worked out last. */
const hash = new Uint32Array(2);

/** Works out the hash of an id (cyrb53's mixing, both halves whole). */
function hashOf(id: string): void {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let index = 0; index < id.length; index++) {
    const code = id.charCodeAt(index);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  hash[0] = a;
  hash[1] = b;
}

/** Returns by what a table of known calls is sorted: 32 bits of an id. */
export function firstWordOf(id: string): number {
  hashOf(id);
  return hash[0] ?? 0;
}

/** Calls that are being read, each with a number. */
export class CallNumbers {
  #slots = new Uint32Array(WORDS * 1024);
  #mask = 1023;
  size = 0;

  /** Returns the number of a call: the next one for an id that is new. */
  of(id: string): number {
    hashOf(id);
    const a = hash[0] ?? 0;
    const b = hash[1] ?? 0;
    if (this.size * 4 > this.#mask * 3) this.#grow();
    const slots = this.#slots;
    for (let slot = a & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * WORDS;
      if (!slots[at + 2]) {
        slots[at] = a;
        slots[at + 1] = b;
        slots[at + 2] = ++this.size;
        return this.size - 1;
      }
      if (slots[at] === a && slots[at + 1] === b) return (slots[at + 2] ?? 0) - 1;
    }
  }

  /** Returns the calls of which `knownOf` tells something by their numbers, as a table to keep. */
  table(knownOf: (call: number) => KnownCall | null): KnownCalls {
    const words = new Uint32Array(this.size * WORDS);
    let at = 0;
    for (let slot = 0; slot <= this.#mask; slot++) {
      const from = slot * WORDS;
      const number = this.#slots[from + 2] ?? 0;
      const known = number ? knownOf(number - 1) : null;
      if (!known) continue;
      words[at] = this.#slots[from] ?? 0;
      words[at + 1] = this.#slots[from + 1] ?? 0;
      words[at + 2] = known.session;
      words[at + 3] = known.check;
      at += WORDS;
    }
    return new KnownCalls(sorted(words.subarray(0, at)));
  }

  #grow(): void {
    const old = this.#slots;
    this.#mask = this.#mask * 2 + 1;
    this.#slots = new Uint32Array((this.#mask + 1) * WORDS);
    for (let from = 0; from < old.length; from += WORDS) {
      if (!old[from + 2]) continue;
      let slot = (old[from] ?? 0) & this.#mask;
      while (this.#slots[slot * WORDS + 2]) slot = (slot + 1) & this.#mask;
      this.#slots.set(old.subarray(from, from + WORDS), slot * WORDS);
    }
  }
}

/** Calls that were read before, as a sorted table. */
export class KnownCalls {
  static readonly none = new KnownCalls(new Uint32Array(0));
  readonly words: Uint32Array;

  constructor(words: Uint32Array) {
    this.words = words;
  }

  /** Returns what is known of an id, or null. */
  find(id: string): KnownCall | null {
    hashOf(id);
    const a = hash[0] ?? 0;
    const b = hash[1] ?? 0;
    const { words } = this;
    let low = 0;
    let high = words.length / WORDS;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((words[middle * WORDS] ?? 0) < a) low = middle + 1;
      else high = middle;
    }
    for (let at = low * WORDS; words[at] === a; at += WORDS)
      if (words[at + 1] === b) return { session: words[at + 2] ?? 0, check: words[at + 3] ?? 0 };
    return null;
  }

  /** Returns both as one table. */
  with(other: KnownCalls): KnownCalls {
    if (!other.words.length) return this;
    const words = new Uint32Array(this.words.length + other.words.length);
    words.set(this.words);
    words.set(other.words, this.words.length);
    return new KnownCalls(sorted(words));
  }
}

/** The same rows in the order of their first words. */
function sorted(words: Uint32Array): Uint32Array {
  const rows = words.length / WORDS;
  // A row's first word and its place in one number of 53 bits, which sort natively.
  const keys = new Float64Array(rows);
  for (let row = 0; row < rows; row++) keys[row] = (words[row * WORDS] ?? 0) * PLACES + row;
  keys.sort();
  const found = new Uint32Array(words.length);
  for (const [row, key] of keys.entries()) {
    const from = (key % PLACES) * WORDS;
    for (let word = 0; word < WORDS; word++) found[row * WORDS + word] = words[from + word] ?? 0;
  }
  return found;
}

const PLACES = 2 ** 21;
