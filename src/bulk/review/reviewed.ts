// Items that a person decided, kept beside a task that asks for it (`reviewed: n`), and the examples chosen of them.
import { appendFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { Access } from '../../access/access.ts';
import { systemReason, UsageError } from '../../errors.ts';
import { readJsonLines } from '../../json-lines.ts';
import type { ItemSource } from '../items/record.ts';
import { firstItems, type Group, type Survey } from '../survey/survey.ts';
import { mostAlike } from '../task/alike.ts';
import { examplesBrief, LONGEST_EXAMPLE } from '../task/examples.ts';
import { maskedText } from '../task/fingerprint.ts';
import { triesToSteer } from '../task/item.ts';
import type { Example, Task, Value } from '../task/task.ts';

const Line = z.object({
  item: z.string().min(1),
  tags: z.unknown().optional(),
  output: z.unknown().optional(),
});

/** The latest are looked at. */
const MOST_REVIEWED = 2000;
/** So many open items, drawn by their fingerprints, stand for all of them. */
const OPEN_SAMPLE = 200;

/** `schemes/area.md` → `schemes/area.reviewed.jsonl`. */
const reviewedFile = ({ file }: Pick<Task, 'file'>): string => file.replace(/(\.md)?$/, '.reviewed.jsonl');

/** Keeps an item with what a person decided, if the task wants such examples. Throws UsageError. */
export function keepReviewed(task: Task, item: string, value: Value): void {
  if (!task.reviewed || item.length > LONGEST_EXAMPLE) return;
  const file = reviewedFile(task);
  try {
    appendFileSync(file, `${JSON.stringify({ item, [task.answer.name]: value })}\n`, { mode: 0o600 });
  } catch (error) {
    throw new UsageError(
      `${file}: cannot keep the decided item there: ${systemReason(error)}. The decision itself is kept; take "reviewed" out of ${task.file}, or repair that.`,
    );
  }
}

/** The items kept so far that are valid for the task as it is now; the last decision about an item counts. Throws UsageError. */
export function readReviewed(task: Task, access: Access): Example[] {
  const file = reviewedFile(task);
  const refuse = (where: string): UsageError =>
    new UsageError(`${where}: expected {"item": text, "${task.answer.name}": …}. Repair or remove the line.`);
  const reader = { ...access, readText: (path: string) => access.readText(path, dirname(path)) };
  const examples = new Map<string, Example>();
  for (const { value } of readJsonLines(file, Line, refuse, reader) ?? []) {
    const reading = task.answer.read(value[task.answer.name]);
    examples.delete(value.item);
    // A text that talks to the model does not get to where its instructions are.
    if ('value' in reading && !triesToSteer(value.item))
      examples.set(value.item, { item: value.item, value: reading.value });
  }
  return [...examples.values()].slice(-MOST_REVIEWED);
}

interface Open {
  source: ItemSource;
  survey: Survey;
  limit: number;
  access: Access;
  /** Items of which it is measured how well they are answered: no example is one of them. */
  measured?: readonly string[];
}

/**
 * Returns the task with the reviewed items in its brief that are most like what is left to ask, and how many there were to choose from;
 * null where there are none. The task's hash stays: stored answers are not asked again. Throws UsageError.
 */
export async function withReviewed(
  task: Task,
  { source, survey, limit, access, measured = [] }: Open,
): Promise<{ task: Task; chosen: number; of: number } | null> {
  const all = task.reviewed && survey.toAsk.items ? readReviewed(task, access) : [];
  const masked = (text: string): string => maskedText(text, task.masks);
  const apart = new Set(measured.map(masked));
  const known = all.filter(({ item }) => !apart.has(masked(item)));
  if (!known.length) return null;
  const open = await openTexts(source, survey, limit);
  const indexes = mostAlike(
    known.map(({ item }) => item),
    open,
    task.reviewed,
  );
  const chosen = indexes.map((index) => known[index] as Example);
  if (!chosen.length) return null;
  const brief = `${task.brief}\n\n${examplesBrief('What a person decided', chosen, task.answer)}`;
  return { task: { ...task, brief }, chosen: chosen.length, of: known.length };
}

async function openTexts(source: ItemSource, survey: Survey, limit: number): Promise<string[]> {
  const drawn = new Set(
    survey.groups
      .filter(({ outcome }) => !outcome)
      .toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))
      .slice(0, OPEN_SAMPLE),
  );
  const texts: string[] = [];
  let index = 0;
  for await (const { text } of firstItems(source, limit)) {
    const group = survey.of(index++);
    if (typeof group === 'string' || !drawn.delete(group as Group)) continue;
    texts.push(text.slice(0, LONGEST_EXAMPLE));
    if (!drawn.size) break;
  }
  return texts;
}
