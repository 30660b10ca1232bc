// A person's decisions about the items that no tier could settle.
import { readFileSync } from 'node:fs';
import { systemReason, UsageError } from '../errors.ts';
import type { Job } from './job.ts';
import { type Outcome, type TierAnswer, taggedBy } from './outcome.ts';
import { fingerprintIn, type Scheme } from './scheme.ts';
import type { Group } from './survey.ts';

/** One line of a review file. */
export interface ReviewLine {
  index: number;
  line: number;
  item: string;
  reason: string;
  answers: TierAnswer[];
}

export interface OpenCase {
  line: ReviewLine;
  group: Group;
}

/**
 * The cases of `reviewFile` that a person can decide, one for items that count as the same; items that are no items (broken
 * rows) are left out. Every other item of the file is put back into review, as the file says.
 * Throws UsageError when the file cannot be read or belongs to another input.
 */
export function openCases({ survey, input, settings: { scheme } }: Job, reviewFile: string): OpenCase[] {
  const cases = new Map<Group, OpenCase>();
  for (const line of readReview(reviewFile)) {
    const group = line.index < survey.items ? survey.of(line.index) : undefined;
    // A decision is kept for the text it was made about, so that text has to be the one that stands there.
    if (
      group === undefined ||
      (typeof group !== 'string' && group.fingerprint !== fingerprintIn(scheme, line.item))
    ) {
      throw new UsageError(
        `${reviewFile} does not fit ${input.name}: its item ${line.index + 1} is another one now. Run bulk-tag again first.`,
      );
    }
    if (typeof group === 'string' || group.outcome?.status === 'tagged') continue;
    group.outcome = { status: 'review', reason: line.reason, answers: line.answers } satisfies Outcome;
    if (!cases.has(group)) cases.set(group, { line, group });
  }
  return [...cases.values()];
}

/** The lines of a review file; none when there is no such file. Throws UsageError. */
export function readReview(file: string): ReviewLine[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UsageError(`${file}: cannot read it: ${systemReason(error)}.`);
  }
  return text.split('\n').flatMap((line, number) => {
    if (!line) return [];
    try {
      return [JSON.parse(line)];
    } catch {
      throw new UsageError(`${file} line ${number + 1} is not JSON. Run bulk-tag again to write it anew.`);
    }
  });
}

/** Keeps a decision on disk, then counts it. */
export function decide({ person }: Job, group: Group, tags: readonly string[]): void {
  person.append([
    { fingerprint: group.fingerprint, tier: 'person', model: 'person', served: 'person', tags },
  ]);
  group.outcome = taggedBy('person', tags);
}

/** What a person typed, as tags in the scheme's order; an explanation when it is none. Numbers, names, or parts of names. */
export function readDecision(typed: string, scheme: Scheme): string[] | string {
  const words = typed.split(',').map((word) => word.trim());
  const chosen = new Set<string>();
  for (const word of words) {
    const found = /^\d+$/.test(word)
      ? scheme.tags.slice(Number(word) - 1, Number(word))
      : scheme.tags.filter(({ name }) => name.toLowerCase() === word.toLowerCase());
    const tag =
      found[0] ??
      onlyOne(scheme.tags.filter(({ name }) => name.toLowerCase().startsWith(word.toLowerCase())));
    if (!word || !tag)
      return `"${word}" is no tag. Type a number from 1 to ${scheme.tags.length}, a name, s to skip or q to stop.`;
    chosen.add(tag.name);
  }
  if (chosen.size > 1 && !scheme.multiple) return 'One tag only: the scheme gives each item one.';
  return scheme.tags.map(({ name }) => name).filter((name) => chosen.has(name));
}

const onlyOne = <Item>(items: readonly Item[]): Item | undefined =>
  items.length === 1 ? items[0] : undefined;
