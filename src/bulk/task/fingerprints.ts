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

/** Returned for a fingerprint that is not in the list. */
export const NOT_LISTED = -1;

const SHIFT = 14;
const PART = 1 << SHIFT;

/** A list of fingerprints, each once, numbered from 0 in the order they come. It takes some 30 bytes for each. */
export class Fingerprints {
  length = 0;
  /** What is full stays where it is: to grow takes no second copy. */
  readonly #parts: Uint32Array[] = [];
  /** Numbers, plus one, by a hash of their words; a power of two of them. */
  #slots = new Int32Array(2048);
  readonly #key = new Uint32Array(WORDS);
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
    if (!this.#pack(text, from)) return NOT_LISTED;
    const slot = this.#slot();
    const known = this.#slots[slot] as number;
    if (known) return known - 1;
    const number = this.length++;
    this.#makeRoom();
    (this.#parts[number >>> SHIFT] as Uint32Array).set(this.#key, (number & (PART - 1)) * WORDS);
    this.#slots[slot] = number + 1;
    this.makeRoomFor(0);
    return number;
  }

  /** The fingerprint of that number. */
  at(number: number): string {
    const other = this.#otherAt.get(number);
    if (other !== undefined) return other;
    const words = this.#parts[number >>> SHIFT] as Uint32Array;
    const from = (number & (PART - 1)) * WORDS;
    let text = '';
    for (let at = 0; at < LENGTH; at++) {
      const word = words[from + Math.floor(at / PER_WORD)] as number;
      const shift = 6 * (lengthOf(Math.floor(at / PER_WORD)) - 1 - (at % PER_WORD));
      text += CHARACTERS[(word >>> shift) & 63];
    }
    return text;
  }

  #addOther(text: string): number {
    const known = this.#others.get(text);
    if (known !== undefined) return known;
    const number = this.length++;
    this.#makeRoom();
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

  /** Where the key is, or would be put. */
  #slot(): number {
    const [slots, parts, key] = [this.#slots, this.#parts, this.#key];
    let slot = this.#slotFor(key[0] as number);
    for (let held = slots[slot] as number; held; held = slots[slot] as number) {
      const words = parts[(held - 1) >>> SHIFT] as Uint32Array;
      const from = ((held - 1) & (PART - 1)) * WORDS;
      let same = 0;
      while (same < WORDS && words[from + same] === key[same]) same++;
      if (same === WORDS) return slot;
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  #slotFor(word: number): number {
    return Math.imul(word ^ this.#seed, 0x9e3779b1) >>> (Math.clz32(this.#slots.length) + 1);
  }

  #makeRoom(): void {
    if (this.length > this.#parts.length * PART) this.#parts.push(new Uint32Array(PART * WORDS));
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
      const words = this.#parts[number >>> SHIFT] as Uint32Array;
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
