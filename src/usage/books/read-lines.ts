// The lines of a month of the ledger, read quickly: what the line's writer put first is taken by its place, and what it put last is
// parsed once for all lines on which it is the same. Any other line is parsed as a whole, so that older and foreign ones count, too.
import { closeSync, openSync } from 'node:fs';
import { type LedgerEntry, OPTIONAL_SUMS, SUMS, type SumName } from '../ledger-entry.ts';
import { entryIn, type Facts, factsOf, standsAlone, sumsOf } from './entry-fields.ts';
import { endsInLine, pieces } from './pieces.ts';

/** One call of the ledger. */
export interface LedgerLine {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  /** When it was sent; undefined where that is not told. */
  sent: number | undefined;
  /** In the order of `SUMS`. */
  sums: number[];
  costUsd: number | null;
  /** The same object for all lines that say the same. */
  facts: Facts;
}

export interface LineTaker {
  take(line: LedgerLine): void;
  /** A line that is no entry, by its number in what was read, from 1. */
  passOver(number: number, text: string): void;
}

export interface ReadLines {
  /** Whole lines, and how many bytes they take. */
  lines: number;
  bytes: number;
  /** Whether a line without an end came after them; it was taken, too. */
  isTorn: boolean;
}

/** Reads the lines of a file, or of several one after the other: what they say is told apart across all of them. */
export class LineReader {
  readonly #reader: Reader;

  constructor(taker: LineTaker) {
    this.#reader = new Reader(taker);
  }

  /** Reads a file from a byte on. Throws the file system's error. */
  file(file: string, from: number): ReadLines {
    const fd = openSync(file, 'r');
    try {
      return this.pieces(pieces(fd, from));
    } finally {
      closeSync(fd);
    }
  }

  /** Reads pieces of a file. Throws the file system's error. */
  pieces(all: Iterable<Buffer>): ReadLines {
    const reader = this.#reader;
    reader.lines = 0;
    let bytes = 0;
    for (const piece of all) {
      reader.read(piece.toString('latin1'));
      if (!endsInLine(piece)) return { lines: reader.lines - 1, bytes, isTorn: true };
      bytes += piece.length;
    }
    return { lines: reader.lines, bytes, isTorn: false };
  }
}

/** Takes texts of one byte per letter, as they are on the disk. */
class Reader {
  lines = 0;
  readonly #taker: LineTaker;
  readonly #facts = new Map<string, Facts | null>();
  readonly #known = new Map<string, Facts>();

  constructor(taker: LineTaker) {
    this.#taker = taker;
  }

  read(text: string): void {
    for (let start = 0; start < text.length; ) {
      const found = text.indexOf('\n', start);
      const end = found < 0 ? text.length : found;
      this.lines++;
      if (end > start) this.#take(text, start, end);
      start = end + 1;
    }
  }

  #take(text: string, start: number, end: number): void {
    const line = this.#byPlace(text, start, end) ?? this.#parsed(text, start, end);
    if (line) this.#taker.take(line);
    else this.#taker.passOver(this.lines, decoded(text.slice(start, end)));
  }

  /** Null for a line that is not as `lineOf` writes it. */
  #byPlace(text: string, start: number, end: number): LedgerLine | null {
    if (!text.startsWith(HEAD, start)) return null;
    const idEnd = text.indexOf('"', start + HEAD.length);
    if (idEnd > end || idEnd === start + HEAD.length || !text.startsWith(AT, idEnd)) return null;
    const id = copyOf(text.slice(start + HEAD.length, idEnd)); // a part would hold the whole text in memory
    const at = momentAt(text, idEnd + AT.length);
    if (Number.isNaN(at) || id.includes('\\')) return null;
    cursor = idEnd + AT.length + MOMENT_LENGTH + 1;
    if (text.charCodeAt(cursor++) !== COMMA) return null;
    const sent = text.startsWith(SENT, cursor) ? takeDigits(text, cursor + SENT.length) : undefined;
    const sums = sent === -1 ? null : takeSums(text);
    if (!sums || !text.startsWith(COST, cursor)) return null;
    const rest = text.indexOf(',', cursor + COST.length);
    if (rest < 0 || rest > end) return null;
    const costUsd = amountIn(text.slice(cursor + COST.length, rest));
    const facts = costUsd === undefined ? null : this.#factsIn(text.slice(rest + 1, end));
    return facts && { id, at, sent, sums, costUsd: costUsd ?? null, facts: alone(facts, id) };
  }

  #factsIn(rest: string): Facts | null {
    let facts = this.#facts.get(rest);
    if (facts === undefined) {
      const entry = entryIn({ ...NOTHING, ...objectIn(`{${rest}`) });
      const isRest = entry && KEPT_FIRST.every((name) => entry[name] === NOTHING[name]);
      facts = isRest ? this.#same(factsOf(entry)) : null;
      this.#facts.set(copyOf(rest), facts);
    }
    return facts;
  }

  #parsed(text: string, start: number, end: number): LedgerLine | null {
    const entry = entryIn(objectIn(text.slice(start, end)));
    if (!entry) return null;
    const { at, sent, costUsd } = entry;
    const id = Buffer.from(entry.id).toString('latin1');
    const facts = alone(this.#same(factsOf(entry)), id);
    return { id, at: Date.parse(at), sent, sums: sumsOf(entry), costUsd, facts };
  }

  #same(facts: Facts): Facts {
    const key = JSON.stringify(facts);
    const known = this.#known.get(key);
    if (known) return known;
    this.#known.set(key, facts);
    return facts;
  }
}

const HEAD = '{"id":"';
const AT = '","at":"';
const SENT = '"sent":';
const COST = '"costUsd":';
const MOMENT_LENGTH = '2026-11-20T10:00:00.000Z'.length;

/** An entry that says nothing, to hold the rest of a line against what an entry must be. */
const NOTHING = { id: '-', at: '2026-01-01T00:00:00.000Z', sent: 0, costUsd: null, ...zeros() };
const KEPT_FIRST = Object.keys(NOTHING) as (keyof LedgerEntry & keyof typeof NOTHING)[];

function zeros(): Record<SumName, number> {
  return Object.fromEntries(SUMS.map((name) => [name, 0])) as Record<SumName, number>;
}

/** Where the next value stands. One for all readers, as a number that is handed back and forth would be an object per field. */
let cursor = 0;
const KEYS = SUMS.map((name) => `"${name}":`);
const OPTIONAL = SUMS.map((name) => OPTIONAL_SUMS.includes(name));

function takeSums(text: string): number[] | null {
  const sums: number[] = [];
  for (const [index, key] of KEYS.entries()) {
    if (text.startsWith(key, cursor)) {
      const number = takeDigits(text, cursor + key.length);
      if (number < 0) return null;
      sums.push(number);
    } else if (OPTIONAL[index]) sums.push(0);
    else return null;
  }
  return sums;
}

const COMMA = 44;
const MOST_DIGITS = 15;

/** A whole number with a comma behind it, which is passed; -1 where there is none. */
function takeDigits(text: string, from: number): number {
  let number = 0;
  let at = from;
  for (; at - from <= MOST_DIGITS; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) break;
    number = number * 10 + digit;
  }
  if (at === from || text.charCodeAt(at) !== COMMA || (text.charCodeAt(from) === 48 && at > from + 1))
    return -1;
  cursor = at + 1;
  return number;
}

/** Undefined where it is no amount. */
function amountIn(text: string): number | null | undefined {
  if (text === 'null') return null;
  return /^(0|[1-9]\d*)(\.\d+)?(e[+-]?\d{1,2})?$/.test(text) ? Number(text) : undefined;
}

const days = new Map<string, number>();

/** A moment of 24 letters with a quote behind it, in milliseconds; NaN where there is none. */
function momentAt(text: string, from: number): number {
  if (text.charCodeAt(from + MOMENT_LENGTH) !== 34) return Number.NaN;
  const date = text.slice(from, from + 11);
  let day = days.get(date);
  if (day === undefined) {
    day = /^\d{4}-\d\d-\d\dT$/.test(date) ? Date.parse(`${date}00:00:00.000Z`) : Number.NaN;
    if (!date.startsWith(new Date(day || 0).toISOString().slice(0, 10))) day = Number.NaN;
    days.set(copyOf(date), day);
  }
  const ms =
    two(text, from + 11) * 3_600_000 +
    two(text, from + 14) * 60_000 +
    two(text, from + 17) * 1000 +
    two(text, from + 20) * 10 +
    text.charCodeAt(from + 22) -
    48;
  return isClock(text, from + 11) ? day + ms : Number.NaN;
}

/** Whether it reads `10:00:00.000Z`; what is not so is parsed by those who know more. */
function isClock(text: string, from: number): boolean {
  for (let index = 0; index < CLOCK.length; index++) {
    const code = text.charCodeAt(from + index);
    const most = CLOCK.charCodeAt(index);
    if (most > 47 && most < 58 ? code < 48 || code > most : code !== most) return false;
  }
  return two(text, from) < 24;
}

const CLOCK = '29:59:59.999Z';
const two = (text: string, at: number): number =>
  (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;

/** Facts of a call that is not added up are its own. */
const alone = (facts: Facts, id: string): Facts =>
  standsAlone(facts) ? { ...facts, id: Buffer.from(id, 'latin1').toString('utf8') } : facts;

/** The same text, without the large one that it was cut from. */
const copyOf = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');
const decoded = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(decoded(text));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
