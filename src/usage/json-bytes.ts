// JSON read from bytes, without making texts or objects of it: as clients write it, on one line and without spaces. What is written in
// any other way is left to a parser, so that nothing is read here that a parser would refuse.

const [BACKSLASH, COMMA, COLON, DOT, MINUS, ZERO] = [92, 44, 58, 46, 45, 48];
export const QUOTE = 34;
export const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [123, 125, 91, 93];
/** Smaller ones end a line, or stand in no text. */
const FIRST_LETTER = 32;
const MOST_DIGITS = 15;
const DEEPEST = 64;

/** A place in a line; every method passes what it tells, and where it fails, the line is to be parsed. A newline ends the line. */
export class JsonBytes {
  bytes: Buffer = Buffer.alloc(0);
  at = 0;
  /** Where the text lies that was passed last, without its quotes. */
  from = 0;
  to = 0;
  /** Whether it stands there as it is, without escapes. */
  isPlain = true;

  begin(bytes: Buffer, at: number): void {
    this.bytes = bytes;
    this.at = at;
  }

  /** Passes a byte. Returns whether it stands there. */
  is(byte: number): boolean {
    if (this.bytes[this.at] !== byte) return false;
    this.at++;
    return true;
  }

  /** Passes a comma. */
  goesOn(): boolean {
    return this.is(COMMA);
  }

  /** Passes a text. */
  text(): boolean {
    const { bytes } = this;
    let at = this.at;
    if (bytes[at++] !== QUOTE) return false;
    this.from = at;
    this.isPlain = true;
    for (;;) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) break;
      if (byte < FIRST_LETTER) return false;
      at++;
      if (byte !== BACKSLASH) continue;
      this.isPlain = false;
      at = escapeEnd(bytes, at);
      if (!at) return false;
    }
    this.to = at;
    this.at = at + 1;
    return true;
  }

  /** Passes the name of a field and the colon behind it. Returns its hash, 0 where it fails. */
  key(): number {
    const { bytes } = this;
    let at = this.at;
    if (bytes[at++] !== QUOTE) return 0;
    let hash = HASH;
    for (;;) {
      const byte = bytes[at++] ?? 0;
      if (byte === QUOTE) break;
      if (byte < FIRST_LETTER || byte === BACKSLASH) return 0;
      hash = Math.imul(hash ^ byte, FACTOR);
    }
    if (bytes[at] !== COLON) return 0;
    this.at = at + 1;
    return hash;
  }

  /** Passes the name of a field. Returns its number, 0 where it is none of these, -1 where it fails. */
  keyIn(keys: Keys): number {
    const hash = this.key();
    return hash ? keys.codeOf(hash) : -1;
  }

  /** Passes any value. */
  value(depth = 0): boolean {
    const first = this.bytes[this.at];
    if (first === QUOTE) return this.text();
    if (first !== OPEN && first !== OPEN_LIST) return this.word();
    if (depth === DEEPEST) return false;
    this.at++;
    const isObject = first === OPEN;
    const end = isObject ? CLOSE : CLOSE_LIST;
    if (this.is(end)) return true;
    do {
      if (isObject && !this.key()) return false;
      if (!this.value(depth + 1)) return false;
    } while (this.goesOn());
    return this.is(end);
  }

  /** Passes a number, true, false or null. */
  word(): boolean {
    return this.literal(TRUE) || this.literal(FALSE) || this.literal(NULL) || this.#number();
  }

  /** Passes a word that is written in these bytes. */
  literal(word: Uint8Array): boolean {
    if (!isAt(this.bytes, this.at, word)) return false;
    this.at += word.length;
    return true;
  }

  /** Whole numbers and fractions; others are rare. */
  #number(): boolean {
    if (this.bytes[this.at] === MINUS) this.at++;
    if (this.count() < 0) return false;
    if (!this.is(DOT)) return true;
    const start = this.at;
    while (isDigit(this.bytes[this.at] ?? 0)) this.at++;
    return this.at > start && !isWordGoingOn(this.bytes[this.at] ?? 0);
  }

  /** Passes a whole number and returns it; -1 where there is none. */
  count(): number {
    const { bytes } = this;
    const start = this.at;
    let at = start;
    let number = 0;
    for (;;) {
      const byte = bytes[at] ?? 0;
      if (!isDigit(byte)) break;
      number = number * 10 + byte - ZERO;
      at++;
    }
    const length = at - start;
    if (!length || length > MOST_DIGITS || (length > 1 && bytes[start] === ZERO)) return -1;
    if (isWordGoingOn(bytes[at] ?? 0)) return -1;
    this.at = at;
    return number;
  }

  /** Whether the text that was passed last is written in these bytes. */
  says(text: Uint8Array): boolean {
    return this.to - this.from === text.length && isAt(this.bytes, this.from, text);
  }
}

export const TRUE = Buffer.from('true');
export const FALSE = Buffer.from('false');
export const NULL = Buffer.from('null');

/** FNV-1a. */
const [HASH, FACTOR] = [0x811c9dc5, 0x01000193];

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= ZERO + 9;
/** Letters of any kind: of an exponent, or of what is no number at all. */
const isWordGoingOn = (byte: number): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;

function isAt(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word[index]) return false;
  return true;
}

const ESCAPES = new Set(Buffer.from('"\\/bfnrt'));
const LETTER_U = 117;

/** Returns where an escape ends whose letter stands at a place; 0 where it is none. */
function escapeEnd(bytes: Uint8Array, at: number): number {
  const letter = bytes[at] ?? 0;
  if (letter !== LETTER_U) return ESCAPES.has(letter) ? at + 1 : 0;
  for (let index = 1; index <= 4; index++) if (!isHex(bytes[at + index] ?? 0)) return 0;
  return at + 5;
}

const isHex = (byte: number): boolean => isDigit(byte) || ((byte | 32) >= 97 && (byte | 32) <= 102);

/** Names of fields, each with a number from 1 on. */
export class Keys {
  readonly #hashes = new Int32Array(PLACES);
  readonly #codes = new Uint8Array(PLACES);

  constructor(names: Readonly<Record<string, number>>) {
    for (const [name, code] of Object.entries(names)) {
      let hash = HASH;
      for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, FACTOR);
      let place = hash & (PLACES - 1);
      while (this.#codes[place]) place = (place + 1) & (PLACES - 1);
      this.#hashes[place] = hash;
      this.#codes[place] = code;
    }
  }

  /** Returns the number of a name with that hash; 0 for any other. */
  codeOf(hash: number): number {
    for (let place = hash & (PLACES - 1); ; place = (place + 1) & (PLACES - 1)) {
      const code = this.#codes[place] ?? 0;
      if (!code || this.#hashes[place] === hash) return code;
    }
  }
}

/** Many times as many as there are names, so that most unknown ones are found to be that at once. */
const PLACES = 128;
