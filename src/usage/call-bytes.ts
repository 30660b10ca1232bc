// The record of a call, read from the bytes of its line: a history has hundreds of thousands, and to parse them takes most of the time.
// It tells a call where it is as clients write them; any other record is left to transcript-record.ts, which decides.

import { ACTS, actOf } from './acts.ts';
import {
  CONTENT,
  MESSAGE,
  OF_BLOCK,
  OF_MESSAGE,
  ROLE,
  SIDECHAIN,
  TEXT_COUNT,
  TEXTS,
  TOP,
  TYPE,
  USAGE,
} from './call-fields.ts';
import { CLOSE, CLOSE_LIST, FALSE, JsonBytes, NULL, OPEN, OPEN_LIST, QUOTE, TRUE } from './json-bytes.ts';
import { CALL, NO_CALL, UNSURE } from './scan-lines.ts';
import { UsageBytes } from './usage-bytes.ts';

const ASSISTANT = Buffer.from('assistant');
const TOOL_USE = Buffer.from('tool_use');
const SYNTHETIC = Buffer.from('<synthetic>');
const AFTER_CONTENT = Buffer.from('],"stop_reason":');
const ANY_TOOL = Buffer.from('"type":"tool_use"');
/** Its end begins with a letter that is rare, and so is found many times faster. */
const END_OF_TOOL = Buffer.from('_use"');

const mayUseTools = (content: Buffer): boolean => content.includes(END_OF_TOOL) && content.includes(ANY_TOOL);

/** The call that was read last. */
export class CallBytes {
  readonly json = new JsonBytes();
  /** Where its texts lie; those that are not there begin and end at 0. */
  readonly from = new Int32Array(TEXT_COUNT);
  readonly to = new Int32Array(TEXT_COUNT);
  readonly usage = new UsageBytes(this.json);
  isSidechain = false;
  /** What it did: a bit for each of `ACTS`. */
  did = 0;
  #lines: Buffer = Buffer.alloc(0);
  #lineEnd = 0;
  /** A bit for each field that was read: one that stands twice is left to the parser. */
  #seen = 0;
  #seenOfMessage = 0;
  #isAssistant = false;

  /** Reads the line between two places, the second of which is that of its newline. Returns what it is. */
  read(lines: Buffer, start: number, end: number): number {
    this.#begin(lines, start, end);
    const { json } = this;
    if (!json.is(OPEN)) return UNSURE;
    do {
      const found = this.#field(json.keyIn(TOP));
      if (found !== CALL) return found;
    } while (json.goesOn());
    return json.is(CLOSE) && json.at === end && this.#isWhole() ? CALL : UNSURE;
  }

  #begin(lines: Buffer, start: number, end: number): void {
    this.#lines = lines;
    this.#lineEnd = end;
    this.json.begin(lines, start);
    this.from.fill(0);
    this.to.fill(0);
    this.usage.begin();
    this.isSidechain = this.#isAssistant = false;
    this.did = this.#seen = this.#seenOfMessage = 0;
  }

  /** What a record is must be known before a long value is passed. */
  #field(code: number): number {
    const { json } = this;
    const seen = this.#seen;
    const bit = code ? 1 << code : 0;
    if (code < 0 || seen & bit) return UNSURE;
    this.#seen = seen | bit;
    if (code === TYPE) return json.text() ? (json.says(ASSISTANT) ? CALL : NO_CALL) : UNSURE;
    if (code === MESSAGE) return this.#message() ? CALL : UNSURE;
    if (code === SIDECHAIN) return this.#sidechain() ? CALL : UNSURE;
    if (code) return this.#text(code - 1) ? CALL : UNSURE;
    const first = json.bytes[json.at];
    const isLong = first === OPEN || first === OPEN_LIST;
    if (isLong && !((seen >> TYPE) & 1) && !this.#isAssistant) return UNSURE;
    return json.value() ? CALL : UNSURE;
  }

  #sidechain(): boolean {
    this.isSidechain = this.json.literal(TRUE);
    return this.isSidechain || this.json.literal(FALSE) || this.json.literal(NULL);
  }

  #text(slot: number): boolean {
    const { json } = this;
    if (json.literal(NULL)) return true;
    if (!json.text() || !json.isPlain) return false;
    this.from[slot] = json.from;
    this.to[slot] = json.to;
    return true;
  }

  #message(): boolean {
    const { json } = this;
    if (!json.is(OPEN)) return false;
    do {
      const code = json.keyIn(OF_MESSAGE);
      const bit = code ? 1 << code : 0;
      if (code < 0 || this.#seenOfMessage & bit || !this.#ofMessage(code)) return false;
      this.#seenOfMessage |= bit;
    } while (json.goesOn());
    return json.is(CLOSE);
  }

  #ofMessage(code: number): boolean {
    const { json } = this;
    if (code === CONTENT) return this.#content();
    if (code === USAGE) return this.usage.read();
    if (!code) return json.value();
    if (code !== ROLE) return this.#text(code - 1);
    if (!json.text()) return false;
    this.#isAssistant = json.says(ASSISTANT);
    return true;
  }

  /** The content of an answer, which is passed over unless it tells of tools. */
  #content(): boolean {
    const { json } = this;
    if (!this.#isAssistant && !((this.#seen >> TYPE) & 1)) return false;
    if (json.bytes[json.at] !== OPEN_LIST) return json.value();
    const to = this.#lines.lastIndexOf(AFTER_CONTENT, this.#lineEnd);
    if (to > json.at && !mayUseTools(this.#lines.subarray(json.at, to))) {
      json.at = to + 1;
      return true;
    }
    json.at++;
    if (json.is(CLOSE_LIST)) return true;
    do if (!this.#block()) return false;
    while (json.goesOn());
    return json.is(CLOSE_LIST);
  }

  #block(): boolean {
    const { json } = this;
    if (json.bytes[json.at] !== OPEN) return json.value();
    json.at++;
    if (json.is(CLOSE)) return true;
    let isTool = false;
    let act = -1;
    do {
      const code = json.keyIn(OF_BLOCK);
      const isText = json.bytes[json.at] === QUOTE;
      if (code < 0 || !json.value() || (code && isText && !json.isPlain)) return false;
      if (code === 1) isTool = isText && json.says(TOOL_USE);
      if (code === 2) act = isText ? this.#act() : -1;
    } while (json.goesOn());
    if (isTool && act >= 0) this.did |= 1 << act;
    return json.is(CLOSE);
  }

  #act(): number {
    const act = actOf(this.#lines.toString('latin1', this.json.from, this.json.to));
    return act ? ACTS.indexOf(act) : -1;
  }

  /** Whether it has all that a call needs. */
  #isWhole(): boolean {
    const { json, from, to } = this;
    const has = (slot: number): boolean => (to[slot] ?? 0) > (from[slot] ?? 0);
    json.from = from[TEXTS.served] ?? 0;
    json.to = to[TEXTS.served] ?? 0;
    return (
      ((this.#seen >> TYPE) & 1) === 1 &&
      ((this.#seenOfMessage >> USAGE) & 1) === 1 &&
      has(TEXTS.id) &&
      has(TEXTS.served) &&
      !json.says(SYNTHETIC)
    );
  }
}
