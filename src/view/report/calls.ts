// The calls of a page as columns of numbers, and what of them a filter leaves: one pass over all, so that it answers at once.
import {
  type Block,
  COLUMNS,
  type Column,
  DIMENSIONS,
  type Dimension,
  type ReportHead,
  TIERS,
} from './data.ts';
import { dayOf } from './days.ts';

/** Days are numbers: of the epoch, by the reader's clock. */
export interface Filter {
  from: number | null;
  to: number | null;
  picked: Readonly<Record<Dimension, readonly string[]>>;
}

export const NO_FILTER: Filter = {
  from: null,
  to: null,
  picked: Object.fromEntries(DIMENSIONS.map((name) => [name, []])) as unknown as Filter['picked'],
};

export const TIER_COUNT = TIERS.length;

/** Sums of millionths of a dollar, per name and tier; and calls per name. */
export interface ByName {
  usd: Float64Array;
  calls: Float64Array;
}

/** What a filter leaves. */
export interface Matching {
  /** The places of the lines that match, in order of time. */
  lines: Uint32Array;
  calls: number;
  usd: number;
  tokens: number;
  /** Of each dimension: what matches every other filter, so that more of its names can be chosen. */
  by: Record<Dimension, ByName>;
  byDay: Map<number, Float64Array>;
  sessions: ByName;
  /** The first line of each session. */
  firstOf: Int32Array;
}

export class Calls {
  readonly count: number;
  readonly columns: Record<Column, Float64Array>;
  /** The day of each line. */
  readonly days: Int32Array;
  readonly #head: ReportHead;
  /** The tier of each line, by its place among TIERS. */
  readonly #tiers: Uint8Array;
  /** The columns of the dimensions, in their order. */
  readonly #places: readonly Uint32Array[];

  constructor(head: ReportHead, blocks: readonly Block[]) {
    this.#head = head;
    this.count = blocks.reduce((sum, { at }) => sum + at.length, 0);
    this.columns = Object.fromEntries(
      COLUMNS.map((name) => [name, Float64Array.from(blocks.flatMap((block) => block[name]))]),
    ) as Record<Column, Float64Array>;
    this.days = daysOf(this.columns.at);
    this.#places = DIMENSIONS.map((name) => Uint32Array.from(this.columns[name]));
    const tiers = head.names.tier.map(tierNamed);
    this.#tiers = Uint8Array.from(this.columns.tier, (place) => tiers[place] ?? TIER_COUNT - 1);
  }

  /** Returns what matches. */
  matching(filter: Filter): Matching {
    const found = this.#empty();
    const wanted = DIMENSIONS.map((name) => wantedIn(this.#head.names[name], filter.picked[name]));
    const sums = DIMENSIONS.map((name) => found.by[name]);
    const [from, to] = [filter.from ?? Number.NEGATIVE_INFINITY, filter.to ?? Number.POSITIVE_INFINITY];
    let matches = 0;
    for (let line = 0; line < this.count; line++) {
      const day = this.days[line] ?? 0;
      if (day < from || day > to) continue;
      const failed = failedBy(line, this.#places, wanted);
      if (failed === SEVERAL) continue;
      this.#addNames(sums, line, failed);
      if (failed !== NONE) continue;
      found.lines[matches++] = line;
      this.#addTotals(found, line, day);
    }
    found.lines = found.lines.subarray(0, matches);
    return found;
  }

  #empty(): Matching {
    const { names } = this.#head;
    const sums = (many: number): ByName => ({
      usd: new Float64Array(many * TIER_COUNT),
      calls: new Float64Array(many),
    });
    return {
      ...{ lines: new Uint32Array(this.count), calls: 0, usd: 0, tokens: 0, byDay: new Map() },
      by: Object.fromEntries(DIMENSIONS.map((name) => [name, sums(names[name].length)])) as Matching['by'],
      sessions: sums(names.session.length),
      firstOf: new Int32Array(names.session.length).fill(-1),
    };
  }

  #addTotals(found: Matching, line: number, day: number): void {
    const { usd, calls, input, output, cacheRead, cacheWrite, session } = this.columns;
    const [cost, number, tier] = [usd[line] ?? 0, calls[line] ?? 0, this.#tiers[line] ?? 0];
    found.calls += number;
    found.usd += cost;
    found.tokens +=
      (input[line] ?? 0) + (output[line] ?? 0) + (cacheRead[line] ?? 0) + (cacheWrite[line] ?? 0);
    let ofDay = found.byDay.get(day);
    if (!ofDay) {
      ofDay = new Float64Array(TIER_COUNT);
      found.byDay.set(day, ofDay);
    }
    increase(ofDay, tier, cost);
    const place = session[line] ?? 0;
    increase(found.sessions.usd, place * TIER_COUNT + tier, cost);
    increase(found.sessions.calls, place, number);
    if (found.firstOf[place] === -1) found.firstOf[place] = line;
  }

  /** Adds a line to its names: of each dimension, or of the one whose filter it does not fit. */
  #addNames(sums: readonly ByName[], line: number, only: number): void {
    const [cost, number] = [this.columns.usd[line] ?? 0, this.columns.calls[line] ?? 0];
    const tier = this.#tiers[line] ?? 0;
    const last = only === NONE ? sums.length - 1 : only;
    for (let at = only === NONE ? 0 : only; at <= last; at++) {
      const sum = sums[at];
      const place = this.#places[at]?.[line] ?? 0;
      if (!sum) continue;
      increase(sum.usd, place * TIER_COUNT + tier, cost);
      increase(sum.calls, place, number);
    }
  }
}

function increase(sums: Float64Array, at: number, more: number): void {
  sums[at] = (sums[at] ?? 0) + more;
}

const tierNamed = (name: string): number => {
  const at = [...TIERS].map(String).indexOf(name);
  return at < 0 ? TIER_COUNT - 1 : at;
};

const NONE = -1;
const SEVERAL = -2;

/** The one dimension whose filter a line does not fit; NONE or SEVERAL. */
function failedBy(
  line: number,
  columns: readonly Uint32Array[],
  wanted: readonly (Uint8Array | null)[],
): number {
  let failed = NONE;
  for (let at = 0; at < wanted.length; at++) {
    const of = wanted[at];
    if (!of || of[columns[at]?.[line] ?? 0]) continue;
    if (failed !== NONE) return SEVERAL;
    failed = at;
  }
  return failed;
}

/** 1 for each name that is chosen; null where every one is. */
function wantedIn(names: readonly string[], picked: readonly string[]): Uint8Array | null {
  if (!picked.length) return null;
  return Uint8Array.from(names, (name) => (picked.includes(name) ? 1 : 0));
}

const QUARTER = 15;

/** The day of each moment by the reader's clock, which differs from UTC by whole quarters of an hour. */
function daysOf(minutes: Float64Array): Int32Array {
  const known = new Map<number, number>();
  return Int32Array.from(minutes, (at) => {
    const quarter = Math.floor(at / QUARTER);
    const day = known.get(quarter) ?? dayOf(new Date(quarter * QUARTER * 60_000));
    known.set(quarter, day);
    return day;
  });
}
