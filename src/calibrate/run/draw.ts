// The items a calibration is about: a random sample of the distinct items that a model would be asked, the same each time.

import { imageProblem } from '../../bulk/before-asking.ts';
import { type Items, openItems } from '../../bulk/items/open.ts';
import type { ItemSource } from '../../bulk/items/record.ts';
import type { AnswerStore } from '../../bulk/outcome/answers.ts';
import type { JobEvents } from '../../bulk/settings.ts';
import { firstItems, type Group, type Survey, survey } from '../../bulk/survey/survey.ts';
import { fingerprintOf } from '../../bulk/task/fingerprint.ts';
import type { Task } from '../../bulk/task/task.ts';
import { UsageError } from '../../errors.ts';
import { decode } from '../../formats/bytes.ts';
import { usualColumn } from '../../formats/columns.ts';
import { fieldsOf } from '../../formats/objects.ts';
import { oneOf } from '../../one-of.ts';
import { counted } from '../../terminal/format.ts';
import { type CalibrateSettings, jobSettings } from './settings.ts';

export interface SampledItem {
  fingerprint: string;
  /** Its number in the input, from 0. */
  index: number;
  line: number;
  text: string;
  /** What stands for it where its text is too long: a path. */
  label: string | undefined;
  /** What the column says that holds the truth, or plays the person; undefined when there is none. */
  truth: unknown;
}

export interface Sample {
  items: readonly SampledItem[];
  /** Distinct items that a model would be asked: what the sample was drawn from. */
  population: number;
  /** The input as settings with masks see it, and as those without do. */
  view(masks: boolean): View;
  survey: Survey;
  source: ItemSource;
  input: Items['input'];
}

/** What items are the same, and by which fingerprint each item of the sample is asked about, in the order of the sample. */
export interface View {
  survey: Survey;
  fingerprints: readonly string[];
}

/** Opens the input, and draws and reads the sample; `draw` picks the groups. The input is open until it is closed by the caller. Throws UsageError. */
export async function openSample(
  settings: CalibrateSettings,
  events: JobEvents,
  draw = (asked: readonly Group[]): Group[] => drawn(asked, settings.sample),
): Promise<Sample> {
  const { input, source } = await openItems(settings.inputPath, settings.items, settings.host);
  try {
    for (const column of [settings.gold, settings.labelsFrom])
      if (column !== null) checkColumn(column, source, settings);
    const { task } = settings;
    const unmasked = task.masks.length > 0 && settings.asked.some(({ masks }) => !masks);
    const surveyed = (masks: Task['masks']) => surveyOf(source, { ...task, masks }, settings, events);
    const masks = unmasked ? [] : task.masks;
    const found = await surveyed(masks);
    const shown = shownIn({ ...task, masks });
    const asked = found.groups.filter(({ outcome, fingerprint }) => !outcome && !shown.has(fingerprint));
    if (!asked.length)
      throw new UsageError(
        `${source.name}: rules decide every item that is not an example, so no tier is asked and there is nothing to calibrate. Name an input with items that rules leave open.`,
      );
    const items = await read(source, found, draw(asked), settings.gold ?? settings.labelsFrom);
    const view = viewOf(found, items);
    const masked = unmasked ? viewOf(await surveyed(task.masks), items) : view;
    const views = (masks: boolean): View => (masks ? masked : view);
    return { items, population: asked.length, view: views, survey: found, source, input };
  } catch (error) {
    await input.close();
    throw error;
  }
}

/** Returns the fingerprints of the examples that are written in a task: every request shows their answers. */
const shownIn = ({ examples, masks, matching }: Task): Set<string> =>
  new Set(examples.map(({ item }) => fingerprintOf(item, masks, matching(item))));

const surveyOf = (
  source: ItemSource,
  task: Task,
  settings: CalibrateSettings,
  events: JobEvents,
): Promise<Survey> => {
  const { against, catalog, pack } = settings;
  return survey(source, {
    task,
    ladder: [{ tier: against, model: catalog.tiers[against].model, passes: [NO_ANSWERS] }],
    person: NO_ANSWERS, // an item that a person decided is as good as another, and has its label
    pack,
    limit: Number.POSITIVE_INFINITY,
    imageProblem: imageProblem(jobSettings(settings)),
    onProgress: (items) => events.progress(null, `reading: ${counted(items, 'item')}`),
  });
};

const viewOf = (found: Survey, items: readonly SampledItem[]): View => ({
  survey: found,
  fingerprints: items.map(({ index, fingerprint }) => {
    const group = found.of(index);
    return typeof group === 'string' ? fingerprint : group.fingerprint;
  }),
});

/** A fingerprint is a random number: the smallest ones are a random sample, and --sample of bulk-tag has drawn them, too. */
const drawn = (groups: readonly Group[], size: number): Group[] =>
  [...groups].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)).slice(0, size);

/** The first item of each group, in the order of `groups`. */
async function read(
  source: ItemSource,
  found: Survey,
  groups: readonly Group[],
  column: string | null,
): Promise<SampledItem[]> {
  const open = new Set(groups);
  const items = new Map<Group, SampledItem>();
  let index = -1;
  for await (const record of firstItems(source, found.items)) {
    const group = found.of(++index);
    if (typeof group === 'string' || !open.delete(group)) continue;
    const { line, text, label } = record;
    const truth = column === null ? undefined : fieldsOf(record, source)[column];
    items.set(group, { fingerprint: group.fingerprint, index, line, text, label, truth });
    if (!open.size) break;
  }
  return groups.flatMap((group) => items.get(group) ?? []);
}

/** Throws UsageError when the column is not there, or would be shown to the models as a part of the item. */
function checkColumn(
  column: string,
  { name, header, format }: ItemSource,
  { items, gold }: CalibrateSettings,
): void {
  const option = column === gold ? '--gold' : '--labels-from';
  if (format === 'text')
    throw new UsageError(
      `${option}: ${name} is read line by line and has no columns. Give a file of rows or objects.`,
    );
  if (items.columns.includes(column))
    throw new UsageError(`${option}: "${column}" is the item itself. Name the column that holds its tags.`);
  if (!header) return;
  const names = header.cells.map((cell) => decode(cell).trim());
  if (!names.includes(column))
    throw new UsageError(`${option}: ${name} has no column "${column}". ${oneOf(column, names)}`);
  const usual = items.columns.length ? items.columns[0] : usualColumn(names);
  if (usual === null || usual === column)
    throw new UsageError(
      `${option}: the item would contain column "${column}", and so every answer. Name the columns that are the item with --column.`,
    );
}

/** Knows nothing and keeps nothing. */
export const NO_ANSWERS: AnswerStore = {
  name: 'none',
  passedOver: [],
  get: () => undefined,
  refresh: () => false,
  prepare() {},
  append: () => null,
  distrust() {},
  close() {},
};
