// What every area of the search looks like: it tries cases until its effort is used up, and says what broke.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** When an area is done: after so many cases, or at that moment (milliseconds since the epoch), whatever comes first. */
export interface Effort {
  cases: number;
  until: number;
}

export interface Report {
  cases: number;
  /** What broke, and how to see it again: one line each. */
  findings: string[];
}

export interface Area {
  name: string;
  /** What is tried, in a few words. */
  tries: string;
  run(seed: number, effort: Effort): Promise<Report>;
}

/** What breaks in the same words, numbers aside, is one finding: the first case that showed it. */
const kindOf = (message: string): string => message.split('\n', 1)[0]?.replace(/\d+/g, 'n') ?? '';

/** Tries cases with numbers from 0 until the effort is used up. What `tryOne` throws is a finding. */
export async function tryCases(
  seed: number,
  { cases, until }: Effort,
  tryOne: (random: Random, number: number) => unknown,
): Promise<Report> {
  const report: Report = { cases: 0, findings: [] };
  const kinds = new Set<string>();
  while (report.cases < cases && (report.cases === 0 || Date.now() < until)) {
    const number = report.cases++;
    try {
      const tried = tryOne(new Random(seed * 1_000_003 + number), number);
      if (tried instanceof Promise) await tried;
    } catch (error) {
      const { stack, message } = error as Error;
      if (!kinds.has(kindOf(message)))
        report.findings.push(`seed ${seed}, case ${number}: ${stack ?? message}`);
      kinds.add(kindOf(message));
    }
  }
  return report;
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
