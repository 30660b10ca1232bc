// The stored answers that a job starts from.
import { passedOverInWords } from '../../records.ts';
import { type AnswerStore, openAnswers } from '../outcome/answers.ts';
import type { TierPasses } from '../outcome/ladder.ts';
import type { JobEvents, JobSettings } from '../settings.ts';

/** The stores of each tier that may be asked; a second pass on the first tier where a higher one can decide. Throws UsageError. */
export async function openLadder(
  settings: JobSettings,
  events: JobEvents,
  open = (name: string): Promise<AnswerStore> => openStore(name, settings, events),
): Promise<TierPasses[]> {
  const ladder: TierPasses[] = [];
  for (const [index, tier] of settings.tiers.entries()) {
    const name = settings.passNames?.[tier] ?? tier;
    const passes = [await open(name)];
    if (index === 0 && settings.votes > 1) passes.push(await open(`${name}-second`));
    ladder.push({ tier, model: settings.catalog.tiers[tier].model, passes });
  }
  return ladder;
}

/** The answers of one pass of a tier, or of a `person`; lines that are passed over are named. Throws UsageError. */
export async function openStore(
  name: string,
  { task, home }: JobSettings,
  events: JobEvents,
): Promise<AnswerStore> {
  const store = await openAnswers(home, task, name);
  for (const line of passedOverInWords(store.passedOver))
    events.note(`${line} What it answered is asked again.`);
  return store;
}
