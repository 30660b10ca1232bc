// The sample asked in every setting, and the answers in a form in which they can be compared.
import type { Value } from '../../bulk/task/task.ts';
import type { Means } from '../judge/compare-texts.ts';
import { type Asked, askSettings, type SettingAnswers, seenBy } from './ask-settings.ts';
import type { Sample } from './draw.ts';
import { type Comparable, comparable } from './same-answers.ts';
import { type CalibrateSettings, jobFor } from './settings.ts';
import { askTwice, type Twice } from './twice.ts';

/** What every setting said. */
export interface Answered extends Asked, Pick<Comparable, 'answers' | 'judge'> {
  /** Null where the reference was asked once. */
  twice: Twice | null;
}

/** Asks what is not stored yet. `truth`: what is right, where that is known. Throws UsageError. */
export async function askSample(
  settings: CalibrateSettings,
  sample: Sample,
  truth: ReadonlyMap<string, Value>,
  means: Means,
): Promise<Answered> {
  const asked = await askEach(settings, sample, means);
  const { answers, judge, stopped } = await comparable(settings, sample, asked, truth, means);
  const twice = settings.twice && !stopped ? await askTwice(settings, sample, means) : null;
  return { ...asked, answers, judge, twice, stopped: stopped ?? twice?.stopped ?? null };
}

/** Asks in each setting as that setting sees the sample; the answers are by the fingerprints of the sample. */
async function askEach(
  settings: CalibrateSettings,
  sample: Sample,
  { events, ...means }: Means,
): Promise<Asked> {
  const toAsk = settings.asked.map((setting) => ({
    name: setting.name,
    job: jobFor(settings, setting),
    toAsk: seenBy(setting, sample),
  }));
  const { bySetting, stopped } = await askSettings(toAsk, events, means);
  const placedBack = (found: SettingAnswers, at: number): SettingAnswers => {
    const { fingerprints } = sample.view(settings.asked[at]?.masks ?? true);
    const answers = sample.items.flatMap(({ fingerprint }, place) => {
      const answer = found.answers.get(fingerprints[place] as string);
      return answer ? [[fingerprint, answer] as const] : [];
    });
    return { ...found, answers: new Map(answers) };
  };
  return { bySetting: bySetting.map(placedBack), stopped };
}
