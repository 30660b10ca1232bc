// The digest in words, cut to what fits a prompt.
import { estimateTokens } from '../../models/tokens.ts';
import { columns as alignColumns, count, percent } from '../../terminal/format.ts';
import { treeOf } from '../../view/tag-tree.ts';
import { mostFirst } from './counts.ts';
import type { Digest } from './digest.ts';

const RARE_SHARE = 0.02;

/** The digest as text of at most about `tokens` tokens: the tables whole, then as many examples as fit, equally many per tag. */
export function formatDigest(digest: Digest, name: string, tokens: number): string {
  const tables = [
    `# ${name}: ${count(digest.items)} items`,
    tagTable(digest),
    whoTable(digest),
    rareTags(digest),
    ...crossTables(digest),
  ].filter(Boolean);
  return [...tables, ...exampleLists(digest, tokens - estimateTokens(tables.join('\n\n')))].join('\n\n');
}

const LONGEST_NAME = 100;

/** A name or value of the input, on one line. */
function cell(text: string): string {
  const line = text.slice(0, LONGEST_NAME + 1).replaceAll(/\s+/g, ' ');
  return text.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME)}…` : line;
}

const tagName = (tag: string): string => cell(tag) || '(no tag)';

/** A parent counts what is below it; where it has items of its own, they are named. */
const tagTable = ({ tags, within, items }: Digest): string =>
  table([
    ['tag', 'items', 'share'],
    ...treeOf(tags, within).map(({ tag, items: number, depth, own }) => [
      `${'  '.repeat(depth)}${tagName(tag)}${own ? ` (${count(own)} without a kind)` : ''}`,
      count(number),
      percent(number / items),
    ]),
  ]);

const whoTable = ({ by }: Digest): string =>
  by.size > 1
    ? table([['decided by', 'items'], ...[...by].map(([who, number]) => [cell(who), count(number)])])
    : '';

function rareTags({ tags, items }: Digest): string {
  const rare = mostFirst(tags).filter(([tag, number]) => tag && number < RARE_SHARE * items);
  const list = rare.map(([tag, number]) => `${cell(tag)} ${count(number)}`).join(', ');
  return list && `Rare (under ${percent(RARE_SHARE)}): ${list}`;
}

function crossTables({ tags, crossTabs }: Digest): string[] {
  const names = mostFirst(tags).map(([tag]) => tag);
  return [...crossTabs].map(([column, values]) =>
    table([
      [cell(column), ...names.map(tagName)],
      ...[...values].map(([value, perTag]) => [
        cell(value) || '(empty)',
        ...names.map((tag) => count(perTag.get(tag) ?? 0)),
      ]),
    ]),
  );
}

interface ExampleList {
  title: string;
  all: readonly string[];
  shown: string[];
}

/** Examples of each tag in turn, until `tokens` are used up. */
function exampleLists({ tags, examples, borderline }: Digest, tokens: number): string[] {
  const lists: ExampleList[] = mostFirst(tags).map(([tag]) => ({
    title: tagName(tag),
    all: examples.get(tag) ?? [],
    shown: [],
  }));
  lists.push({
    title: 'Borderline: decided above the first tier, or not at all',
    all: borderline,
    shown: [],
  });
  let left = tokens;
  for (const { example, list } of inTurn(lists)) {
    const line = JSON.stringify(example);
    left -= estimateTokens(line) + 1;
    if (left < 0) break;
    list.shown.push(line);
  }
  return lists.flatMap(({ title, shown }) => (shown.length ? `## ${title}\n${shown.join('\n')}` : []));
}

function* inTurn(lists: readonly ExampleList[]): Generator<{ example: string; list: ExampleList }> {
  const longest = Math.max(0, ...lists.map(({ all }) => all.length));
  for (let turn = 0; turn < longest; turn++) {
    for (const list of lists) {
      const example = list.all[turn];
      if (example !== undefined) yield { example, list };
    }
  }
}

const table = (rows: string[][]): string =>
  alignColumns(rows, rows[0]?.map((_, at) => (at === 0 ? 'left' : 'right')) ?? []).join('\n');
