// The stored answers that a job starts from.
import { passedOverInWords } from '../../records.ts';
import { type AnswerStore, openAnswers } from '../outcome/answers.ts';
import type { TierPasses } from '../outcome/ladder.ts';
import type { JobEvents, JobSettings } from '../settings.ts';

const LATER_PASSES = ['second', 'third', 'fourth', 'fifth'] as const;

/** The stores of each tier that may be asked; more passes on the first tier where votes are wanted. Throws UsageError. */
export async function openLadder(
  settings: JobSettings,
  events: JobEvents,
  open = (name: string): Promise<AnswerStore> => openStore(name, settings, events),
): Promise<TierPasses[]> {
  const ladder: TierPasses[] = [];
  for (const [index, tier] of settings.tiers.entries()) {
    const name = settings.passNames?.[tier] ?? tier;
    const passes = [await open(name)];
    if (index === 0)
      for (const which of LATER_PASSES.slice(0, settings.votes - 1))
        passes.push(await open(`${name}-${which}`));
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
