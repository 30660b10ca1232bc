// The answers of every tier in one form, so that equal means equally right; words are compared by a judge.
import type { Stopped } from '../../bulk/asking/pass.ts';
import { keyOf, type Value } from '../../bulk/task/task.ts';
import { compareTexts, type JudgeReport, type Means, type Pair } from '../judge/compare-texts.ts';
import type { Answer } from '../sample.ts';
import type { Asked } from './ask-settings.ts';
import type { Sample, SampledItem } from './draw.ts';
import type { CalibrateSettings } from './settings.ts';

export interface Comparable {
  /** By the setting's name, in the order of the sample. */
  answers: ReadonlyMap<string, readonly Answer[]>;
  /** Null where nothing had to be judged. */
  judge: JudgeReport | null;
  stopped: Stopped | null;
}

/** Returns the answers as they can be compared. `truth`: what is right, where that is known; else the reference is the measure. Throws UsageError. */
export async function comparable(
  settings: CalibrateSettings,
  { items }: Pick<Sample, 'items'>,
  asked: Asked,
  truth: ReadonlyMap<string, Value>,
  means: Means,
): Promise<Comparable> {
  const exact = new Map(
    asked.bySetting.map(({ name, answers }) => [
      name,
      items.map(({ fingerprint }) => keyed(answers.get(fingerprint)?.value)),
    ]),
  );
  if (!settings.task.answer.texts.length || asked.stopped)
    return { answers: exact, judge: null, stopped: asked.stopped };
  const reference = asked.bySetting.at(-1)?.answers;
  const measure = ({ fingerprint }: SampledItem): Value | undefined =>
    truth.get(fingerprint) ?? reference?.get(fingerprint)?.value;
  return judged(exact, { settings, items, asked, measure }, means);
}

interface ToJudge {
  settings: CalibrateSettings;
  items: readonly SampledItem[];
  asked: Asked;
  measure(item: SampledItem): Value | undefined;
}

/** The same, with words that say what the measure says as if they were it. */
async function judged(
  exact: ReadonlyMap<string, readonly Answer[]>,
  { settings, items, asked, measure }: ToJudge,
  means: Means,
): Promise<Comparable> {
  const open = openPairs(items, asked, measure);
  const pairs = open.map(({ pair }) => pair);
  const right = items.flatMap((item) => {
    const value = measure(item);
    return value === undefined ? [] : [{ text: item.text, value }];
  });
  const { same, report, stopped } = await compareTexts(settings, pairs, right, means);
  const answers = new Map([...exact].map(([name, keys]) => [name, [...keys]]));
  for (const [at, { name, place, pair }] of open.entries())
    if (same[at]) (answers.get(name) as Answer[])[place] = keyOf(pair.b);
  return { answers, judge: report, stopped };
}

/** Each setting's answers that are not the measure's word for word, beside the measure. */
const openPairs = (
  items: readonly SampledItem[],
  { bySetting }: Asked,
  measure: (item: SampledItem) => Value | undefined,
): { name: string; place: number; pair: Pair }[] =>
  bySetting.flatMap(({ name, answers }) =>
    items.flatMap((item, place) => {
      const [a, b] = [answers.get(item.fingerprint)?.value, measure(item)];
      if (a === undefined || b === undefined || keyOf(a) === keyOf(b)) return [];
      return [{ name, place, pair: { text: item.text, a, b } }];
    }),
  );

const keyed = (value: Value | undefined): Answer => (value === undefined ? null : keyOf(value));
