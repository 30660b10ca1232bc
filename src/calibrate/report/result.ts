// What a calibration says: the object of --json.
import type { Value } from '../../bulk/task/task.ts';
import type { Effort, TierName } from '../../models/table.ts';
import type { Interval } from '../../stats/share.ts';
import type { JudgeReport } from '../judge/compare-texts.ts';
import type { Found } from '../run/calibrate.ts';
import type { CostPerItem } from '../run/costs.ts';
import type { Decision } from '../sample.ts';
import { type Confusion, confusionsIn, type Judged, recallByTag, type TagRecall } from './confusions.ts';

export interface SettingResult {
  tier: TierName;
  model: string;
  effort: Effort;
  pack: number;
  votes: number;
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
  against: TierName;
  /** The tier that the answer is about; the reference itself when it is compared with nothing. */
  about: TierName;
  population: number;
  itemsNeeded: number | null;
  /** A tier below the recommended one that labels could still show to do; null for none. */
  openBelow: TierName | null;
  costBasis: ReadonlyMap<TierName, CostPerItem['basis']>;
  /** What counts as right in `perTag` and `confusions`. */
  rightIs: 'label' | 'reference';
  /** Why not everything was asked; null when it was. */
  stopped: { by: string; reason: string } | null;
}

/** Returns it all. */
export function resultOf(found: Found): Told {
  const { settings, calibrated, items, population, byTier } = found;
  const isWords = settings.task.answer.texts.length === settings.task.answer.columns.length;
  const { question, confidence, against, tiers } = settings;
  const stopped = found.stopped;
  const decision = stopped ? 'undecided' : decisionOf(found);
  const recommended = decision === 'undecided' ? null : calibrated.recommended;
  const rows = tiers.map((_, place) => settingAt(found, place));
  const about = aboutPlace(found, recommended);
  const agreement = rows[about]?.agreement;
  const rightIs = settings.gold === null ? 'reference' : 'label';
  const judged = judgedItems(found, rightIs);
  const judgedTiers = rightIs === 'label' ? tiers : tiers.slice(0, -1);
  const result: CalibrationResult = {
    question: question.kind,
    ...(question.kind === 'within' ? { allowance: question.allowance } : { floor: question.floor }),
    confidence,
    sampled: items.length,
    settings: rows,
    disagreement: opposite(agreement),
    difference: calibrated.settings[about]?.difference ?? null,
    decision,
    recommended: recommended === null ? null : namesOf(rows[recommended] as SettingResult),
    labelsUsed: calibrated.labelsUsed,
    labelsNeeded: stopped ? null : calibrated.labelsNeeded,
    perTag: isWords
      ? {}
      : recallByTag(judged, judgedTiers, { task: settings.task, confidence: confidence / 100 }),
    confusions: isWords ? [] : confusionsIn(judged, judgedTiers, settings.task),
    ...(found.judge && { judge: found.judge }),
    costUsd: [...found.tallies.values()].reduce(
      (sum, { costUsd }) => sum + costUsd,
      found.judge?.costUsd ?? 0,
    ),
    stored: byTier.reduce((sum, { answers, asked }) => sum + answers.size - asked, 0),
  };
  return {
    ...{ result, against, population, rightIs },
    about: tiers[about] as TierName,
    itemsNeeded: calibrated.itemsNeeded,
    openBelow: (decision !== 'undecided' && calibrated.open !== null && tiers[calibrated.open]) || null,
    costBasis: new Map([...found.costs].map(([tier, { basis }]) => [tier, basis])),
    stopped,
  };
}

/** What is shown of one tier stands, also while a cheaper one is open. */
function decisionOf({ calibrated: { decision, recommended }, settings }: Found): Decision {
  const last = settings.tiers.length - 1;
  const shown = recommended !== null && (settings.question.kind === 'floor' || recommended < last);
  return decision === 'undecided' && shown ? 'yes' : decision;
}

function settingAt({ settings, calibrated }: Found, place: number): SettingResult {
  const tier = settings.tiers[place] as TierName;
  const { model, effort } = settings.catalog.tiers[tier];
  const figures = calibrated.settings[place];
  if (!figures) throw new Error(`no figures for ${tier}`);
  const { agreement, accuracy, costPer1000Usd, costPerCorrectUsd } = figures;
  const named = { tier, model, effort, pack: settings.pack.items, votes: 1 };
  return { ...named, agreement, accuracy, costPer1000Usd, costPerCorrectUsd };
}

const namesOf = ({ tier, model, effort, pack, votes }: SettingResult) => ({
  tier,
  model,
  effort,
  pack,
  votes,
});

/** The tier that the answer is about: the recommended one, or where the walk down from the reference ended. */
function aboutPlace({ calibrated, settings }: Found, recommended: number | null): number {
  const last = settings.tiers.length - 1;
  const top = settings.question.kind === 'within' ? last - 1 : last;
  if (recommended !== null && recommended <= top) return recommended;
  const open = calibrated.settings.findLastIndex(({ decision }, place) => place <= top && decision !== 'yes');
  return Math.max(0, open);
}

/** The share of items on which the two differ. */
const opposite = (agreement: Interval | undefined): Interval =>
  agreement
    ? { value: 1 - agreement.value, low: 1 - agreement.high, high: 1 - agreement.low, n: agreement.n }
    : { value: 0, low: 0, high: 1, n: 0 };

/** The items for which it is known what counts as right here, with what the tiers say. */
function judgedItems({ items, byTier, labels }: Found, rightIs: Told['rightIs']): Judged[] {
  const reference = byTier.at(-1)?.answers;
  return items.flatMap(({ fingerprint, line, text }): Judged[] => {
    const right = rightIs === 'label' ? labels.get(fingerprint) : reference?.get(fingerprint)?.value;
    if (right === undefined) return [];
    const said = byTier.flatMap(({ tier, answers }): [TierName, Value][] => {
      const value = answers.get(fingerprint)?.value;
      return value === undefined ? [] : [[tier, value]];
    });
    return [{ line, text, right, said: new Map(said) }];
  });
}
