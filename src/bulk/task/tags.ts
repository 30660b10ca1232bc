// Answers that are tags of a scheme.
import { estimateTokens } from '../../models/tokens.ts';
import { commonAbove, isTree, mostSpecific } from './tag-tree.ts';
import type { AnswerKind, Value } from './task.ts';

export interface TagSet {
  tags: readonly { name: string; description: string }[];
  /** An item may carry several tags. */
  multiple: boolean;
  /** What the model answers when no tag fits; never a final tag. */
  abstain: string | null;
}

/** What a model is told about the tags. */
export function tagBrief({ tags, multiple }: TagSet, description: string, instructions: string): string {
  const list = tags.map((tag) => (tag.description ? `- ${tag.name}: ${tag.description}` : `- ${tag.name}`));
  const tree = isTree(tags.map(({ name }) => name));
  return [
    `You tag items. Choose ${multiple ? 'every tag that applies, at least one,' : 'exactly one tag'} for each item.`,
    description && `What the tags are about: ${description}`,
    `## Tags\n\n${list.join('\n')}${tree ? `\n\n${KINDS}` : ''}`,
    instructions && `## How to choose\n\n${instructions}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

const KINDS =
  'A tag with a slash is a kind of the tag before the slash. Choose the kind where it is certain; where it is not, choose the tag that it is a kind of.';

/** The rules of a reply with tags. */
export const tagReplyRules = ({ abstain }: TagSet): string[] => [
  'Reply with JSON only: {"results": [{"id": number, "tags": ["tag"]}]}, one result for each id, no id twice.',
  'Use only the tags listed, spelled as they are listed.',
  ...(abstain ? [`If no tag fits an item, or you cannot tell, its tags are ["${abstain}"] alone.`] : []),
];

const RESULT_TOKENS = 10; // {"id":123,"tags":[]},
const MOST_TAGS_PLANNED_FOR = 8; // an answer with more is cut off and asked again in a smaller pack

/** An abstention in words. */
export const NO_TAG_FITS = 'no tag fits';

/** Tags: a non-empty array in the scheme's order and spelling; for an abstention, the abstain word alone. */
export function tagAnswers({ tags, multiple, abstain }: TagSet): AnswerKind {
  const names = [...tags.map((tag) => tag.name), ...(abstain ? [abstain] : [])];
  const spelled = new Map(names.map((name) => [name.toLowerCase(), name]));
  const lengths = tags.map((tag) => estimateTokens(`"${tag.name}",`));
  const most = multiple ? Math.min(lengths.length, MOST_TAGS_PLANNED_FOR) : 1;
  const tokens = {
    usual: RESULT_TOKENS + Math.ceil(lengths.reduce((sum, length) => sum + length, 0) / lengths.length),
    longest: RESULT_TOKENS + Math.max(...lengths) * most + 4,
  };
  const tree = isTree(names);
  // Hundreds of thousands of items share a handful of answers: one array each is enough.
  const known = new Map<string, { value: Value }>();

  function check(given: unknown): string[] | string {
    const chosen = namesIn(given, spelled);
    if (typeof chosen === 'string') return chosen;
    if (tree)
      for (const name of [...chosen]) if (!mostSpecific([...chosen]).includes(name)) chosen.delete(name);
    if (chosen.size > 1 && !multiple) return `the reply gave it ${chosen.size} tags where one is wanted`;
    if (chosen.size > 1 && abstain && chosen.has(abstain)) return `the reply gave it tags and "${abstain}"`;
    return names.filter((name) => chosen.has(name));
  }

  return {
    name: 'tags',
    schema: { type: 'array', items: { type: 'string', enum: names } },
    definitions: null,
    read(given) {
      const verdict = check(given);
      if (typeof verdict === 'string') return { problem: verdict };
      const key = verdict.join('\0');
      const reading = known.get(key) ?? { value: verdict };
      known.set(key, reading);
      return reading;
    },
    abstains: (value) => abstain !== null && (value as string[])[0] === abstain,
    texts: [],
    comparable: true,
    common(values) {
      const found = tree && !multiple ? commonAbove(values.flatMap(namesOf), names) : null;
      return found === null ? null : [found];
    },
    abstention: NO_TAG_FITS,
    tokens: (which) => tokens[which],
    columns: ['tags'],
    by: 'tagged_by',
    cells: (value) => [value ?? []],
    inOneCell: (value) => ((value ?? []) as string[]).join(','),
  };
}

const namesOf = (value: Value): readonly string[] => (Array.isArray(value) ? value : []);

/** The tags that a reply names, in our spelling, or what is wrong with it. */
function namesIn(given: unknown, spelled: ReadonlyMap<string, string>): Set<string> | string {
  if (!Array.isArray(given) || !given.length) return 'the reply gave it no tag';
  const chosen = new Set<string>();
  for (const word of given) {
    const name = typeof word === 'string' ? spelled.get(word.trim().toLowerCase()) : undefined;
    if (name === undefined) return `the reply gave it an unknown tag: ${JSON.stringify(word)?.slice(0, 60)}`;
    chosen.add(name);
  }
  return chosen;
}
