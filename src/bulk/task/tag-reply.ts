// How a reply says the tags of items: each id followed by tags, by their names or numbers.
import { estimateTokens } from '../../models/tokens.ts';
import { shortNames } from './short-tags.ts';
import type { ListedAnswer } from './task.ts';

export interface TagSet {
  tags: readonly { name: string; description: string }[];
  /** An item may carry several tags. */
  multiple: boolean;
  /** What the model answers when no tag fits; never a final tag. */
  abstain: string | null;
  /** A reply names tags by their numbers, from 1 on; the abstention has the last one. */
  byNumber?: boolean;
}

/** All that may be answered, in order: the tags, then the abstention. */
export const namesOf = ({ tags, abstain }: TagSet): string[] => [
  ...tags.map(({ name }) => name),
  ...(abstain ? [abstain] : []),
];

/** Ids begin above. */
export const MOST_NUMBERED_TAGS = 99;

/** A name that is a number could be taken for an id. */
export const isNumber = (name: string): boolean => /^\d+$/.test(name);

/** What an entry of a list of ids and tags is; null where a reply has an object per item, as tags are numbers themselves. */
export function tagsInList(set: TagSet): ListedAnswer | null {
  const names = namesOf(set);
  const most = set.multiple ? Number.POSITIVE_INFINITY : 1;
  if (names.some(isNumber)) return null;
  if (!set.byNumber)
    return {
      schema: { anyOf: [{ type: 'integer' }, { type: 'string', enum: shortNames(names) }] },
      isWord: (entry) => typeof entry !== 'number',
      most,
    };
  const isTag = (entry: unknown): boolean => typeof entry === 'number' && names[entry - 1] !== undefined;
  return { schema: { type: 'integer' }, isWord: (entry) => typeof entry !== 'number' || isTag(entry), most };
}

/** About how many tokens each tag takes in a reply, with its id. */
export function usualLengths(set: TagSet): number[] {
  const short = shortNames(namesOf(set));
  const inList = tagsInList(set) !== null;
  return set.tags.map((_, index) => {
    if (!inList) return estimateTokens(`{"id":123,"tags":["${short[index]}"]},`);
    return estimateTokens(set.byNumber ? `123,${index + 1},` : `123,"${short[index]}",`);
  });
}

/** The rules of a reply with tags. */
export function tagReplyRules(set: TagSet): string[] {
  const names = namesOf(set);
  if (names.some(isNumber)) return objectRules(set);
  return set.byNumber ? numberRules(set, names) : nameRules(set, names);
}

function nameRules({ multiple, abstain }: TagSet, names: readonly string[]): string[] {
  const short = shortNames(names);
  const cut = short.findIndex((one, index) => one !== names[index]);
  const spelling =
    cut < 0 ? '' : `, but cut where no other tag begins the same: "${short[cut]}" for ${names[cut]}`;
  return [
    `Reply with JSON only: {"results": [id, "tag", id, "tag", …]}, each id followed by its ${multiple ? 'tags' : 'tag'}, no id twice, none left out.`,
    `Use only the tags listed, spelled as they are listed${spelling}.`,
    ...(abstain ? [`If no tag fits an item, or you cannot tell, its tag is "${abstain}" alone.`] : []),
  ];
}

function numberRules({ multiple, abstain }: TagSet, names: readonly string[]): string[] {
  return [
    `Reply with JSON only: {"results": [id, number, id, number, …]}, each id followed by the ${multiple ? 'numbers of its tags' : 'number of its tag'}, no id twice, none left out.`,
    `The numbers: ${names.map((name, index) => `${name} ${index + 1}`).join(', ')}.`,
    ...(abstain ? [`If no tag fits an item, or you cannot tell, its number is ${names.length} alone.`] : []),
  ];
}

const objectRules = ({ abstain }: TagSet): string[] => [
  'Reply with JSON only: {"results": [{"id": number, "tags": ["tag"]}]}, one result for each id, no id twice.',
  'Use only the tags listed, spelled as they are listed.',
  ...(abstain ? [`If no tag fits an item, or you cannot tell, its tags are ["${abstain}"] alone.`] : []),
];
