// Calls added up: a row for all that are alike in what a report tells apart, lie in one quarter of an hour, and are priced by the same
// step; those that wrote a cache again stand apart. Every figure of a report is a sum over rows, exactly; every clock of the world
// differs from UTC by whole quarters.
import { MODELS } from '../../models/table.ts';
import { type CacheUse, NOT_WRITTEN, type WrittenAgain } from '../cache-rebuild.ts';
import { SUMS, type SumName } from '../ledger-entry.ts';
import { FACTS, type Facts } from './entry-fields.ts';
import type { LedgerLine } from './read-lines.ts';

/** Some calls of a session. */
export interface Row {
  facts: Facts;
  /** When the first and the last of them were, in milliseconds. */
  at: number;
  until: number;
  calls: number;
  /** The largest prompt. */
  prompt: number;
  sums: number[];
  costUsd: number | null;
  again: WrittenAgain;
}

export const QUARTER_MS = 900_000;

const PROMPT_STEPS = [
  ...new Set(
    Object.values(MODELS).flatMap(({ prices }) =>
      prices.flatMap(({ longPrompt }) => (longPrompt ? [longPrompt.above] : [])),
    ),
  ),
].sort((a, b) => a - b);

/** What rows depend on beside the ledger: stored ones that were made by another are made anew. */
export const ROWS_MADE_BY = JSON.stringify([2, FACTS, SUMS, PROMPT_STEPS]);

/** Rows that are being made. */
export class Rows {
  readonly #rows = new Map<Facts, Map<number, Row>>();
  readonly list: Row[] = [];

  add({ at, sums, costUsd, facts }: LedgerLine, again: WrittenAgain): void {
    const prompt = promptOf(sums);
    const key = keyOf(at, prompt, costUsd) * 2 + (again.switches ? 1 : 0);
    const row = this.#rowFor(facts, key, { at, costUsd });
    row.calls++;
    row.at = Math.min(row.at, at);
    row.until = Math.max(row.until, at);
    row.prompt = Math.max(row.prompt, prompt);
    for (let index = 0; index < sums.length; index++)
      row.sums[index] = (row.sums[index] ?? 0) + (sums[index] ?? 0);
    if (costUsd !== null) row.costUsd = (row.costUsd ?? 0) + costUsd;
    if (again.switches)
      row.again = {
        in5m: row.again.in5m + again.in5m,
        in1h: row.again.in1h + again.in1h,
        switches: row.again.switches + again.switches,
      };
  }

  #rowFor(facts: Facts, key: number, { at, costUsd }: Pick<LedgerLine, 'at' | 'costUsd'>): Row {
    const ofFacts = this.#rows.get(facts) ?? new Map<number, Row>();
    if (!ofFacts.size) this.#rows.set(facts, ofFacts);
    let row = ofFacts.get(key);
    if (!row) {
      row = {
        ...{ facts, at, until: at, calls: 0, prompt: 0, costUsd: costUsd === null ? null : 0 },
        sums: SUMS.map(() => 0),
        again: NOT_WRITTEN,
      };
      ofFacts.set(key, row);
      this.list.push(row);
    }
    return row;
  }
}

/** Returns how many price steps a prompt of so many tokens is above. */
export const stepOf = (prompt: number): number => PROMPT_STEPS.filter((above) => prompt > above).length;

/** One number for a quarter of an hour, a price step, and whether a price is known. */
function keyOf(at: number, prompt: number, costUsd: number | null): number {
  return (
    (Math.floor(at / QUARTER_MS) * (PROMPT_STEPS.length + 1) + stepOf(prompt)) * 2 +
    (costUsd === null ? 1 : 0)
  );
}

const [INPUT, READ, WRITE_5M, WRITE_1H] = ['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'].map((name) =>
  SUMS.indexOf(name as SumName),
) as [number, number, number, number];

const promptOf = (sums: readonly number[]): number =>
  (sums[INPUT] ?? 0) + (sums[READ] ?? 0) + (sums[WRITE_5M] ?? 0) + (sums[WRITE_1H] ?? 0);

/** Returns how a call used the cache. */
export const cacheUse = ({ at, sums, facts }: LedgerLine): CacheUse => ({
  ...{ served: facts.served, at, prompt: promptOf(sums), cacheRead: sums[READ] ?? 0 },
  ...{ cacheWrite5m: sums[WRITE_5M] ?? 0, cacheWrite1h: sums[WRITE_1H] ?? 0 },
});
