// Fingerprints as numbers: hundreds of thousands of them as strings in a Map would take most of a run's memory.
import { randomBytes } from 'node:crypto';

/** Characters of a fingerprint, six bits each; five of them go into one word, and the last two into one of their own. */
const LENGTH = 22;
const PER_WORD = 5;
const WORDS = 5;
const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const ASCII = 128;
const BITS = new Int32Array(ASCII).fill(-1);
for (let bits = 0; bits < CHARACTERS.length; bits++) BITS[CHARACTERS.charCodeAt(bits)] = bits;
const CODES = Buffer.from(CHARACTERS, 'latin1');
/** Where one is put together: letter by letter, a string would leave twenty others behind. */
const LETTERS = Buffer.alloc(LENGTH);

/** What no word of a fingerprint is. */
const NO_KEY = -1;

/** Returned for a fingerprint that is not in the list. */
export const NOT_LISTED = -1;

const SHIFT = 14;
const PART = 1 << SHIFT;

/** A list of fingerprints, each once, numbered from 0 in the order they come. It takes some 30 bytes for each. */
export class Fingerprints {
  length = 0;
  /** The one that was added, or found there, last. */
  #found = NOT_LISTED;
  /** What is full stays where it is: to grow takes no second copy. */
  readonly #parts: Int32Array[] = [];
  /** Numbers, plus one, by a hash of their words; a power of two of them. */
  #slots = new Int32Array(2048);
  readonly #key = new Int32Array(WORDS);
  /** Nobody who writes items can foresee which ones share a slot. */
  readonly #seed = randomBytes(4).readUInt32LE();
  /** The one that was looked for last: it is looked for again in each of several stores. */
  #lastText = '';
  #lastNumber = NOT_LISTED;
  /** Texts that are no hashes of ours, by their number and back. */
  readonly #others = new Map<string, number>();
  readonly #otherAt = new Map<number, string>();

  /** The number of `fingerprint`; NOT_LISTED for none. */
  numberOf(fingerprint: string): number {
    if (fingerprint === this.#lastText) return this.#lastNumber;
    if (fingerprint.length !== LENGTH || !this.#pack(fingerprint, 0))
      return this.#others.get(fingerprint) ?? NOT_LISTED;
    return (this.#slots[this.#slot()] as number) - 1;
  }

  /** The number of `fingerprint`, which is put at the end if it is not there: then the number is the length before. */
  add(fingerprint: string): number {
    let number = fingerprint.length === LENGTH ? this.addFrom(fingerprint, 0) : NOT_LISTED;
    if (number === NOT_LISTED) number = this.#addOther(fingerprint);
    this.#lastText = fingerprint;
    this.#lastNumber = number;
    return number;
  }

  /** The same for the fingerprint that begins at `from` in a text; NOT_LISTED where none does. */
  addFrom(text: string, from: number): number {
    return this.#pack(text, from) ? this.#addKey() : NOT_LISTED;
  }

  /** The same for the fingerprint in a hash, a character per byte. */
  addDigest(digest: string): number {
    this.#packDigest(digest);
    return this.#addKey();
  }

  #addKey(): number {
    // Items come in the order in which they were answered, nearly always: then the slots, which are all over the memory, are let be.
    const next = this.#found + 1;
    this.#found = next < this.length && this.#isAt(next) ? next : this.#addInSlots();
    return this.#found;
  }

  #addInSlots(): number {
    const slot = this.#slot();
    const known = this.#slots[slot] as number;
    if (known) return known - 1;
    const number = this.length++;
    this.#makeRoom();
    this.#putAt(number);
    this.#slots[slot] = number + 1;
    this.makeRoomFor(0);
    return number;
  }

  /** The fingerprint of that number. */
  at(number: number): string {
    const other = this.#otherAt.get(number);
    if (other !== undefined) return other;
    const words = this.#parts[number >>> SHIFT] as Int32Array;
    const from = (number & (PART - 1)) * WORDS;
    for (let at = 0; at < LENGTH; at++) {
      const word = words[from + Math.floor(at / PER_WORD)] as number;
      const shift = 6 * (lengthOf(Math.floor(at / PER_WORD)) - 1 - (at % PER_WORD));
      LETTERS[at] = CODES[(word >>> shift) & 63] as number;
    }
    return LETTERS.toString('latin1');
  }

  #addOther(text: string): number {
    const known = this.#others.get(text);
    if (known !== undefined) return known;
    const number = this.length++;
    this.#makeRoom();
    this.#key.fill(NO_KEY);
    this.#putAt(number);
    this.#others.set(text, number);
    this.#otherAt.set(number, text);
    return number;
  }

  /** Makes a key of the fingerprint that begins there; false where none does. */
  #pack(text: string, from: number): boolean {
    const key = this.#key;
    let all = 0;
    for (let word = 0, at = from; word < WORDS - 1; word++, at += PER_WORD) {
      const packed =
        (bitsOf(text, at) << 24) |
        (bitsOf(text, at + 1) << 18) |
        (bitsOf(text, at + 2) << 12) |
        (bitsOf(text, at + 3) << 6) |
        bitsOf(text, at + 4);
      all |= packed;
      key[word] = packed;
    }
    const last = (bitsOf(text, from + LENGTH - 2) << 6) | bitsOf(text, from + LENGTH - 1);
    key[WORDS - 1] = last;
    return (all | last) >= 0;
  }

  /** Makes a key of the first 132 bits of a hash: 30 of them in each word, and the last twelve. */
  #packDigest(digest: string): void {
    const key = this.#key;
    const byte = (at: number): number => digest.charCodeAt(at);
    key[0] = (byte(0) << 22) | (byte(1) << 14) | (byte(2) << 6) | (byte(3) >> 2);
    key[1] = ((byte(3) & 3) << 28) | (byte(4) << 20) | (byte(5) << 12) | (byte(6) << 4) | (byte(7) >> 4);
    key[2] = ((byte(7) & 15) << 26) | (byte(8) << 18) | (byte(9) << 10) | (byte(10) << 2) | (byte(11) >> 6);
    key[3] = ((byte(11) & 63) << 24) | (byte(12) << 16) | (byte(13) << 8) | byte(14);
    key[4] = (byte(15) << 4) | (byte(16) >> 4);
  }

  /** Whether the fingerprint of that number is the key. */
  #isAt(number: number): boolean {
    const [words, key] = [this.#parts[number >>> SHIFT] as Int32Array, this.#key];
    const from = (number & (PART - 1)) * WORDS;
    return (
      words[from] === key[0] &&
      words[from + 1] === key[1] &&
      words[from + 2] === key[2] &&
      words[from + 3] === key[3] &&
      words[from + 4] === key[4]
    );
  }

  #putAt(number: number): void {
    const [words, key] = [this.#parts[number >>> SHIFT] as Int32Array, this.#key];
    const from = (number & (PART - 1)) * WORDS;
    for (let word = 0; word < WORDS; word++) words[from + word] = key[word] as number; // set() takes longer for so few
  }

  /** Where the key is, or would be put. */
  #slot(): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    let slot = this.#slotFor(this.#key[0] as number);
    for (let held = slots[slot] as number; held && !this.#isAt(held - 1); held = slots[slot] as number)
      slot = (slot + 1) & last;
    return slot;
  }

  #slotFor(word: number): number {
    return Math.imul(word ^ this.#seed, 0x9e3779b1) >>> (Math.clz32(this.#slots.length) + 1);
  }

  #makeRoom(): void {
    if (this.length > this.#parts.length * PART) this.#parts.push(new Int32Array(PART * WORDS));
  }

  /** Makes room for so many more at once. */
  makeRoomFor(more: number): void {
    let slots = this.#slots.length;
    while ((this.length + more) * 4 > slots * 3) slots *= 2;
    if (slots > this.#slots.length) this.#rehash(slots);
  }

  #rehash(length: number): void {
    const slots = new Int32Array(length);
    this.#slots = slots;
    for (let number = 0; number < this.length; number++) {
      if (this.#otherAt.has(number)) continue;
      const words = this.#parts[number >>> SHIFT] as Int32Array;
      let slot = this.#slotFor(words[(number & (PART - 1)) * WORDS] as number);
      while (slots[slot]) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
  }
}

const lengthOf = (word: number): number => (word < WORDS - 1 ? PER_WORD : LENGTH - PER_WORD * (WORDS - 1));

const lists = new WeakMap<object, Fingerprints>();

/** The one list for all that is known under a task, by its kind of answer: what is stored, and what there is. */
export function fingerprintsUnder(answer: object): Fingerprints {
  const list = lists.get(answer) ?? new Fingerprints();
  lists.set(answer, list);
  return list;
}

/** Six bits; negative, and so is whatever is made of them, for another character. */
function bitsOf(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < ASCII ? (BITS[code] as number) : -1; // also beyond the end, where there is no number
}
