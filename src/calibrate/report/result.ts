// What a calibration says: the object of --json.
import type { Value } from '../../bulk/task/task.ts';
import type { Effort, RungName } from '../../models/table.ts';
import { type Interval, scoreInterval } from '../../stats/share.ts';
import type { JudgeReport } from '../judge/compare-texts.ts';
import { costOf } from '../run/ask-settings.ts';
import type { Found } from '../run/calibrate.ts';
import type { CostPerItem } from '../run/costs.ts';
import type { Twice } from '../run/twice.ts';
import type { Decision } from '../sample.ts';
import {
  type Confusion,
  confusionsIn,
  EXAMPLES,
  type Example,
  exampleOf,
  type Judged,
  recallByTag,
  type TagRecall,
} from './confusions.ts';

export interface SettingResult {
  tier: RungName;
  model: string;
  effort: Effort;
  pack: number;
  votes: number;
  /** Only in a setting without the masks of the task. */
  masks?: false;
  /** How often it says what the reference says. Not an accuracy. */
  agreement: Interval;
  /** Null without labels of items drawn at random. */
  accuracy: Interval | null;
  /** List price of 1,000 distinct items; null when it is not known. */
  costPer1000Usd: number | null;
  costPerCorrectUsd: number | null;
}

export interface CalibrationResult {
  question: 'within' | 'floor';
  /** Points. */
  allowance?: number;
  /** Percent. */
  floor?: number;
  /** Percent. */
  confidence: number;
  /** Distinct items. */
  sampled: number;
  settings: SettingResult[];
  /** How often the tier that the answer is about and the reference differ. */
  disagreement: Interval;
  /** How much more often the reference is right than that tier; null without labels. */
  difference: Interval | null;
  decision: Decision;
  recommended: Omit<SettingResult, 'agreement' | 'accuracy' | 'costPer1000Usd' | 'costPerCorrectUsd'> | null;
  labelsUsed: number;
  /** About how many more would decide; 0 when decided, null when no number would. */
  labelsNeeded: number | null;
  perTag: Record<string, TagRecall>;
  confusions: Confusion[];
  /** Where two answers of the reference differ: the data's own ceiling. Only where it was asked twice. */
  wavering?: { share: Interval; examples: Example[] };
  /** Who compared texts, and how often it errs; only where there are any. */
  judge?: JudgeReport;
  /** List price of what this run asked. */
  costUsd: number;
  /** Answers that were not asked, because an earlier run stored them. */
  stored: number;
}

/** What the texts need beside that. */
export interface Told {
  result: CalibrationResult;
  /** The names of the settings, in their order in the result. */
  names: string[];
  /** The reference. Settings by their name, here and below. */
  against: string;
  recommended: string | null;
  /** What the answer is about; the reference itself when it is compared with nothing. */
  about: string;
  population: number;
  itemsNeeded: number | null;
  /** A setting below the recommended one that labels could still show to do; null for none. */
  openBelow: string | null;
  costBasis: ReadonlyMap<string, CostPerItem['basis']>;
  /** What counts as right in `perTag` and `confusions`. */
  rightIs: 'label' | 'reference';
  /** Why not everything was asked; null when it was. */
  stopped: { by: string; reason: string } | null;
}

/** Returns it all. */
export function resultOf(found: Found): Told {
  const { settings, calibrated, population, stopped } = found;
  const names = settings.asked.map(({ name }) => name);
  const decision = stopped ? 'undecided' : decisionOf(found);
  const recommended = decision === 'undecided' ? null : calibrated.recommended;
  const about = aboutPlace(found, recommended);
  return {
    ...{ names, population, rightIs: rightIn(settings), stopped },
    result: {
      ...figuresOf(found, { decision, recommended, about }),
      ...whereOf(found, names),
      ...billOf(found),
    },
    against: names.at(-1) as string,
    recommended: recommended === null ? null : (names[recommended] as string),
    about: names[about] as string,
    itemsNeeded: calibrated.itemsNeeded,
    openBelow: (decision !== 'undecided' && calibrated.open !== null && names[calibrated.open]) || null,
    costBasis: new Map([...found.costs].map(([name, { basis }]) => [name, basis])),
  };
}

const rightIn = ({ gold }: Found['settings']): Told['rightIs'] => (gold === null ? 'reference' : 'label');

type Where = Pick<CalibrationResult, 'perTag' | 'confusions'>;
type Bill = Pick<CalibrationResult, 'costUsd' | 'stored' | 'judge' | 'wavering'>;

/** What was decided, and on what that rests. */
function figuresOf(
  found: Found,
  { decision, recommended, about }: { decision: Decision; recommended: number | null; about: number },
): Omit<CalibrationResult, keyof Where | keyof Bill> {
  const { settings, calibrated, items, stopped } = found;
  const { question, confidence } = settings;
  const rows = settings.asked.map((_, place) => settingAt(found, place));
  return {
    question: question.kind,
    ...(question.kind === 'within' ? { allowance: question.allowance } : { floor: question.floor }),
    confidence,
    sampled: items.length,
    settings: rows,
    disagreement: opposite(rows[about]?.agreement),
    difference: calibrated.settings[about]?.difference ?? null,
    decision,
    recommended: recommended === null ? null : namesOf(rows[recommended] as SettingResult),
    labelsUsed: calibrated.labelsUsed,
    labelsNeeded: stopped ? null : calibrated.labelsNeeded,
  };
}

/** Where settings go wrong; of words, nothing can be said. */
function whereOf(found: Found, names: readonly string[]): Where {
  const { task, confidence } = found.settings;
  if (task.answer.texts.length === task.answer.columns.length) return { perTag: {}, confusions: [] };
  const rightIs = rightIn(found.settings);
  const judged = judgedItems(found, rightIs);
  const judgedNames = rightIs === 'label' ? names : names.slice(0, -1);
  return {
    perTag: recallByTag(judged, judgedNames, { task, confidence: confidence / 100 }),
    confusions: confusionsIn(judged, judgedNames, task),
  };
}

/** What it took, and what was asked beside the settings. */
function billOf(found: Found): Bill {
  const { judge, twice, stopped, bySetting } = found;
  return {
    ...(judge && { judge }),
    ...(twice && !stopped && { wavering: waveringIn(found, twice) }),
    costUsd: costOf(bySetting) + (judge?.costUsd ?? 0) + (twice?.costUsd ?? 0),
    stored: bySetting.flatMap(({ rungs }) => rungs).reduce((sum, { used, asked }) => sum + used - asked, 0),
  };
}

/** What is shown of one tier stands, also while a cheaper one is open. */
function decisionOf({ calibrated: { decision, recommended }, settings }: Found): Decision {
  const last = settings.asked.length - 1;
  const shown = recommended !== null && (settings.question.kind === 'floor' || recommended < last);
  return decision === 'undecided' && shown ? 'yes' : decision;
}

function settingAt({ settings, calibrated }: Found, place: number): SettingResult {
  const asked = settings.asked[place];
  const figures = calibrated.settings[place];
  if (!asked || !figures) throw new Error(`no figures for setting ${place}`);
  const { tier, effort, pack, votes, masks } = asked;
  const { model } = settings.catalog.tiers[tier];
  const { agreement, accuracy, costPer1000Usd, costPerCorrectUsd } = figures;
  const named = { tier, model, effort, pack, votes, ...(!masks && { masks }) };
  return { ...named, agreement, accuracy, costPer1000Usd, costPerCorrectUsd };
}

const namesOf = ({ tier, model, effort, pack, votes, masks }: SettingResult) => ({
  ...{ tier, model, effort, pack, votes },
  ...(masks === false && { masks }),
});

/** What the answer is about: the recommended one, or where the walk down from the reference ended. */
function aboutPlace({ calibrated, settings }: Found, recommended: number | null): number {
  const last = settings.asked.length - 1;
  const top = settings.question.kind === 'within' ? last - 1 : last;
  if (recommended !== null && recommended <= top) return recommended;
  const open = calibrated.settings.findLastIndex(({ decision }, place) => place <= top && decision !== 'yes');
  return Math.max(0, open);
}

function waveringIn({ items, settings }: Found, { wavering }: Twice): CalibrationResult['wavering'] {
  const count = { hits: wavering.length, n: items.length, population: null };
  return {
    share: scoreInterval(count, settings.confidence / 100),
    examples: wavering
      .flatMap((place) => items[place] ?? [])
      .slice(0, EXAMPLES)
      .map(exampleOf),
  };
}

/** The share of items on which the two differ. */
const opposite = (agreement: Interval | undefined): Interval =>
  agreement
    ? { value: 1 - agreement.value, low: 1 - agreement.high, high: 1 - agreement.low, n: agreement.n }
    : { value: 0, low: 0, high: 1, n: 0 };

/** The items for which it is known what counts as right here, with what the settings say. */
function judgedItems({ items, bySetting, labels }: Found, rightIs: Told['rightIs']): Judged[] {
  const reference = bySetting.at(-1)?.answers;
  return items.flatMap(({ fingerprint, line, text }): Judged[] => {
    const right = rightIs === 'label' ? labels.get(fingerprint) : reference?.get(fingerprint)?.value;
    if (right === undefined) return [];
    const said = bySetting.flatMap(({ name, answers }): [string, Value][] => {
      const value = answers.get(fingerprint)?.value;
      return value === undefined ? [] : [[name, value]];
    });
    return [{ line, text, right, said: new Map(said) }];
  });
}
