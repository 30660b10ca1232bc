import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { systemReason, UsageError } from '../errors.ts';
import { checkHeader, parseMarkdown } from '../front-matter.ts';
import { TIER_NAMES, type TierName } from '../models/table.ts';
import { fingerprintOf } from './fingerprint.ts';
import { MASK_NAMES, type MaskName } from './masks.ts';
import { PROMPT_VERSION } from './prompt.ts';
import { compileRules, type Rules } from './rules.ts';

export interface Tag {
  name: string;
  description: string;
  match: readonly string[];
}

export interface Scheme {
  file: string;
  name: string;
  description: string;
  tags: readonly Tag[];
  /** An item may carry several tags. */
  multiple: boolean;
  /** What the model answers when no tag fits; never a final tag. */
  abstain: string | null;
  masks: readonly MaskName[];
  tier: TierName;
  /** The tiers an item may climb to; null for the default. */
  ladder: readonly TierName[] | null;
  /** How many independent passes have to agree on the first tier: 1 or 2. */
  votes: number;
  instructions: string;
  rules: Rules;
  /** Changes when anything changes that could change a model's answer. */
  hash: string;
}

// Tags are joined with commas in text and CSV output.
const TagName = z
  .string()
  .regex(/^[^\s,][^,\t\r\n]*(?<!\s)$/, 'expected a tag name without commas, tabs or spaces around it')
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
  name: z.string().optional(),
  description: z.string().default(''),
  tags: z.preprocess(
    spellOutTags,
    z.record(TagName, TagHeader, 'expected tags, as "name: { description: … }" each'),
  ),
  multiple: z.boolean().default(false),
  abstain: TagName.nullable().default(null),
  mask: z
    .array(z.enum(MASK_NAMES, `expected masks among: ${MASK_NAMES.join(', ')}`), 'expected a list of masks')
    .default([]),
  tier: z.enum(TIER_NAMES, `expected a tier: ${TIER_NAMES.join(', ')}`).default('haiku'),
  ladder: z
    .array(z.enum(TIER_NAMES, `expected tiers among: ${TIER_NAMES.join(', ')}`))
    .nullable()
    .default(null),
  votes: z.union([z.literal(1), z.literal(2)], 'expected 1 or 2').default(1),
});

// `tags: [a, b]` and `tags: { a: "What a is." }` are short for the full form.
function spellOutTags(tags: unknown): unknown {
  if (Array.isArray(tags) && tags.every((tag) => typeof tag === 'string')) {
    return Object.fromEntries(tags.map((tag) => [tag, {}]));
  }
  if (typeof tags !== 'object' || tags === null || Array.isArray(tags)) return tags;
  return Object.fromEntries(
    Object.entries(tags).map(([name, tag]) => [
      name,
      typeof tag === 'string' ? { description: tag } : (tag ?? {}),
    ]),
  );
}

export interface SchemePlaces {
  /** The user's project; its `.claude/schemes/` comes first. */
  project: string;
  /** The plugin's own `schemes/`. */
  shipped: string;
}

/** Loads a scheme by path (it has a slash or ends in .md) or by bare name. Throws UsageError. */
export function loadScheme(nameOrPath: string, places: SchemePlaces): Scheme {
  const file = findScheme(nameOrPath, places);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file}: cannot read the scheme: ${systemReason(error)}.`);
  }
  return parseScheme(text, file);
}

function findScheme(nameOrPath: string, { project, shipped }: SchemePlaces): string {
  if (/[/\\]|\.md$/.test(nameOrPath)) return nameOrPath;
  const folders = [join(project, '.claude', 'schemes'), shipped];
  const found = folders.map((folder) => join(folder, `${nameOrPath}.md`)).find((file) => existsSync(file));
  if (found) return found;
  const known = [...new Set(folders.flatMap(schemeNames))].sort();
  throw new UsageError(
    `There is no scheme "${nameOrPath}" in .claude/schemes. Choose one of: ${known.join(', ')}; or give the path of a scheme file.`,
  );
}

const schemeNames = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder).flatMap((file) => (file.endsWith('.md') ? [file.slice(0, -3)] : []))
    : [];

/** Reads a scheme from its Markdown. Throws UsageError naming the file, the field and what was expected. */
export function parseScheme(text: string, file: string): Scheme {
  const { header, body } = parseMarkdown(text, file);
  if (!(header as { tags?: unknown }).tags) {
    throw new UsageError(`${file}: tags: missing. A scheme needs at least one tag in its header ("tags:").`);
  }
  refuseRepeats((header as { tags?: unknown }).tags, file);
  const {
    name,
    description,
    tags: tagHeaders,
    multiple,
    abstain,
    mask,
    tier,
    ladder,
    votes,
  } = checkHeader(SchemeHeader, header, file);
  const tags = Object.entries(tagHeaders).map(([tag, details]) => ({ name: tag, ...details }));
  if (!tags.length) throw new UsageError(`${file}: tags: expected at least one tag.`);
  refuseTwins(tags, abstain, file);
  return {
    file,
    name: name ?? file.replace(/^.*[/\\]|\.md$/g, ''),
    description,
    tags,
    multiple,
    abstain,
    masks: mask,
    tier,
    ladder,
    votes,
    instructions: body,
    rules: compileRules(tags, file),
    hash: hashOf({
      description,
      tags: tags.map((tag) => [tag.name, tag.description]),
      multiple,
      abstain,
      body,
    }),
  };
}

function refuseRepeats(tags: unknown, file: string): void {
  if (!Array.isArray(tags)) return;
  const twice = tags.find((tag, index) => tags.indexOf(tag) !== index);
  if (twice !== undefined)
    throw new UsageError(`${file}: tags: "${twice}" is there twice. Name each tag once.`);
}

// Replies are matched to tags without regard to capitals, so names must differ in more than that.
function refuseTwins(tags: readonly Tag[], abstain: string | null, file: string): void {
  const seen = new Map<string, string>();
  for (const name of [...tags.map((tag) => tag.name), ...(abstain ? [abstain] : [])]) {
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined) {
      const where = name === abstain ? 'abstain' : 'tags';
      throw new UsageError(
        `${file}: ${where}: "${name}" is the same tag as "${twin}". Each needs a name of its own.`,
      );
    }
    seen.set(name.toLowerCase(), name);
  }
}

// Masks and match patterns are not part of it: they decide which items are asked, not what the answer to one is.
const hashOf = (parts: object): string =>
  createHash('sha256')
    .update(JSON.stringify([PROMPT_VERSION, parts]))
    .digest('hex')
    .slice(0, 16);

/** The names of the tags with a pattern that is found in `text`; exactly one decides by rule. */
export const matchingTags = ({ rules, tags }: Scheme, text: string): string[] =>
  rules.matching(text).map((index) => tags[index]?.name ?? '');

/** The fingerprint of an item under a scheme. */
export const fingerprintIn = (scheme: Scheme, text: string): string =>
  fingerprintOf(text, scheme.masks, matchingTags(scheme, text));
