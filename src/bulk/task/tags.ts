// Answers that are tags of a scheme.
import { estimateTokens } from '../../models/tokens.ts';
import { shortNames } from './short-tags.ts';
import { namesOf, type TagSet, tagsInList, usualLengths } from './tag-reply.ts';
import { commonAbove, isTree, mostSpecific } from './tag-tree.ts';
import { type AnswerKind, tagsOf, type Value } from './task.ts';

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

/** Room for an answer of whoever replies with an object per item, {"id":123,"tags":[]}, as nobody can be held to it everywhere. */
const RESULT_TOKENS = 10;
const MOST_TAGS_PLANNED_FOR = 8; // an answer with more is cut off and asked again in a smaller pack

/** An abstention in words. */
export const NO_TAG_FITS = 'no tag fits';

/** Tags: a non-empty array in the scheme's order and spelling; for an abstention, the abstain word alone. */
export function tagAnswers(set: TagSet): AnswerKind {
  const { tags, multiple, abstain, byNumber } = set;
  const names = namesOf(set);
  const short = shortNames(names);
  const spelled = new Spelling(names, short);
  const lengths = tags.map((tag) => estimateTokens(`"${tag.name}",`));
  const usual = usualLengths(set);
  const most = multiple ? Math.min(lengths.length, MOST_TAGS_PLANNED_FOR) : 1;
  const tokens = {
    usual: Math.ceil(usual.reduce((sum, length) => sum + length, 0) / usual.length),
    longest: RESULT_TOKENS + Math.max(...lengths) * most + 4,
  };
  const tree = isTree(names);
  // Hundreds of thousands of items share a handful of answers: one array each is enough.
  const known = new Map<string, { value: Value }>();

  function check(given: unknown): string[] | string {
    const named = byNumber && Array.isArray(given) ? given.map((word) => names[word - 1] ?? word) : given;
    const chosen = namesIn(named, spelled);
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
    inList: tagsInList(set),
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
      const found = tree && !multiple ? commonAbove(values.flatMap(tagsOf), names) : null;
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

/** The tags that a reply names, in our spelling, or what is wrong with it. */
function namesIn(given: unknown, spelled: Spelling): Set<string> | string {
  if (!Array.isArray(given) || !given.length) return 'the reply gave it no tag';
  const chosen = new Set<string>();
  for (const word of given) {
    const name = typeof word === 'string' ? spelled.nameOf(word) : undefined;
    if (name === undefined) return `the reply gave it an unknown tag: ${JSON.stringify(word)?.slice(0, 60)}`;
    chosen.add(name);
  }
  return chosen;
}

/** What may be written for a tag: its name in any capitals, or the beginning of it, from its short form on. */
class Spelling {
  readonly #names: ReadonlyMap<string, string>;
  readonly #cut: readonly { from: string; whole: string; name: string }[];

  constructor(names: readonly string[], short: readonly string[]) {
    this.#names = new Map(names.map((name) => [name.toLowerCase(), name]));
    this.#cut = names.flatMap((name, index) =>
      short[index] === name
        ? []
        : [{ from: (short[index] as string).toLowerCase(), whole: name.toLowerCase(), name }],
    );
  }

  nameOf(word: string): string | undefined {
    const given = word.trim().toLowerCase();
    return (
      this.#names.get(given) ??
      this.#cut.find(({ from, whole }) => given.startsWith(from) && whole.startsWith(given))?.name
    );
  }
}
