// Up the ladder: who stands on a rung is asked there, and what it cannot settle stands on the next one.
import type { Backend } from '../ask/backend.ts';
import type { Budget } from '../ask/budget.ts';
import type { TierName } from '../models/table.ts';
import { count, counted, duration, usd } from '../terminal/format.ts';
import { type AnswerStore, openAnswers } from './answers.ts';
import { addTallies, newTally, type Tally } from './asker.ts';
import type { ItemSource } from './items/record.ts';
import type { JobEvents, JobSettings } from './job.ts';
import type { Rung } from './ladder.ts';
import { askStanding, type RunResult } from './run.ts';
import { type Group, type Survey, standsAt } from './survey.ts';

export interface Climb {
  settings: JobSettings;
  backend: Backend;
  source: ItemSource;
  survey: Survey;
  ladder: readonly Rung[];
  only: ReadonlySet<Group> | null;
  budget: Budget;
  interrupted: AbortSignal;
  tallies: Map<TierName, Tally>;
}

/** Asks rung by rung, pass by pass: whoever stands there, those who were handed up from below included. */
export async function climb(
  { settings, backend, survey: found, ladder, tallies, ...rest }: Climb,
  events: JobEvents,
): Promise<RunResult> {
  const { catalog, concurrency, pack } = settings;
  const candidates = rest.only ? [...rest.only] : found.groups;
  const openItems = sizeOf(candidates.filter(({ outcome }) => !outcome));
  const askingSince = Date.now();
  let settledBefore = 0;
  for (const [rung, { tier, passes }] of ladder.entries()) {
    for (const [pass, store] of passes.entries()) {
      const here = candidates.filter((group) => standsAt(group, rung, pass));
      if (!here.length) continue;
      if (rung > 0)
        events.note(`${counted(sizeOf(here), 'item')} could not be settled below: ${tier} is asked`);
      store.prepare();
      const result = await askStanding({
        ...settings,
        ...rest,
        backend,
        survey: found,
        ladder,
        rung,
        pass,
        requestsPlanned: Math.ceil(here.length / pack.items),
        concurrency: Math.min(
          concurrency ?? catalog.tiers[tier].concurrency,
          backend.mostConcurrent ?? Number.POSITIVE_INFINITY,
        ),
        tally: tallyOf(tallies, tier),
        onProgress: ({ settledItems, tally, inFlight }) => {
          const share = (settledBefore + settledItems) / openItems;
          const parts = [
            `${count(settledBefore + settledItems)} of ${count(openItems)} items`,
            usd(addTallies(tallies.values()).costUsd),
            `${counted(tally.requests, 'request')} on ${tier}, ${inFlight} in flight`,
            timeLeft(Date.now() - askingSince, share),
          ];
          events.progress(share, parts.join('  '));
        },
        onReply: events.reply && ((reply, costUsd) => events.reply?.(tier, reply, costUsd)),
        onWait: (error, waitMs) =>
          events.note(`${error.message}; next try in ${(waitMs / 1000).toFixed(1)} s`),
      });
      if (result.stopped) return result;
      settledBefore = openItems - sizeOf(candidates.filter(({ outcome }) => !outcome));
    }
  }
  return { stopped: null };
}

function tallyOf(tallies: Map<TierName, Tally>, tier: TierName): Tally {
  const tally = tallies.get(tier) ?? newTally();
  tallies.set(tier, tally);
  return tally;
}

/** The stores of each tier that may be asked; a second pass on the first tier where a higher one can decide. */
export async function openLadder(settings: JobSettings, events: JobEvents): Promise<Rung[]> {
  const rungs: Rung[] = [];
  for (const [index, tier] of settings.tiers.entries()) {
    const passes = [await openStore(tier, settings, events)];
    if (index === 0 && settings.votes > 1) passes.push(await openStore(`${tier}-second`, settings, events));
    rungs.push({ tier, model: settings.catalog.tiers[tier].model, passes });
  }
  return rungs;
}

/** The answers of one pass of a tier, or of a `person`; damaged lines are told. */
export async function openStore(
  name: string,
  { scheme, home }: JobSettings,
  events: JobEvents,
): Promise<AnswerStore> {
  const tags = new Set(scheme.tags.map((tag) => tag.name));
  if (scheme.abstain) tags.add(scheme.abstain);
  const store = await openAnswers(home, scheme.hash, name, tags);
  if (store.damaged) {
    events.note(
      `Passed over ${counted(store.damaged, 'damaged line')} in ${store.folder}; the items are asked again.`,
    );
  }
  return store;
}

const timeLeft = (elapsedMs: number, share: number): string =>
  share > 0 ? `about ${duration((elapsedMs / 1000) * (1 / share - 1))} left` : '';

const sizeOf = (groups: Survey['groups']): number => groups.reduce((sum, { items }) => sum + items, 0);
