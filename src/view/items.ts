// The items of the page, and which of them a filter lets through.
import { NOBODY, type PageHead, REVIEW, type Row } from './data.ts';
import { isWithin } from './tag-tree.ts';

export interface PageItem {
  index: number;
  line: number;
  tags: readonly number[];
  by: number;
  text: string;
  fields: readonly (number | string)[];
  review: Row[6];
  fixed: boolean;
  /** What is searched: everything it says, in lower case. */
  lower: string;
}

export function toItem([index, line, tags, by, text, fields, review, fixed]: Row): PageItem {
  const lower = [text, ...fields.filter((_, at) => at % 2)].join('\n').toLowerCase();
  return { index, line, tags, by, text, fields, review, fixed: fixed === 1, lower };
}

export const STATES = ['all', 'review', 'decided', 'open', 'corrected'] as const;
export type State = (typeof STATES)[number];

/** Names, not places: they go into the address. An empty list lets everything through. */
export interface Filter {
  tag: string[];
  by: string[];
  why: string[];
  state: State;
  words: string;
  /** From 1. */
  page: number;
}

export const NO_FILTER: Filter = { tag: [], by: [], why: [], state: 'all', words: '', page: 1 };

/** The filter as the address's hash, '' for none. */
export function toHash({ tag, by, why, state, words, page }: Filter): string {
  const parts = new URLSearchParams();
  for (const [key, names] of Object.entries({ tag, by, why }))
    for (const name of names) parts.append(key, name);
  if (state !== 'all') parts.set('state', state);
  if (words) parts.set('q', words);
  if (page > 1) parts.set('page', String(page));
  return parts.toString();
}

/** The filter that a hash says; what this file does not have is left out. */
export function fromHash(hash: string, { tags, by, reasons }: PageHead): Filter {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const known = (key: string, all: PageHead['tags']): string[] =>
    parts.getAll(key).filter((name) => all.some(([one]) => one === name));
  return {
    tag: known('tag', tags),
    by: known('by', by),
    why: known('why', reasons),
    state: STATES.find((state) => state === parts.get('state')) ?? 'all',
    words: parts.get('q') ?? '',
    page: Math.max(1, Math.floor(Number(parts.get('page')) || 1)),
  };
}

export interface Matches {
  items: PageItem[];
  /** How many of them have each tag, and so on, by place in the head. */
  tags: number[];
  by: number[];
  reasons: number[];
}

/** The items that match, and what they are. */
export function matching(
  items: readonly PageItem[],
  filter: Filter,
  head: PageHead,
  isCorrected: (item: PageItem) => boolean,
): Matches {
  const found: Matches = {
    items: [],
    tags: head.tags.map(() => 0),
    by: head.by.map(() => 0),
    reasons: head.reasons.map(() => 0),
  };
  const noTag = head.tags.findIndex(([name]) => !name);
  const withAbove = placesWithAbove(head.tags);
  const tests = testsFor(filter, head, noTag, isCorrected);
  for (const item of items) {
    if (!tests.every((test) => test(item))) continue;
    found.items.push(item);
    const tags = tagsOrNone(item, noTag).flatMap((tag) => withAbove[tag] ?? tag);
    for (const tag of new Set(tags)) increase(found.tags, tag);
    increase(found.by, item.by);
    if (item.review) increase(found.reasons, item.review[0]);
  }
  return found;
}

type Test = (item: PageItem) => boolean;

/** What an item has to pass; only what the filter asks for. */
function testsFor(filter: Filter, head: PageHead, noTag: number, isCorrected: Test): Test[] {
  const words = filter.words.trim().toLowerCase();
  const tags = chosen(head.tags, filter.tag, isWithin);
  const by = chosen(head.by, filter.by);
  const reasons = chosen(head.reasons, filter.why);
  const tests: Test[] = [];
  if (filter.state !== 'all') tests.push(stateTest(filter.state, head, isCorrected));
  if (words) tests.push(({ lower }) => lower.includes(words));
  if (tags) tests.push((item) => tagsOrNone(item, noTag).some((tag) => tags.has(tag)));
  if (by) tests.push((item) => by.has(item.by));
  if (reasons) tests.push(({ review }) => review !== null && reasons.has(review[0]));
  return tests;
}

function stateTest(state: Exclude<State, 'all'>, { by: who }: PageHead, isCorrected: Test): Test {
  const review = who.findIndex(([name]) => name === REVIEW);
  const nobody = who.findIndex(([name]) => name === NOBODY);
  const tests: Record<typeof state, Test> = {
    review: ({ by }) => by === review,
    decided: ({ by }) => by !== review && by !== nobody,
    open: ({ by }) => by === nobody,
    corrected: isCorrected,
  };
  return tests[state];
}

const tagsOrNone = ({ tags }: PageItem, noTag: number): readonly number[] => (tags.length ? tags : [noTag]);

/** The places of each tag and of those above it. */
const placesWithAbove = (tags: PageHead['tags']): number[][] =>
  tags.map(([name]) => tags.flatMap(([other], place) => (isWithin(name, other) ? place : [])));

function chosen(
  all: PageHead['tags'],
  names: readonly string[],
  fits = (name: string, wanted: string): boolean => name === wanted,
): Set<number> | null {
  if (!names.length) return null;
  return new Set(all.flatMap(([name], place) => (names.some((wanted) => fits(name, wanted)) ? place : [])));
}

const increase = (counts: number[], place: number): void => {
  counts[place] = (counts[place] ?? 0) + 1;
};
