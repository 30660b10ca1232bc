// All patterns of a task as one automaton. RE2JS builds its states as they are needed; what it has built is kept here as numbers in
// one table, so that a character of a text costs one look-up. Time grows with the length of a text and nothing else: where there are
// too many states for the table, RE2JS is asked, which does without states then.
import { RE2Set } from 're2js';

/** Where a text ends is one more class of characters. */
const END_OF_TEXT = -1;
const UNKNOWN = -1;
const LATIN1 = 256;
const LAST_OF_ONE_UNIT = 0xffff;
/** Four bytes each. */
const MOST_ENTRIES = 1 << 20;
/** A table that is full is begun anew, once in so many texts; patterns that fill it faster do without. */
const TEXTS_PER_TABLE = 1000;

type State = ReturnType<RE2Set['dfa']['step']>;

/** Finds which patterns of a set are in a text. */
export class Automaton {
  readonly #set: RE2Set;
  readonly #width: number;
  readonly #mostEntries: number;
  /** By the row and the class of a character: the next row, twice, and one more where patterns are found there. */
  #table = new Int32Array(0);
  /** The state of each row of the table, and back. */
  #states: State[] = [];
  #rows = new Map<State, number>();
  /** By the row: the patterns that are found on the way to it. */
  #found: (readonly number[])[] = [];
  readonly #lists = new Map<string, readonly number[]>();
  #begun = 0;
  #texts = 0;
  #isOff = false;

  /** Takes a set that is compiled; `mostEntries` bounds the table. */
  constructor(set: RE2Set, mostEntries = MOST_ENTRIES) {
    this.#set = set;
    this.#width = this.#set.dfa.numClasses + 1;
    this.#mostEntries = mostEntries;
    this.#begin();
  }

  /** The numbers of the patterns that are found in `text`, ascending. */
  match(text: string): readonly number[] {
    this.#texts++;
    return (this.#isOff ? null : this.#run(text)) ?? this.#slow(text);
  }

  /** Null where the table has no room. */
  #run(text: string): readonly number[] | null {
    const { latin1Class } = this.#set.dfa;
    const width = this.#width;
    const found = this.#found;
    let table = this.#table;
    let row = 0;
    let all: readonly number[] = NONE;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      let next = code < LATIN1 ? (table[row * width + (latin1Class[code] as number)] as number) : UNKNOWN;
      if (next < 0) {
        const rune = text.codePointAt(at) as number;
        if (rune > LAST_OF_ONE_UNIT) at++;
        next = this.#next(row, this.#set.dfa.runeClass(rune), rune);
        if (next === UNKNOWN) return null;
        table = this.#table;
      }
      row = next >> 1;
      if (next & 1) all = union(all, found[row] as readonly number[]);
    }
    const end = this.#next(row, width - 1, END_OF_TEXT);
    if (end === UNKNOWN) return null;
    return end & 1 ? union(all, found[end >> 1] as readonly number[]) : all;
  }

  /** What the table says of `row` and a character; UNKNOWN where there is no room for it. */
  #next(row: number, classOf: number, rune: number): number {
    const at = row * this.#width + classOf;
    const known = this.#table[at] as number;
    if (known !== UNKNOWN) return known;
    const state = this.#set.dfa.step(this.#states[row], classOf, rune, RE2Set.UNANCHORED);
    const next = state ? this.#rowOf(state) : UNKNOWN;
    if (next === UNKNOWN) return UNKNOWN;
    const entry = next * 2 + (state.isMatch ? 1 : 0);
    this.#table[at] = entry;
    return entry;
  }

  #rowOf(state: State): number {
    const known = this.#rows.get(state);
    if (known !== undefined) return known;
    const row = this.#states.length;
    const entries = (row + 1) * this.#width;
    if (entries > this.#mostEntries) return UNKNOWN;
    if (entries > this.#table.length) {
      const larger = new Int32Array(Math.min(this.#mostEntries, entries * 2)).fill(UNKNOWN);
      larger.set(this.#table);
      this.#table = larger;
    }
    this.#states.push(state);
    this.#found.push(this.#listOf(state.matchIDs));
    this.#rows.set(state, row);
    return row;
  }

  /** One list for the same patterns, so that it need not be compared. */
  #listOf(patterns: readonly number[]): readonly number[] {
    const key = patterns.join();
    const list = this.#lists.get(key) ?? patterns;
    this.#lists.set(key, list);
    return list;
  }

  #begin(): void {
    this.#lists.clear();
    this.#states = [];
    this.#found = [];
    this.#rows = new Map();
    this.#table = new Int32Array(0);
    this.#begun = this.#texts;
    this.#set.dfa.clearCache();
    this.#set.match(''); // every text begins in the state that the empty one begins in
    const [first] = this.#set.dfa.startStates.values();
    if (!first || this.#rowOf(first) === UNKNOWN) this.#isOff = true;
  }

  #slow(text: string): readonly number[] {
    const found = this.#set.match(text);
    if (this.#isOff) return found;
    if (this.#texts - this.#begun < TEXTS_PER_TABLE) this.#isOff = true;
    else this.#begin();
    return found;
  }
}

const NONE: readonly number[] = [];

function union(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a === b || b.every((one) => a.includes(one))) return a;
  if (a.every((one) => b.includes(one))) return b;
  return [...new Set([...a, ...b])].sort((one, other) => one - other);
}
