// What is wanted of every item. A scheme wants tags, a recipe wants an output; the engine knows only this.
import type { RungName } from '../../models/table.ts';
import { fingerprintOfMasked, maskedText } from './fingerprint.ts';
import type { Item } from './item.ts';
import type { MaskName } from './masks.ts';

/** One answer to one item, as JSON: tags, a text, or fields. */
export type Value = readonly string[] | string | Readonly<Record<string, unknown>>;

export interface ListedAnswer {
  /** JSON schema of an entry of the list: an id or a word. */
  schema: object;
  /** Whether an entry is a word, and no id. */
  isWord(entry: unknown): boolean;
  /** How many words an answer may have. */
  most: number;
}

/** How answers look, and what makes one valid. */
export interface AnswerKind {
  /** Its key in a reply, in a stored answer and in a review line. */
  name: 'tags' | 'output';
  /** JSON schema of one answer as a model is held to it, and the definitions it refers to. */
  schema: object;
  definitions: object | null;
  /** Where a reply is a list, each id followed by the words of its answer. Null where it holds an object per item. */
  inList: ListedAnswer | null;
  /** The answer to use, in one spelling for one meaning, or what is wrong with the one given. */
  read(given: unknown): { value: Value } | { problem: string };
  /** Whether it says that there is no answer. */
  abstains(value: Value): boolean;
  /** What several answers have in common: a tag that all of theirs are kinds of. Missing or null: nothing. */
  common?(values: readonly Value[]): Value | null;
  /** The columns that hold words of the model's own, of which no two are the same; none where there is a choice only. */
  texts: readonly string[];
  /** Two readings of one item by one model are expected to be the same: a choice, not a text. */
  comparable: boolean;
  /** An abstention in words. */
  abstention: string;
  /** About how many tokens an answer takes: the longest to be expected, or a usual one. */
  tokens(which: 'longest' | 'usual'): number;
  /** What a result gets beside its own columns: these, then `by` for who gave them. */
  columns: readonly string[];
  by: 'tagged_by' | 'mapped_by';
  /** The columns' values, as JSON; null for an item without an answer. */
  cells(value: Value | null): unknown[];
  /** The whole answer in one cell, for lines of text and for people. */
  inOneCell(value: Value | null): string;
}

/** An item with its right answer, shown to a model before it is asked. */
export interface Example {
  item: string;
  value: Value;
}

/** A pattern of a tag that is found in an item. */
export interface RuleHit {
  tag: string;
  pattern: string;
  file: string;
  /** Where it stands in the file, from 1; null where it is spelled otherwise there. */
  line: number | null;
}

export interface Task {
  /** What it says of itself decides the words of messages: items are tagged by a scheme and mapped by a recipe. */
  kind: 'scheme' | 'recipe';
  file: string;
  name: string;
  masks: readonly MaskName[];
  tier: RungName;
  /** The tiers an item may climb to; null for the default. */
  ladder: readonly RungName[] | null;
  /** How many independent passes have to agree on the first tier: 1 to 5. */
  votes: number;
  /** What a model is told before the rules of input and reply. */
  brief: string;
  /** Reply rules of this task, one per line. */
  replyRules: readonly string[];
  answer: AnswerKind;
  /** The examples written in it, which are part of the brief. */
  examples: readonly Example[];
  /** How many more are chosen of the items that a person decided. */
  reviewed: number;
  /** The tags there are; none for a recipe. */
  tagNames: readonly string[];
  /** An item may carry several of them. */
  multiple: boolean;
  /** Items per request, unless the user says otherwise. */
  packItems: number;
  /** Names of the tags whose patterns are in `text`; exactly one decides by rule. Always none for a recipe. */
  matching(text: string): readonly string[];
  /** The patterns that are found in `text`, for people: slower than `matching`. */
  rulesIn(text: string): RuleHit[];
  /** Changes when anything changes that could change a model's answer. */
  hash: string;
}

/** What a task is called that does not say it: its file's name. */
export const nameFrom = (file: string): string => file.replace(/^.*[/\\]|\.md$/g, '');

/** The fingerprint of an item under a task. */
export const fingerprintIn = (task: Task, item: Item): string =>
  fingerprintOfMasked(maskedIn(task, item), task.matching(item.ruleText ?? item.text));

/** What of an item counts when it is compared, beside the tags whose patterns are in it. */
export const maskedIn = ({ masks }: Task, { text, image }: Item): string =>
  image ? maskedText(`${text}\0${image.hash}`, []) : maskedText(text, masks);

/** Whether two answers of one kind say the same. */
export const sameValue = (a: Value, b: Value): boolean => keyOf(a) === keyOf(b);

/** A string that is the same for answers that say the same. */
export const keyOf = (value: Value): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The tags of an answer; none when it is an output. */
export const tagsOf = (value: Value | null): readonly string[] => (Array.isArray(value) ? value : []);

/** Why a free text takes no votes. */
export const NO_VOTES = 'two free texts are never the same. Use fields, or leave votes out.';
