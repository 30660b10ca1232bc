// A calibration from its settings to what it found: the same items on every tier, then labels until it is decided.
import type { Budget } from '../../ask/budget.ts';
import { openStore } from '../../bulk/asking/stores.ts';
import type { JobEvents } from '../../bulk/settings.ts';
import { keyOf, type Value } from '../../bulk/task/task.ts';
import { type Calibrated, type Calibration, calibration, type Walk, walkSettings } from '../calibration.ts';
import { PersonLabels } from '../labels/person.ts';
import type { Labelled, Unlabelled } from '../labels/terminal.ts';
import type { Trial } from '../sample.ts';
import { type Answered, askSample } from './ask-sample.ts';
import type { Asked } from './ask-settings.ts';
import { type CostPerItem, costPer1000 } from './costs.ts';
import type { Sample, SampledItem } from './draw.ts';
import { type AskPerson, labelUntilDecided } from './label-loop.ts';
import type { Comparable } from './same-answers.ts';
import { type CalibrateSettings, jobSettings } from './settings.ts';
import { truthOf } from './truth.ts';

/** What was found. */
export interface Found extends Answered {
  settings: CalibrateSettings;
  items: readonly SampledItem[];
  population: number;
  view: Sample['view'];
  /** By fingerprint: of all items where the truth was there, else of those a person decided. */
  labels: ReadonlyMap<string, Value>;
  /** By the setting's name. */
  costs: ReadonlyMap<string, CostPerItem>;
  calibrated: Calibrated;
  budget: Budget;
}

export interface Means {
  budget: Budget;
  interrupted: AbortSignal;
  /** Null: there is nobody to ask. */
  person: AskPerson | null;
}

/** Asks in every setting about the sample, and a person where that does not decide. Throws UsageError. */
export async function calibrate(
  settings: CalibrateSettings,
  sample: Sample,
  events: JobEvents,
  { person, ...means }: Means,
): Promise<Found> {
  const truth = truthIn(sample, settings, events);
  const answered = await askSample(settings, sample, truth, { ...means, events });
  const costs = costPer1000(settings, sample.items, answered.bySetting);
  const trials = trialsOf(settings, answered.answers, costs);
  const question = (labels: ReadonlyMap<string, Value>): Calibration => ({
    ...{ question: asShares(settings), trials, confidence: settings.confidence / 100 },
    population: null, // what is decided is for items to come, too
    labels: placed(labels, sample.items),
    looks: settings.gold !== null ? 'once' : 'every',
  });
  const labelling = { answered, truth, person, decide: (labels: Labels) => walkSettings(question(labels)) };
  const labels = await labelsFor(settings, sample, events, labelling);
  const calibrated = honest(settings, calibration(question(labels)));
  const { items, population, view } = sample;
  const { budget } = means;
  return { ...answered, settings, items, population, view, labels, costs, calibrated, budget };
}

type Labels = ReadonlyMap<string, Value>;

interface Labelling {
  answered: Answered;
  truth: Labels;
  person: AskPerson | null;
  decide(labels: Labels): Walk;
}

/** The labels that are there, and those it takes beside them. */
async function labelsFor(
  settings: CalibrateSettings,
  sample: Sample,
  events: JobEvents,
  { answered, truth, person, decide }: Labelling,
): Promise<Labels> {
  const { gold, labelsFrom, mostLabels } = settings;
  const { judge, stopped } = answered;
  const store = new PersonLabels(await openStore('person', jobSettings(settings), events));
  try {
    return await labelUntilDecided({
      known: gold !== null ? truth : judge ? new Map() : store.of(sample.items),
      decide,
      item: (place) => unlabelled(place, sample, answered),
      person: judge || stopped ? null : whoLabels(settings, truth, person),
      keep: labelsFrom === null ? store : null, // a column is there the next time, too
      most: mostLabels,
    });
  } finally {
    store.close();
  }
}

/** Who is asked for labels: the column that plays the person, or the person; nobody where the truth is there. */
function whoLabels(
  { gold, labelsFrom }: CalibrateSettings,
  truth: ReadonlyMap<string, Value>,
  person: AskPerson | null,
): AskPerson | null {
  if (gold !== null) return null;
  return labelsFrom === null ? person : (item) => Promise.resolve(fromColumn(truth, item.fingerprint));
}

/** What the columns say, where one was named. */
function truthIn({ items }: Sample, settings: CalibrateSettings, events: JobEvents): Map<string, Value> {
  const { task, gold, labelsFrom } = settings;
  const name = gold ?? labelsFrom;
  if (name === null) return new Map();
  const { truth, note } = truthOf(items, task, { option: gold === null ? '--labels-from' : '--gold', name });
  if (note) events.note(note);
  return truth;
}

/** The settings with their answers, in the order of the sample. */
const trialsOf = (
  { catalog, asked }: CalibrateSettings,
  answers: Comparable['answers'],
  costs: ReadonlyMap<string, CostPerItem>,
): Trial[] =>
  asked.map(({ name, tier, effort, pack, votes }) => ({
    setting: { tier, model: catalog.tiers[tier].model, effort, pack, votes },
    answers: answers.get(name) ?? [],
    costPer1000Usd: costs.get(name)?.per1000Usd ?? null,
  }));

const placed = (labels: ReadonlyMap<string, Value>, items: readonly SampledItem[]): Map<number, string> =>
  new Map(
    items.flatMap(({ fingerprint }, place) => {
      const value = labels.get(fingerprint);
      return value === undefined ? [] : [[place, keyOf(value)]];
    }),
  );

const asShares = ({ question }: CalibrateSettings): Calibration['question'] =>
  question.kind === 'within'
    ? { kind: 'within', allowance: question.allowance / 100 }
    : { kind: 'floor', floor: question.floor / 100 };

/** Labels of disagreements say who is right there, not how often a tier is right: no accuracy comes of them. */
function honest({ question, gold }: CalibrateSettings, found: Calibrated): Calibrated {
  if (question.kind === 'floor' || gold !== null) return found;
  const settings = found.settings.map((one) => ({ ...one, accuracy: null, costPerCorrectUsd: null }));
  return { ...found, settings };
}

/** The item at a place of the sample, as a person is to see it. */
export function unlabelled(
  place: number,
  { items }: Pick<Sample, 'items'>,
  { bySetting }: Pick<Asked, 'bySetting'>,
): Unlabelled {
  const item = items[place] as SampledItem;
  const said = new Map<string, Value>();
  for (const { answers } of bySetting) {
    const value = answers.get(item.fingerprint)?.value;
    if (value !== undefined) said.set(keyOf(value), value);
  }
  return { ...item, said: [...said.values()] };
}

function fromColumn(truth: ReadonlyMap<string, Value>, fingerprint: string): Labelled {
  const value = truth.get(fingerprint);
  return value === undefined ? 'skip' : { value };
}
