// The calls of a report as columns of numbers with lists of their names: what the page carries.

import { type Grouping, keysOf, type ProjectOf } from '../usage/groupings.ts';
import type { PricedCall } from '../usage/priced-call.ts';
import {
  type Block,
  COLUMNS,
  type Column,
  DIMENSIONS,
  type Dimension,
  type ReportHead,
} from '../view/report/data.ts';

const LINES_PER_BLOCK = 10_000;
const NO_BRANCH = 'no branch';

/** Names in the order in which they were first seen, which is their place. */
class Names {
  readonly list: string[] = [];
  readonly #places = new Map<string, number>();

  placeOf(name: string): number {
    let place = this.#places.get(name);
    if (place === undefined) {
      place = this.list.push(name) - 1;
      this.#places.set(name, place);
    }
    return place;
  }
}

/** Returns the calls, in order of time, with the names that stand in them. */
export function columnsOf(
  calls: readonly PricedCall[],
  projectOf: ProjectOf,
): { blocks: Block[]; names: ReportHead['names'] } {
  const keys = keysOf(calls, projectOf);
  const named = [...DIMENSIONS, 'session', 'effort'] as const;
  const names = Object.fromEntries(named.map((name) => [name, new Names()])) as Record<
    (typeof named)[number],
    Names
  >;
  const blocks: Block[] = [];
  const sorted = calls.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const [index, call] of sorted.entries()) {
    if (index % LINES_PER_BLOCK === 0) blocks.push(emptyBlock());
    const block = blocks.at(-1) as Block;
    for (const name of DIMENSIONS) block[name].push(names[name].placeOf(nameOf(keys[name], name, call)));
    block.session.push(names.session.placeOf(keys.session(call) ?? ''));
    block.effort.push(names.effort.placeOf(call.effort ?? ''));
    for (const [column, figure] of Object.entries(figuresOf(call))) block[column as Column].push(figure);
  }
  const lists = Object.fromEntries(named.map((name) => [name, names[name].list]));
  return { blocks, names: lists as ReportHead['names'] };
}

function nameOf(
  keyOf: (call: PricedCall) => string | null,
  name: Dimension & Grouping,
  call: PricedCall,
): string {
  const key = keyOf(call) ?? '';
  return name === 'branch' && key === NO_BRANCH ? '' : key;
}

const emptyBlock = (): Block => Object.fromEntries(COLUMNS.map((name) => [name, []])) as unknown as Block;

const figuresOf = (call: PricedCall): Partial<Record<Column, number>> => ({
  at: Math.floor(Date.parse(call.at) / 60_000),
  usd: Math.round((call.costUsd ?? 0) * 1e6),
  calls: call.calls ?? 1,
  input: call.input,
  output: call.output,
  cacheRead: call.cacheRead,
  cacheWrite: call.cacheWrite5m + call.cacheWrite1h,
});
