// What a call used, read from the bytes of its record.
import {
  COUNT_COUNT,
  CREATION,
  DETAILS,
  GEO,
  ITERATIONS,
  OF_BLOCK,
  OF_CREATION,
  OF_DETAILS,
  OF_TOOLS,
  OF_USAGE,
  SPEED,
} from './call-fields.ts';
import { CLOSE, CLOSE_LIST, type JsonBytes, type Keys, NULL, OPEN, OPEN_LIST, QUOTE } from './json-bytes.ts';

const SAMPLING = Buffer.from('message');
const FAST = Buffer.from('fast');
const US = Buffer.from('us');

export class UsageBytes {
  readonly counts = new Float64Array(COUNT_COUNT);
  isFast = false;
  isUsOnly = false;
  readonly #json: JsonBytes;
  /** A bit for each field that was read: one that stands twice is left to the parser. */
  #seen = 0;

  constructor(json: JsonBytes) {
    this.#json = json;
  }

  begin(): void {
    this.counts.fill(0);
    this.isFast = this.isUsOnly = false;
    this.#seen = 0;
  }

  /** Reads what stands at the place of `json`. Returns whether it could. */
  read(): boolean {
    const json = this.#json;
    if (!json.is(OPEN)) return false;
    do {
      const code = json.keyIn(OF_USAGE);
      const bit = code ? 1 << code : 0;
      if (code < 0 || this.#seen & bit || !this.#ofUsage(code)) return false;
      this.#seen |= bit;
    } while (json.goesOn());
    return json.is(CLOSE);
  }

  #ofUsage(code: number): boolean {
    const json = this.#json;
    if (!code) return json.value();
    if (code < CREATION) return this.#count(code - 1);
    if (code === ITERATIONS) return this.#iterations();
    if (code === SPEED || code === GEO) {
      if (json.literal(NULL)) return true;
      if (!json.text() || !json.isPlain) return false;
      if (code === SPEED) this.isFast = json.says(FAST);
      else this.isUsOnly = json.says(US);
      return true;
    }
    return this.#counts(code === CREATION ? OF_CREATION : code === DETAILS ? OF_DETAILS : OF_TOOLS);
  }

  #count(slot: number): boolean {
    const json = this.#json;
    const count = json.literal(NULL) ? 0 : json.count();
    this.counts[slot] = count;
    return count >= 0;
  }

  /** Counts that stand in an object of their own. */
  #counts(keys: Keys): boolean {
    const json = this.#json;
    if (json.literal(NULL)) return true;
    if (!json.is(OPEN)) return false;
    if (json.is(CLOSE)) return true;
    do {
      const code = json.keyIn(keys);
      if (code < 0 || !(code ? this.#count(code - 1) : json.value())) return false;
    } while (json.goesOn());
    return json.is(CLOSE);
  }

  /** One sampling says nothing that the call does not say; several, and advisors, are told apart by the parser. */
  #iterations(): boolean {
    const json = this.#json;
    if (json.literal(NULL)) return true;
    if (!json.is(OPEN_LIST)) return false;
    if (json.is(CLOSE_LIST)) return true;
    return this.#sampling() && json.is(CLOSE_LIST);
  }

  #sampling(): boolean {
    const json = this.#json;
    if (!json.is(OPEN)) return false;
    let isSampling = false;
    do {
      const code = json.keyIn(OF_BLOCK);
      const isText = json.bytes[json.at] === QUOTE;
      if (code < 0 || !json.value()) return false;
      if (code === 1) isSampling = isText && json.says(SAMPLING);
    } while (json.goesOn());
    return isSampling && json.is(CLOSE);
  }
}
