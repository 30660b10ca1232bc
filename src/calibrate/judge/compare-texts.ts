// Whether two outputs in words say the same: what is a choice is compared exactly, the words by a judge that does not know who made them,
// in both orders. How often the judge is wrong is measured on pairs of which the answer is known.
import type { Budget } from '../../ask/budget.ts';
import type { Stopped } from '../../bulk/asking/pass.ts';
import type { Tally } from '../../bulk/asking/tally.ts';
import type { ItemSource } from '../../bulk/items/record.ts';
import type { JobEvents } from '../../bulk/settings.ts';
import { type Survey, survey } from '../../bulk/survey/survey.ts';
import { keyOf, type Task, tagsOf, type Value } from '../../bulk/task/task.ts';
import type { RungName } from '../../models/table.ts';
import { exactInterval, type Interval } from '../../stats/share.ts';
import { counted } from '../../terminal/format.ts';
import { type Asked, askSettings } from '../run/ask-settings.ts';
import { NO_ANSWERS } from '../run/draw.ts';
import { type CalibrateSettings, jobSettings } from '../run/settings.ts';
import { judgeTask, pairText, SAME } from './rubric.ts';

/** Two outputs for one item; equal ones are not asked about. */
export interface Pair {
  text: string;
  a: Value;
  b: Value;
}

/** What the judge was, and how often it errs; shares of planted pairs. */
export interface JudgeReport {
  tier: RungName;
  model: string;
  sameCalledDifferent: Interval;
  otherCalledSame: Interval;
  costUsd: number;
}

export interface Judged {
  /** Whether both outputs of a pair say the same, by its place. */
  same: boolean[];
  report: JudgeReport;
  stopped: Stopped | null;
}

export interface Means {
  budget: Budget;
  interrupted: AbortSignal;
  events: JobEvents;
}

const PLANTED = 40;

/** Has the pairs judged by the reference tier. `right`: outputs from which pairs with a known answer are made. Throws UsageError. */
export async function compareTexts(
  settings: CalibrateSettings,
  pairs: readonly Pair[],
  right: readonly { text: string; value: Value }[],
  { budget, interrupted, events }: Means,
): Promise<Judged> {
  const { task, against, confidence, catalog } = settings;
  const { alike, others } = plantedPairs(right.slice(0, PLANTED));
  const asked = [...pairs.filter((pair) => mayBeSame(pair, task)), ...alike, ...others];
  events.note(
    `Comparing ${counted(pairs.length, 'pair')} of texts: ${against} judges, blind, in both orders`,
  );
  const tallies = new Map<RungName, Tally>();
  const verdicts = await verdictsOn(settings, asked, { budget, interrupted, events, tallies });
  const same = (pair: Pair): boolean => verdicts.isSame(pair);
  const share = (hits: number, n: number): Interval =>
    exactInterval({ hits, n, population: null }, confidence / 100);
  return {
    same: pairs.map((pair) => mayBeSame(pair, task) && same(pair)),
    report: {
      tier: against,
      model: catalog.tiers[against].model,
      sameCalledDifferent: share(alike.filter((pair) => !same(pair)).length, alike.length),
      otherCalledSame: share(others.filter(same).length, others.length),
      costUsd: [...tallies.values()].reduce((sum, { costUsd }) => sum + costUsd, 0),
    },
    stopped: verdicts.stopped,
  };
}

/** Pairs of which the answer is known: an output twice, and an output beside that of another item. */
function plantedPairs(planted: readonly { text: string; value: Value }[]): { alike: Pair[]; others: Pair[] } {
  const alike = planted.map(({ text, value }): Pair => ({ text, a: value, b: value }));
  const others = planted.flatMap(({ text, value }, at): Pair[] => {
    const other = planted[(at + 1) % planted.length]?.value;
    return other === undefined || keyOf(other) === keyOf(value) ? [] : [{ text, a: value, b: other }];
  });
  return { alike, others };
}

/** Whether all that is a choice is equal; an abstention is the same as no text. */
function mayBeSame({ a, b }: Pair, { answer }: Task): boolean {
  if (answer.abstains(a) || answer.abstains(b)) return false;
  if (typeof a === 'string' || typeof b === 'string') return typeof a === typeof b;
  const choices = answer.columns.filter((name) => !answer.texts.includes(name));
  const of = (value: Value): string =>
    JSON.stringify(choices.map((name) => (value as Readonly<Record<string, unknown>>)[name] ?? null));
  return of(a) === of(b);
}

async function verdictsOn(
  settings: CalibrateSettings,
  pairs: readonly Pair[],
  { tallies, ...means }: Means & { tallies: Map<RungName, Tally> },
): Promise<{ isSame(pair: Pair): boolean; stopped: Stopped | null }> {
  const { task } = settings;
  const judge = judgeTask(task);
  const textOf = ({ text, a, b }: Pair): string => pairText(text, a, b, task.answer.texts);
  const turned = ({ text, a, b }: Pair): Pair => ({ text, a: b, b: a });
  const texts = [...new Set([...pairs.map(textOf), ...pairs.map(turned).map(textOf)])];
  if (!texts.length) return { isSame: () => false, stopped: null };
  const { found, asked } = await askJudge(settings, judge, texts, { ...means, tallies });
  const said = new Map(
    texts.map((text, at) => {
      const group = found.of(at);
      const answer =
        typeof group === 'string' ? undefined : asked.bySetting[0]?.answers.get(group.fingerprint);
      return [text, answer !== undefined && tagsOf(answer.value)[0] === SAME];
    }),
  );
  return {
    isSame: (pair) => said.get(textOf(pair)) === true && said.get(textOf(turned(pair))) === true,
    stopped: asked.stopped,
  };
}

/** The pairs as items of the judge's task, asked by the engine. */
async function askJudge(
  settings: CalibrateSettings,
  judge: Task,
  texts: readonly string[],
  { budget, interrupted, events, tallies }: Means & { tallies: Map<RungName, Tally> },
): Promise<{ found: Survey; asked: Asked }> {
  const { against, catalog } = settings;
  const source = sourceOf(texts);
  const ladder = [{ tier: against, model: catalog.tiers[against].model, passes: [NO_ANSWERS] }];
  const pack = { ...settings.pack, items: judge.packItems };
  const found = await survey(source, {
    ...{ task: judge, ladder, person: NO_ANSWERS, pack },
    limit: Number.POSITIVE_INFINITY,
    imageProblem: undefined,
  });
  const job = { ...jobSettings({ ...settings, task: judge, pack }), tiers: [against] };
  const toAsk = { items: found.groups, survey: found, source };
  const quiet = { ...events, note() {} };
  const asked = await askSettings([{ name: against, job, toAsk }], quiet, {
    ...{ budget, interrupted, tallies },
  });
  return { found, asked };
}

/** Texts in memory as an input. */
const sourceOf = (texts: readonly string[]): ItemSource => ({
  name: 'pairs of outputs',
  format: 'text',
  itemIs: '',
  async *batches() {
    yield texts.map((text, at) => ({ line: at + 1, raw: text, eol: '\n', text }));
  },
});
