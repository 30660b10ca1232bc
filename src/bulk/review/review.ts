// A person's decisions about the items that no tier could settle.
import { UsageError } from '../../errors.ts';
import type { Job } from '../job.ts';
import { doneBy, type Outcome } from '../outcome/outcome.ts';
import { type ReviewLine, readReviewFile } from '../result/review-file.ts';
import { firstItems, type Group } from '../survey/survey.ts';
import type { Scheme } from '../task/scheme.ts';
import { fingerprintIn, type Task, type Value } from '../task/task.ts';

export interface OpenCase {
  line: ReviewLine;
  group: Group;
}

/**
 * The cases of `reviewFile` that a person can decide, one for items that count as the same; items that are no items (broken
 * rows) are left out. Every other item of the file is put back into review, as the file says.
 * Throws UsageError when the file cannot be read or belongs to another input.
 */
export async function openCases(
  { survey, source, input, settings: { task } }: Job,
  reviewFile: string,
): Promise<OpenCase[]> {
  const lines = new Map(readReviewFile(reviewFile, task.answer).map((line) => [line.index, line]));
  const mismatch = (index: number): UsageError =>
    new UsageError(
      `${reviewFile} does not fit ${input.name}: its item ${index + 1} is another one now. Run the job again first.`,
    );
  const cases = new Map<Group, OpenCase>();
  let index = -1;
  for await (const record of lines.size ? firstItems(source, survey.items) : []) {
    const line = lines.get(++index);
    if (!line) continue;
    lines.delete(index);
    const group = survey.of(index);
    // A decision is kept for the text it was made about, so that text has to be the one that stands there.
    const isSame = typeof group === 'string' || group.fingerprint === fingerprintIn(task, record);
    if (!isSame || line.item !== (record.label ?? record.text)) throw mismatch(index);
    if (typeof group === 'string' || group.outcome?.status === 'done') continue;
    group.outcome = { status: 'review', reason: line.reason, answers: line.answers } satisfies Outcome;
    if (!cases.has(group)) cases.set(group, { line, group });
  }
  for (const [beyond] of lines) throw mismatch(beyond);
  return [...cases.values()];
}

/** Keeps a decision on disk, then counts it. */
export function decide({ person }: Job, group: Group, value: Value): void {
  person.append([
    { fingerprint: group.fingerprint, tier: 'person', model: 'person', served: 'person', value },
  ]);
  group.outcome = doneBy('person', value);
}

/** What a person typed, as an answer, or an explanation when it is none. */
export function readDecision(typed: string, task: Task): { value: Value } | { problem: string } {
  if (task.kind === 'recipe')
    return task.answer.read(task.answer.columns.length > 1 ? fromJson(typed) : typed);
  const tags = readTags(typed, task as Scheme);
  return typeof tags === 'string' ? { problem: tags } : { value: tags };
}

function fromJson(typed: string): unknown {
  try {
    return JSON.parse(typed);
  } catch {
    return undefined;
  }
}

// Numbers, names, or the beginning of a name.
function readTags(typed: string, scheme: Scheme): string[] | string {
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
