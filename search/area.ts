// What every area of the search looks like: it tries cases until its effort is used up, and says what broke.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** When an area is done: after so many cases, or at that moment (milliseconds since the epoch), whatever comes first. */
export interface Effort {
  cases: number;
  until: number;
  /** The number of the first case; 0 when it is missing. */
  first?: number;
  /** How far the next case's number is away, when several processes share the work; 1 when it is missing. */
  step?: number;
  /** Called with the number of each case before it is tried. */
  onCase?(number: number): void;
  /** Called with each finding of a new kind, when it is found. */
  onFinding?(finding: string): void;
}

export interface Count {
  tried: number;
  failed: number;
}

export interface Report extends Count {
  /** What broke, and how to see it again: one entry per kind. */
  findings: string[];
  /** The same counts by kind of case, in areas that have kinds. */
  kinds: Record<string, Count>;
}

export interface Area {
  name: string;
  /** What is tried, in a few words. */
  tries: string;
  run(seed: number, effort: Effort): Promise<Report>;
}

/** An area with its place in the long form. */
export interface PlannedArea extends Area {
  /** How many cases it tries. */
  cases: number;
  /** How much of the time is its share, beside the others. */
  weight: number;
  /** Whether its cases keep one core busy, so that each core gets a share of them. */
  onAllCores?: true;
}

/** What breaks in the same words, numbers aside, is one finding: the first case that showed it. */
const kindOf = (message: string): string => message.split('\n', 1)[0]?.replace(/\d+/g, 'n') ?? '';

/** Tries a case. Returns its kind, a word, where there are kinds. Throws what is a finding. */
type TryOne = (random: Random, number: number) => unknown;

/** What a case throws that has a kind. */
export class Broken extends Error {
  readonly kind: string;

  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Tries cases until the effort is used up; the first one in any case. */
export async function tryCases(seed: number, effort: Effort, tryOne: TryOne): Promise<Report> {
  const { cases, until, first = 0, step = 1, onCase } = effort;
  const report: Report = { tried: 0, failed: 0, findings: [], kinds: {} };
  const note = findingsInto(report, seed, effort);
  while (report.tried < cases && (report.tried === 0 || Date.now() < until)) {
    const number = first + step * report.tried;
    onCase?.(number);
    let kind: unknown;
    let failed = 0;
    try {
      const trying = tryOne(new Random(seed * 1_000_003 + number), number);
      kind = trying instanceof Promise ? await trying : trying;
    } catch (error) {
      failed = 1;
      if (error instanceof Broken) kind = error.kind;
      note(number, error);
    }
    addCount(report, { tried: 1, failed });
    if (typeof kind === 'string') addToKind(report, kind, { tried: 1, failed });
  }
  return report;
}

/** Returns what notes an error as a finding, unless one of its kind is there. */
function findingsInto({ findings }: Report, seed: number, { onFinding }: Effort) {
  const seen = new Set<string>();
  return (number: number, error: unknown): void => {
    const { stack, message } = error instanceof Error ? error : new Error(String(error));
    if (seen.has(kindOf(message))) return;
    seen.add(kindOf(message));
    const finding = `seed ${seed}, case ${number}: ${stack ?? message}`;
    findings.push(finding);
    onFinding?.(finding);
  };
}

/** Adds `more` to `sum`. */
export function addCount(sum: Count, more: Count): void {
  sum.tried += more.tried;
  sum.failed += more.failed;
}

function addToKind({ kinds }: Report, kind: string, more: Count): void {
  const sum = kinds[kind] ?? { tried: 0, failed: 0 };
  addCount(sum, more);
  kinds[kind] = sum;
}

/** Returns what several processes report of one area. */
export function together(reports: readonly Report[]): Report {
  const sum: Report = { tried: 0, failed: 0, findings: [], kinds: {} };
  for (const report of reports) {
    addCount(sum, report);
    sum.findings.push(...report.findings);
    for (const [kind, count] of Object.entries(report.kinds)) addToKind(sum, kind, count);
  }
  return sum;
}

/** Throws with `what` unless it holds. */
export function must(holds: boolean, what: () => string): asserts holds {
  if (!holds) throw new Error(what());
}

/** Numbers that are the same for the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  pick<One>(from: readonly One[]): One {
    return from[this.below(from.length)] as One;
  }
}

/** Calls `act` with a new folder, which is removed after it. */
export async function inFolder<Result>(act: (folder: string) => Promise<Result> | Result): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-search-'));
  try {
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}
