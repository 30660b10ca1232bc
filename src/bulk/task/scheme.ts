// A scheme: which tags there are and how to choose among them.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import { checkHeader, parseMarkdown } from '../../front-matter.ts';
import { count } from '../../terminal/format.ts';
import { examplesBrief, readExamples } from './examples.ts';
import { otherKind } from './find.ts';
import { COMMON_HEADER } from './header.ts';
import { PROMPT_VERSION } from './item.ts';
import { compileRules, type Rules } from './rules.ts';
import { isNumber, MOST_NUMBERED_TAGS, tagReplyRules } from './tag-reply.ts';
import { flattened, isTree } from './tag-tree.ts';
import { tagAnswers, tagBrief } from './tags.ts';
import { nameFrom, type RuleHit, type Task } from './task.ts';

export interface Tag {
  name: string;
  description: string;
  match: readonly string[];
}

export interface Scheme extends Task {
  kind: 'scheme';
  tags: readonly Tag[];
}

const PACK_ITEMS = 40;
/** Keys that no scheme has. */
const OF_RECIPES = ['output', 'fields', 'schema', 'maxLength', 'multiline'];

// Tags are joined with commas in text and CSV output.
const TagName = z
  .string()
  .regex(/^[^\s,][^,\t\r\n]*(?<!\s)$/, 'expected a tag name without commas, tabs or surrounding spaces')
  .max(100, 'expected a tag name of at most 100 characters');

const TagHeader = z.strictObject({
  description: z.string().default(''),
  match: z
    .union(
      [z.string().transform((pattern) => [pattern]), z.array(z.string())],
      'expected a list of regular expressions',
    )
    .default([]),
});

const SchemeHeader = z.strictObject({
  ...COMMON_HEADER,
  tags: z.preprocess(
    spellOutTags,
    z.record(TagName, TagHeader, 'expected tags, each as "name: { description: … }"'),
  ),
  parts: z
    .record(
      z.string().regex(/^[a-z][\w-]*$/i, 'expected names of letters, digits, "_" and "-"'),
      z.string(),
      'expected parts of patterns, each as "name: pattern"',
    )
    .default({}),
  multiple: z.boolean().default(false),
  abstain: TagName.nullable().default(null),
  reply: z.enum(['names', 'numbers'], 'expected "names" or "numbers"').default('names'),
});

// Tags below others get their whole names. `tags: [a, b]` and `tags: { a: "What a is." }` are short for the full form.
function spellOutTags(tags: unknown): unknown {
  if (Array.isArray(tags) && tags.every((tag) => typeof tag === 'string')) {
    return Object.fromEntries(tags.map((tag) => [tag, {}]));
  }
  const all = flattened(tags);
  if (!all) return tags;
  return Object.fromEntries(
    all.map(([name, tag]) => [name, typeof tag === 'string' ? { description: tag } : (tag ?? {})]),
  );
}

/** Reads a scheme from its Markdown. Throws UsageError naming the file, the field and what was expected. */
export function parseScheme(text: string, file: string): Scheme {
  const { header, body } = parseMarkdown(text, file);
  if (!(header as { tags?: unknown }).tags) {
    if (OF_RECIPES.some((key) => key in (header as object))) throw otherKind(file, 'recipe');
    throw new UsageError(`${file}: tags: missing. A scheme needs at least one tag in its header ("tags:").`);
  }
  const given = (header as { tags?: unknown }).tags;
  refuseTooMany(given, file);
  refuseRepeats(given, file);
  const { tags: tagHeaders, mask, parts, reply, ...rest } = checkHeader(SchemeHeader, header, file);
  const { description, multiple, abstain } = rest;
  const tags = Object.entries(tagHeaders).map(([tag, details]) => ({ name: tag, ...details }));
  if (!tags.length) throw new UsageError(`${file}: tags: expected at least one tag.`);
  refuseTwins(tags, abstain, file);
  const rules = compileRules(tags, file, parts);
  const set = { tags, multiple, abstain, byNumber: reply === 'numbers' };
  if (set.byNumber) refuseUnnumbered(tags, file);
  const answer = tagAnswers(set);
  const examples = readExamples(rest.examples, answer, file);
  return {
    ...rest,
    kind: 'scheme',
    file,
    name: rest.name ?? nameFrom(file),
    tags,
    masks: mask,
    brief: [tagBrief(set, description, body), examplesBrief('Examples', examples, answer)]
      .filter(Boolean)
      .join('\n\n'),
    replyRules: tagReplyRules(set),
    answer,
    examples,
    tagNames: tags.map(({ name }) => name),
    packItems: PACK_ITEMS,
    rulesIn: (item) => hitsIn(item, { tags, matching: rules.matching(item), parts, text, file }),
    matching: namesOf(rules, tags),
    hash: hashOf({
      description,
      tags: tags.map((tag) => [tag.name, tag.description]),
      multiple,
      abstain,
      body,
      ...(examples.length && { examples }),
      ...(isTree(tags.map((tag) => tag.name)) && { tree: true }),
    }),
  };
}

interface Ruled {
  tags: readonly Tag[];
  /** Indexes of tags that a pattern of theirs is found for. */
  matching: readonly number[];
  parts: Readonly<Record<string, string>>;
  /** The whole file. */
  text: string;
  file: string;
}

/** Which pattern it was: each is tried by itself. */
const hitsIn = (item: string, { tags, matching, parts, text, file }: Ruled): RuleHit[] =>
  matching.flatMap((index) => {
    const { name, match } = tags[index] as Tag;
    return match
      .filter((pattern) => compileRules([{ name, match: [pattern] }], file, parts).matching(item).length)
      .map((pattern) => ({ tag: name, pattern, file, line: lineOf(pattern, text) }));
  });

/** YAML spells a pattern plainly, or with its quotes or backslashes doubled. */
function lineOf(pattern: string, text: string): number | null {
  const spellings = [pattern, pattern.replaceAll("'", "''"), JSON.stringify(pattern).slice(1, -1)];
  const at = text.split('\n').findIndex((line) => spellings.some((spelled) => line.includes(spelled)));
  return at < 0 ? null : at + 1;
}
/** Finds the names of the tags whose patterns are in a text. */
function namesOf(rules: Rules, tags: readonly Tag[]): Task['matching'] {
  // One list for the same tags.
  const known = new Map<string, readonly string[]>();
  const alone = tags.map(({ name }) => [name]);
  return (text) => {
    const found = rules.matching(text);
    if (!found.length) return NO_TAGS;
    if (found.length === 1) return alone[found[0] as number] as string[];
    const key = found.join();
    const names = known.get(key) ?? found.map((index) => tags[index]?.name ?? '');
    if (known.size < MOST_LISTS) known.set(key, names);
    return names;
  };
}

const NO_TAGS: readonly string[] = [];

/** More are possible, and then not kept. */
const MOST_LISTS = 1000;

/** Every request carries them all. */
const MOST_TAGS = 5000;

function refuseTooMany(tags: unknown, file: string): void {
  const many = (Array.isArray(tags) ? tags : flattened(tags))?.length ?? 0;
  if (many <= MOST_TAGS) return;
  throw new UsageError(
    `${file}: tags: expected at most ${count(MOST_TAGS)} tags, got ${count(many)}. Every request carries them all: tag in two steps, coarse first.`,
  );
}

// Ids are numbers, too.
function refuseUnnumbered(tags: readonly Tag[], file: string): void {
  const number = tags.find(({ name }) => isNumber(name));
  if (!number && tags.length < MOST_NUMBERED_TAGS) return;
  const why = number
    ? `"${number.name}" is a number itself`
    : `at most ${MOST_NUMBERED_TAGS - 1} tags have numbers`;
  throw new UsageError(`${file}: reply: ${why}. Leave "reply: numbers" out.`);
}

function refuseRepeats(tags: unknown, file: string): void {
  const list = Array.isArray(tags) ? tags : flattened(tags)?.map(([name]) => name);
  if (!list) return;
  const seen = new Set<unknown>();
  const twice = list.find((tag) => seen.size === seen.add(tag).size);
  if (twice !== undefined)
    throw new UsageError(`${file}: tags: "${twice}" is listed twice. List each tag once.`);
}

// Replies are matched to tags without regard to capitals, so names must differ in more than that.
function refuseTwins(tags: readonly Tag[], abstain: string | null, file: string): void {
  const seen = new Map<string, string>();
  for (const name of [...tags.map((tag) => tag.name), ...(abstain ? [abstain] : [])]) {
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined) {
      const where = name === abstain ? 'abstain' : 'tags';
      throw new UsageError(
        `${file}: ${where}: "${name}" is the same tag as "${twin}". Names must differ in more than capitals.`,
      );
    }
    seen.set(name.toLowerCase(), name);
  }
}

// Masks, match patterns and their parts are not part of it: they decide which items are asked, not what the answer to one is.
const hashOf = (parts: object): string =>
  createHash('sha256')
    .update(JSON.stringify([PROMPT_VERSION, parts]))
    .digest('hex')
    .slice(0, 16);
