// A tagged file, small enough for one prompt: counts, cross-tabs by column, examples of each tag, and what was in doubt.
import type { Field } from '../../formats/format.ts';
import { estimateTokens } from '../../models/tokens.ts';
import { columns as alignColumns, count, percent } from '../../terminal/format.ts';
import type { ItemSource } from '../items/record.ts';
import { taggedItem } from './tagged.ts';

/** A column with more different values than this says nothing in a table. */
const MOST_VALUES = 12;
const RARE_SHARE = 0.02;
const LONGEST_EXAMPLE = 300;
const KEPT_PER_TAG = 40;

export interface Digest {
  items: number;
  tags: Map<string, number>;
  by: Map<string, number>;
  /** Column → value → tag → items. */
  crossTabs: Map<string, Map<string, Map<string, number>>>;
  /** Tag → examples, evenly spread over the file; '' for items without a tag. */
  examples: Map<string, string[]>;
  /** Items that a tier above the first, or a person, had to settle. */
  borderline: string[];
}

/** Reads a tagged file once; keeps counts and a bounded number of examples. */
export async function digest(source: ItemSource): Promise<Digest> {
  const result: Digest = {
    items: 0,
    tags: new Map(),
    by: new Map(),
    crossTabs: new Map(),
    examples: new Map(),
    borderline: [],
  };
  const tooMany = new Set<string>();
  const seen = new Map<string, number>();
  for await (const record of source.records()) {
    if (record.text === null) continue;
    const { tags, by, fields } = taggedItem(record, source);
    const item = longestOf(fields);
    const text = item?.[1] ?? '';
    result.items++;
    add(result.by, by || 'nobody yet');
    for (const tag of tags?.length ? tags : ['']) {
      add(result.tags, tag);
      keepSpread(result.examples, seen, tag, text);
      for (const field of fields) {
        const [column, value] = field;
        if (field !== item && !tooMany.has(column)) crossTab(result.crossTabs, tooMany, column, value, tag);
      }
    }
    if (isBorderline(by ?? '') && result.borderline.length < KEPT_PER_TAG) result.borderline.push(text);
  }
  for (const [column, values] of result.crossTabs) if (values.size < 2) result.crossTabs.delete(column);
  return result;
}

const add = (counts: Map<string, number>, key: string): Map<string, number> =>
  counts.set(key, (counts.get(key) ?? 0) + 1);

const isBorderline = (by: string): boolean => ['sonnet', 'opus', 'fable', 'person', 'review'].includes(by);

/** What most of a row's text is in; the rest are columns to count by. */
function longestOf(fields: readonly Field[]): Field | undefined {
  return fields.reduce<Field | undefined>(
    (best, field) => (field[1].length > (best?.[1].length ?? -1) ? field : best),
    undefined,
  );
}

// Every second, fourth, eighth … item of a tag as there come more, so that what is kept is spread over the file.
function keepSpread(
  examples: Map<string, string[]>,
  seen: Map<string, number>,
  tag: string,
  text: string,
): void {
  const kept = examples.get(tag) ?? [];
  const number = seen.get(tag) ?? 0;
  const step = 2 ** Math.floor(Math.log2(Math.max(1, number / KEPT_PER_TAG)));
  if (number % step === 0) {
    if (kept.length === 2 * KEPT_PER_TAG)
      kept.splice(0, kept.length, ...kept.filter((_, at) => at % 2 === 0));
    kept.push(text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE)}…` : text);
  }
  examples.set(tag, kept);
  seen.set(tag, number + 1);
}

function crossTab(
  tabs: Digest['crossTabs'],
  tooMany: Set<string>,
  column: string,
  value: string,
  tag: string,
): void {
  const values = tabs.get(column) ?? new Map<string, Map<string, number>>();
  tabs.set(column, values);
  values.set(value, add(values.get(value) ?? new Map(), tag));
  if (values.size <= MOST_VALUES) return;
  tabs.delete(column);
  tooMany.add(column);
}

/** The digest as text of at most about `tokens` tokens: the tables whole, then as many examples as fit, the same of each tag. */
export function formatDigest(found: Digest, name: string, tokens: number): string {
  const { items, tags, by, crossTabs, examples, borderline } = found;
  const sorted = [...tags].sort(([, a], [, b]) => b - a);
  const rare = sorted.filter(([tag, number]) => tag && number < RARE_SHARE * items);
  const parts = [
    `# ${name}: ${count(items)} items`,
    table([
      ['tag', 'items', 'share'],
      ...sorted.map(([tag, number]) => [tag || '(no tag)', count(number), percent(number / items)]),
    ]),
    by.size > 1
      ? table([['settled by', 'items'], ...[...by].map(([who, number]) => [who, count(number)])])
      : '',
    rare.length
      ? `Rare (under ${percent(RARE_SHARE)}): ${rare.map(([tag, number]) => `${tag} ${count(number)}`).join(', ')}`
      : '',
    ...[...crossTabs].map(([column, values]) =>
      table([
        [column, ...sorted.map(([tag]) => tag || '(no tag)')],
        ...[...values].map(([value, perTag]) => [
          value || '(empty)',
          ...sorted.map(([tag]) => count(perTag.get(tag) ?? 0)),
        ]),
      ]),
    ),
  ].filter(Boolean);
  let used = estimateTokens(parts.join('\n\n'));
  const lists = [
    ...sorted.map(([tag]) => ({
      title: tag || '(no tag)',
      all: examples.get(tag) ?? [],
      shown: [] as string[],
    })),
    {
      title: 'Borderline: settled above the first tier, or not at all',
      all: borderline,
      shown: [] as string[],
    },
  ];
  const longest = Math.max(0, ...lists.map(({ all }) => all.length));
  for (let turn = 0; turn < longest; turn++) {
    for (const { all, shown } of lists) {
      const example = all[turn];
      if (example === undefined) continue;
      const line = JSON.stringify(example);
      used += estimateTokens(line) + 1;
      if (used > tokens) return [...parts, ...examplesText(lists)].join('\n\n');
      shown.push(line);
    }
  }
  return [...parts, ...examplesText(lists)].join('\n\n');
}

const examplesText = (lists: readonly { title: string; shown: readonly string[] }[]): string[] =>
  lists.flatMap(({ title, shown }) => (shown.length ? [`## ${title}\n${shown.join('\n')}`] : []));

const table = (rows: string[][]): string =>
  alignColumns(rows, rows[0]?.map((_, at) => (at === 0 ? 'left' : 'right')) ?? []).join('\n');
