// A person's decisions about the items that no tier could decide.
import { UsageError } from '../../errors.ts';
import type { Job } from '../job.ts';
import { doneBy } from '../outcome/outcome.ts';
import { type ReviewLine, readReviewFile } from '../result/review-file.ts';
import { firstItems, type Group, type ItemRecord } from '../survey/survey.ts';
import { fingerprintIn, type Task, type Value } from '../task/task.ts';
import { keepReviewed } from './reviewed.ts';

export interface OpenCase {
  line: ReviewLine;
  group: Group;
  /** The item as a model sees it. */
  text: string;
}

/**
 * The cases of `reviewFile` that a person can decide, one for items that count as the same; items that are not items (broken
 * rows) are left out. Every other item of the file is put back into review, as the file says.
 * Throws UsageError when the file cannot be read or belongs to another input.
 */
export async function openCases(job: Job, reviewFile: string): Promise<OpenCase[]> {
  const { survey, source, input, settings } = job;
  const reviewed = readReviewFile(reviewFile, settings.task.answer, settings.host.access);
  const lines = new Map(reviewed.map((line) => [line.index, line]));
  const mismatch = (index: number): UsageError =>
    new UsageError(
      `${reviewFile} does not fit ${input.name}: its item ${index + 1} is another one now. Run the job again first.`,
    );
  const cases = new Map<Group, OpenCase>();
  let index = -1;
  let aside = 0;
  for await (const record of lines.size ? firstItems(source, survey.items, () => aside++) : []) {
    const at = ++index + aside; // rows that are not worked on count, too
    const line = lines.get(at);
    if (!line) continue;
    lines.delete(at);
    if (!isAbout(line, record, job, index)) throw mismatch(at);
    const group = survey.of(index);
    if (typeof group === 'string' || group.outcome?.status === 'done') continue;
    group.outcome = { status: 'review', reason: line.reason, answers: line.answers };
    if (!cases.has(group)) cases.set(group, { line, group, text: record.text });
  }
  for (const [beyond] of lines) throw mismatch(beyond);
  return [...cases.values()];
}

// A decision applies to the text it was made about, so the input must still hold that text.
function isAbout(
  { item }: ReviewLine,
  record: ItemRecord,
  { survey, settings }: Job,
  index: number,
): boolean {
  const group = survey.of(index);
  const isSame = typeof group === 'string' || group.fingerprint === fingerprintIn(settings.task, record);
  return isSame && item === (record.label ?? record.text);
}

/** Keeps a decision about the item `text` on disk, then counts it. Throws UsageError. */
export function decide(
  { person, settings }: Job,
  { group, text }: Pick<OpenCase, 'group' | 'text'>,
  value: Value,
): void {
  person.append([
    { fingerprint: group.fingerprint, tier: 'person', model: 'person', served: 'person', value },
  ]);
  group.outcome = doneBy('person', value);
  keepReviewed(settings.task, text, value);
}

/** What a person typed, as an answer, or what is wrong with it. */
export function readDecision(typed: string, task: Task): { value: Value } | { problem: string } {
  if (task.kind === 'scheme') return readTags(typed, task);
  return task.answer.read(task.answer.columns.length > 1 ? fromJson(typed) : typed);
}

function fromJson(typed: string): unknown {
  try {
    return JSON.parse(typed);
  } catch {
    return undefined;
  }
}

function readTags(typed: string, { tagNames, multiple }: Task): { value: Value } | { problem: string } {
  const chosen = new Set<string>();
  for (const word of typed.split(',').map((part) => part.trim())) {
    const tag = tagMeantBy(word, tagNames);
    if (tag === undefined) {
      const expected = `Type a number from 1 to ${tagNames.length}, a name, s to skip or q to stop.`;
      return { problem: `"${word}" is not a tag. ${expected}` };
    }
    chosen.add(tag);
  }
  if (chosen.size > 1 && !multiple)
    return { problem: 'Expected one tag: the scheme allows only one per item.' };
  return { value: tagNames.filter((name) => chosen.has(name)) };
}

/** The tag of that number or name, or else the only one whose name begins with it. */
function tagMeantBy(word: string, names: readonly string[]): string | undefined {
  if (!word) return undefined;
  const lower = word.toLowerCase();
  const exact = /^\d+$/.test(word)
    ? names[Number(word) - 1]
    : names.find((name) => name.toLowerCase() === lower);
  if (exact !== undefined) return exact;
  const [only, ...others] = names.filter((name) => name.toLowerCase().startsWith(lower));
  return others.length ? undefined : only;
}
