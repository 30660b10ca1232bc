// What is taken for what, and how often each tag, or each field of a recipe, is found; by tier.
import { type Task, tagsOf, type Value } from '../../bulk/task/task.ts';
import { type Interval, scoreInterval } from '../../stats/share.ts';
import { confusions, recallPerTag, type Tagging } from '../tags.ts';

/** One item: what counts as right for it here, and what each setting said. */
export interface Judged {
  line: number;
  text: string;
  right: Value;
  said: ReadonlyMap<string, Value>;
}

export interface Confusion {
  /** The setting, by its name: a tier as it is usually asked has its own. */
  tier: string;
  /** What it said; null: nothing valid. */
  said: string | null;
  /** What the labels, or the reference, say. */
  instead: string;
  items: number;
  /** Items that were taken the other way around. */
  back: number;
  examples: Example[];
}

/** An item to look at: shown, never kept. */
export interface Example {
  line: number;
  item: string;
}

/** Of a tag, or of a field: on how many items, and how often each tier says there what counts as right. */
export interface TagRecall {
  items: number;
  byTier: Record<string, Interval>;
}

/** Of each kind. */
export const EXAMPLES = 3;
const LONGEST_EXAMPLE = 120;
const MOST_CONFUSIONS = 50;

/** Returns what is confused, the most frequent first. */
export function confusionsIn(items: readonly Judged[], settings: readonly string[], task: Task): Confusion[] {
  const found = settings.flatMap((tier) =>
    facetsOf(task).flatMap((facet) => {
      const [given, right] = taggings(items, tier, facet);
      return [...confusions(given, right), ...unanswered(given, right)].map(
        ({ truth, answer, items: places, back }): Confusion => ({
          tier,
          said: answer,
          instead: truth,
          items: places.length,
          back,
          examples: places.slice(0, EXAMPLES).map((place) => exampleOf(items[place] as Judged)),
        }),
      );
    }),
  );
  return found.sort((a, b) => b.items - a.items).slice(0, MOST_CONFUSIONS);
}

/** Items without a valid answer, by what is right for them. */
function unanswered(given: Tagging, right: Tagging) {
  const places = new Map<string, number[]>();
  for (const [place, tags] of given.entries())
    for (const tag of tags === null ? (right[place] ?? []) : [])
      places.set(tag, [...(places.get(tag) ?? []), place]);
  return [...places].map(([truth, items]) => ({ truth, answer: null, items, back: 0 }));
}

/** Returns an item as an example, its text cut short. */
export const exampleOf = ({ line, text }: Pick<Judged, 'line' | 'text'>): Example => ({
  line,
  item: text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE)}…` : text,
});

/** Returns how often each tier finds each tag; of a recipe, how often it says the same in each field. */
export function recallByTag(
  items: readonly Judged[],
  settings: readonly string[],
  { task, confidence }: { task: Task; confidence: number },
): Record<string, TagRecall> {
  if (task.kind === 'recipe') return recallByField(items, settings, { task, confidence });
  const found: Record<string, TagRecall> = {};
  for (const tier of settings) {
    const [given, right] = taggings(items, tier, WHOLE);
    for (const { tag, recall } of recallPerTag(given, right, confidence)) {
      found[tag] ??= { items: recall.n, byTier: {} };
      found[tag].byTier[tier] = recall;
    }
  }
  return found;
}

function recallByField(
  items: readonly Judged[],
  settings: readonly string[],
  { task, confidence }: { task: Task; confidence: number },
): Record<string, TagRecall> {
  return Object.fromEntries(
    facetsOf(task).map((facet): [string, TagRecall] => {
      const byTier = settings.map((tier): [string, Interval] => {
        const [given, right] = taggings(items, tier, facet);
        const hits = right.filter((tags, place) => given[place]?.join() === tags?.join()).length;
        return [tier, scoreInterval({ hits, n: items.length, population: null }, confidence)];
      });
      return [
        facet || task.answer.columns[0] || '',
        { items: items.length, byTier: Object.fromEntries(byTier) },
      ];
    }),
  );
}

/** A field of a recipe; '' for the whole answer. */
type Facet = string;
const WHOLE: Facet = '';

const facetsOf = ({ kind, answer }: Task): readonly Facet[] =>
  kind === 'recipe' && answer.columns.length > 1
    ? answer.columns.filter((name) => !answer.texts.includes(name)) // words are never the same
    : [WHOLE];

/** What the tier said, and what is right, item by item. */
function taggings(items: readonly Judged[], tier: string, facet: Facet): [Tagging, Tagging] {
  const given = items.map(({ said }) => {
    const value = said.get(tier);
    return value === undefined ? null : tagsIn(value, facet);
  });
  return [given, items.map(({ right }) => tagsIn(right, facet))];
}

function tagsIn(value: Value, facet: Facet): readonly string[] {
  if (Array.isArray(value)) return tagsOf(value);
  if (typeof value === 'string') return [value];
  const field = (value as Readonly<Record<string, unknown>>)[facet];
  return [`${facet}: ${JSON.stringify(field) ?? '-'}`];
}

export interface ConfusedPair {
  tags: [string, string];
  items: number;
}

/** A pair has to be confused on so many items to be worth a word in the scheme. */
const WORTH_ITEMS = 3;

/** Returns the pairs of tags that are taken for each other, in both directions or by several tiers: those the scheme leaves open. */
export function confusedPairs(found: readonly Confusion[]): ConfusedPair[] {
  const pairs = new Map<string, { tags: [string, string]; items: number; ways: Set<string> }>();
  for (const { tier, said, instead, items } of found) {
    if (said === null) continue;
    const tags = [said, instead].sort() as [string, string];
    const key = JSON.stringify(tags);
    const pair = pairs.get(key) ?? { tags, items: 0, ways: new Set() };
    pairs.set(key, pair);
    pair.items += items;
    pair.ways.add(`${tier} ${said}`);
  }
  return [...pairs.values()]
    .filter(({ items, ways }) => items >= WORTH_ITEMS && ways.size > 1)
    .sort((a, b) => b.items - a.items)
    .map(({ tags, items }) => ({ tags, items }));
}
