// Fingerprints as numbers: hundreds of thousands of them as strings in a Map would take most of a run's memory.
import { randomBytes } from 'node:crypto';

/** Characters of a fingerprint, six bits each; five of them go into one word, and the last two into one of their own. */
const LENGTH = 22;
const PER_WORD = 5;
const WORDS = 5;
const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const NO_CHARACTER = 255;
const BITS = new Uint8Array(128).fill(NO_CHARACTER);
for (let bits = 0; bits < CHARACTERS.length; bits++) BITS[CHARACTERS.charCodeAt(bits)] = bits;

/** Returned for a fingerprint that is not in the list. */
export const NOT_LISTED = -1;

/** A list of fingerprints, each once, numbered from 0 in the order they come. It takes some 30 bytes for each. */
export class Fingerprints {
  length = 0;
  #words = new Uint32Array(WORDS * 1024);
  /** Numbers, plus one, by a hash of their words; a power of two of them. */
  #slots = new Int32Array(2048);
  readonly #key = new Uint32Array(WORDS);
  /** Nobody who writes items can foresee which ones share a slot. */
  readonly #seed = randomBytes(4).readUInt32LE();
  /** Texts that are no hashes of ours, by their number and back. */
  readonly #others = new Map<string, number>();
  readonly #otherAt = new Map<number, string>();

  /** The number of `fingerprint`; NOT_LISTED for none. */
  numberOf(fingerprint: string): number {
    if (!this.length) return NOT_LISTED;
    if (fingerprint.length !== LENGTH || !this.#pack(fingerprint, 0))
      return this.#others.get(fingerprint) ?? NOT_LISTED;
    return (this.#slots[this.#slot()] as number) - 1;
  }

  /** The number of `fingerprint`, which is put at the end if it is not there: then the number is the length before. */
  add(fingerprint: string): number {
    const number = fingerprint.length === LENGTH ? this.addFrom(fingerprint, 0) : NOT_LISTED;
    return number === NOT_LISTED ? this.#addOther(fingerprint) : number;
  }

  /** The same for the fingerprint that begins at `from` in a text; NOT_LISTED where none does. */
  addFrom(text: string, from: number): number {
    if (!this.#pack(text, from)) return NOT_LISTED;
    const slot = this.#slot();
    const known = this.#slots[slot] as number;
    if (known) return known - 1;
    const number = this.length++;
    this.#makeRoom();
    this.#words.set(this.#key, number * WORDS);
    this.#slots[slot] = number + 1;
    if (this.length * 4 > this.#slots.length * 3) this.#rehash();
    return number;
  }

  /** The fingerprint of that number. */
  at(number: number): string {
    const other = this.#otherAt.get(number);
    if (other !== undefined) return other;
    let text = '';
    for (let at = 0; at < LENGTH; at++) {
      const word = this.#words[number * WORDS + Math.floor(at / PER_WORD)] as number;
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
    for (let word = 0, at = from; word < WORDS; word++) {
      let packed = 0;
      for (const end = at + lengthOf(word); at < end; at++) {
        const bits = BITS[text.charCodeAt(at)] ?? NO_CHARACTER;
        if (bits === NO_CHARACTER) return false;
        packed = (packed << 6) | bits;
      }
      this.#key[word] = packed;
    }
    return true;
  }

  /** Where the key is, or would be put. */
  #slot(): number {
    const [slots, words, key] = [this.#slots, this.#words, this.#key];
    let slot = this.#slotFor(key[0] as number);
    for (let held = slots[slot] as number; held; held = slots[slot] as number) {
      const from = (held - 1) * WORDS;
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
    if (this.length * WORDS <= this.#words.length) return;
    const larger = new Uint32Array(this.#words.length * 2);
    larger.set(this.#words);
    this.#words = larger;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    this.#slots = slots;
    for (let number = 0; number < this.length; number++) {
      if (this.#otherAt.has(number)) continue;
      let slot = this.#slotFor(this.#words[number * WORDS] as number);
      while (slots[slot]) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
  }
}

const lengthOf = (word: number): number => (word < WORDS - 1 ? PER_WORD : LENGTH - PER_WORD * (WORDS - 1));
