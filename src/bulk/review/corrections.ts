// A person's corrections, as the page of `tierwise view` writes them: all are checked before any is kept.
import * as z from 'zod';
import type { Access } from '../../access/access.ts';
import { UsageError } from '../../errors.ts';
import { isObject } from '../../formats/json-value.ts';
import { oneLine } from '../../formats/text.ts';
import { readJsonLines } from '../../json-lines.ts';
import { oneOf } from '../../one-of.ts';
import type { Job } from '../job.ts';
import { firstItems, type Group, type ItemRecord } from '../survey/survey.ts';
import { fingerprintIn, sameValue, type Task } from '../task/task.ts';
import { decide } from './review.ts';

const Line = z.object({
  index: z.int().min(0),
  item: z.string(),
  tags: z.array(z.string()).min(1),
});

interface Correction {
  /** Its place in the file, for messages: `x.corrections.jsonl line 3`. */
  where: string;
  item: string;
  /** In the scheme's order. */
  tags: string[];
}

/** By item number, from 0. */
export type Corrections = ReadonlyMap<number, Correction>;

/** Reads a file of `{"index", "item", "tags"}` lines; the last one about an item counts. Throws UsageError. */
export function readCorrections(file: string, task: Task, access: Access): Corrections {
  if (task.kind === 'recipe')
    throw new UsageError(`--corrections are of tags, and ${task.file} is a recipe. Leave --corrections out.`);
  const lines = readJsonLines(file, Line, (where) => refused(where, EXPECTED), access);
  if (!lines) throw new UsageError(`${file}: cannot read it: no such file or folder.`);
  const corrections = new Map<number, Correction>();
  for (const { where, value } of lines) {
    const { index, item, tags } = value;
    corrections.set(index, { where, item, tags: inScheme(tags, task, where) });
  }
  if (corrections.size) return corrections;
  throw new UsageError(`${file} holds no corrections. Select items in the page of "tierwise view" first.`);
}

const EXPECTED =
  'expected {"index": number from 0, "item": text, "tags": [tag, …]}, as the page of "tierwise view" writes it';

function inScheme(tags: readonly string[], scheme: Task, where: string): string[] {
  const names = scheme.tagNames;
  const unknown = tags.find((tag) => !names.includes(tag));
  if (unknown !== undefined) {
    throw refused(
      where,
      `"${unknown}" is not a tag of the scheme "${scheme.name}". ${oneOf(unknown, names)}`,
    );
  }
  const reading = scheme.answer.read(tags);
  if ('problem' in reading)
    throw refused(where, `${tags.length} tags, and the scheme "${scheme.name}" allows one per item`);
  return names.filter((name) => tags.includes(name));
}

/**
 * Keeps every correction as a person's decision, for all items that count as the same, and counts it in the job.
 * Throws UsageError when one does not fit the input or contradicts another; then none is kept.
 */
export async function applyCorrections(
  job: Job,
  corrections: Corrections,
): Promise<{ corrected: number; alike: number }> {
  const decisions = await decisionsFor(job, corrections);
  let items = 0;
  for (const [group, { correction, text }] of decisions) {
    decide(job, { group, text }, correction.tags);
    items += group.items;
  }
  return { corrected: corrections.size, alike: items - corrections.size };
}

/** A correction, and the item as a model sees it. */
interface Decision {
  correction: Correction;
  text: string;
}

async function decisionsFor(job: Job, corrections: Corrections): Promise<Map<Group, Decision>> {
  const decisions = new Map<Group, Decision>();
  const left = new Map(corrections);
  let [index, aside] = [0, 0];
  for await (const record of firstItems(job.source, job.survey.items, () => aside++)) {
    const at = index + aside; // rows that are not worked on count, too
    const correction = left.get(at);
    if (correction) {
      left.delete(at);
      const group = groupOf(job, { index, at }, record, correction);
      refuseContradiction(correction, decisions.get(group)?.correction);
      decisions.set(group, { correction, text: record.text });
    }
    index++;
  }
  for (const [number, { where }] of left) throw refused(where, whyNotThere(job, number));
  return decisions;
}

function whyNotThere({ input, survey }: Job, number: number): string {
  const all = survey.items + survey.aside;
  return number < all
    ? `item ${number + 1} of ${input.name} is not among the rows that --where leaves`
    : `there is no item ${number + 1} in ${input.name}: it has ${all}`;
}

function refuseContradiction({ where, tags }: Correction, other: Correction | undefined): void {
  if (!other || sameValue(other.tags, tags)) return;
  throw refused(
    where,
    `its item counts as the same as that of ${other.where}, but they have different tags. Keep one of them`,
  );
}

function groupOf(
  { input, survey, settings }: Job,
  { index, at }: { index: number; at: number },
  record: ItemRecord,
  { where, item }: Correction,
): Group {
  const group = survey.of(index);
  if (typeof group === 'string')
    throw refused(where, `item ${at + 1} of ${input.name} cannot be tagged: ${group}`);
  // The input may have changed since the survey.
  const unchanged = group.fingerprint === fingerprintIn(settings.task, record);
  if (unchanged && waysToWrite(record).includes(item)) return group;
  throw refused(
    where,
    `item ${at + 1} of ${input.name} is a different text. Has the input changed, or was "view" given other --column options than this command?`,
  );
}

// A result in another format than the input's spells the item in that format's way.
const waysToWrite = ({ text, label, value }: ItemRecord): string[] => [
  label ?? text,
  oneLine(text),
  ...(isObject(value) ? [JSON.stringify(value)] : []),
];

const refused = (where: string, why: string): UsageError =>
  new UsageError(`${where}: ${why}${/[.?]$/.test(why) ? '' : '.'} Nothing was changed.`);
