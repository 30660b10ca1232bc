// Up the ladder: who stands on a rung is asked there, and what it cannot settle stands on the next one.
import type { Backend } from '../../ask/backend.ts';
import type { Budget } from '../../ask/budget.ts';
import type { TierName } from '../../models/table.ts';
import { passedOverInWords } from '../../records.ts';
import { count, counted, duration, usd } from '../../terminal/format.ts';
import type { ItemSource } from '../items/record.ts';
import { type AnswerStore, openAnswers } from '../outcome/answers.ts';
import type { Rung } from '../outcome/ladder.ts';
import type { JobEvents, JobSettings } from '../settings.ts';
import { type Group, type Survey, standsAt } from '../survey/survey.ts';
import { askInBatches, collectEarlier } from './batch/batch.ts';
import { BatchRecords, batchPollMs } from './batch/records.ts';
import { systemCache } from './caching.ts';
import { askStanding, type PassOptions, type RunResult, type Stopped } from './pass.ts';
import { createRequests } from './requests.ts';
import { Settler } from './settle.ts';
import { addTallies, newTally, type Tally } from './tally.ts';

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
export async function climb(parts: Climb, events: JobEvents): Promise<RunResult> {
  const { survey: found, ladder, only } = parts;
  const candidates = only ? [...only] : found.groups;
  const openItems = sizeOf(candidates.filter(({ outcome }) => !outcome));
  const progress: Progress = { openItems, settledBefore: 0, askingSince: Date.now() };
  for (const [rung, { tier, passes }] of ladder.entries()) {
    for (const [pass, store] of passes.entries()) {
      const here = candidates.filter((group) => standsAt(group, rung, pass));
      if (!here.length) continue;
      if (rung > 0)
        events.note(`${counted(sizeOf(here), 'item')} could not be settled below: ${tier} is asked`);
      store.prepare();
      const stopped = await askPass({ ...parts, rung, pass, groups: here.length, progress }, events);
      if (stopped) return { stopped };
      progress.settledBefore = openItems - sizeOf(candidates.filter(({ outcome }) => !outcome));
    }
  }
  return { stopped: null };
}

interface Progress {
  openItems: number;
  settledBefore: number;
  /** Milliseconds since the epoch. */
  askingSince: number;
}

interface PassToAsk extends Climb {
  rung: number;
  pass: number;
  groups: number;
  progress: Progress;
}

/** Asks one pass on one rung: in batches or at once, after what earlier runs handed in for it has been collected. */
async function askPass(parts: PassToAsk, events: JobEvents): Promise<Stopped | null> {
  const { settings, backend, survey: found, ladder, tallies, rung, pass, groups, progress, ...rest } = parts;
  const { task, catalog, concurrency, pack, home, command, batch } = settings;
  const { tier: tierName, passes } = ladder[rung] as Rung;
  const tier = catalog.tiers[tierName];
  const tally = tallyOf(tallies, tierName);
  const requests = createRequests({
    task,
    tier,
    catalog,
    backend,
    tally,
    cacheSystem: systemCache(task, catalog.model(tier.model), Math.ceil(groups / pack.items), batch),
    onReply: events.reply && ((reply, costUsd) => events.reply?.(tierName, reply, costUsd)),
  });
  const settler = new Settler({ task, ladder, rung, pass });
  const tell = (what: string): void => {
    const settled = progress.settledBefore + settler.settledItems;
    const share = settled / progress.openItems;
    const spent = usd(addTallies(tallies.values()).costUsd);
    const items = `${count(settled)} of ${count(progress.openItems)} items`;
    events.progress(
      share,
      [items, spent, what, timeLeft(Date.now() - progress.askingSince, share)].join('  '),
    );
  };
  const options: PassOptions = {
    ...settings,
    ...rest,
    backend,
    requests,
    settler,
    tally,
    survey: found,
    rung,
    pass,
    onProgress: (inFlight) =>
      tell(`${counted(tally.requests, 'request')} on ${tierName}, ${inFlight} in flight`),
    onWait: (error, waitMs) => events.note(`${error.message}; next try in ${(waitMs / 1000).toFixed(1)} s`),
  };
  const batches = backend.batches && {
    ...options,
    batches: backend.batches,
    records: new BatchRecords(home),
    about: {
      task: { kind: task.kind, name: task.name, hash: task.hash },
      tier: tierName,
      store: (passes[pass] as AnswerStore).name,
      model: tier.model,
      command,
    },
    note: events.note,
    onWaiting: (sent: number, waitedMs: number) =>
      tell(`${counted(sent, 'request')} in batches on ${tierName}, waiting for ${duration(waitedMs / 1000)}`),
    pollMs: batchPollMs(BATCH_POLL_MS),
  };
  const earlier = batches ? await collectEarlier(batches) : null;
  if (earlier) return earlier;
  if (batches && batch) return askInBatches(batches);
  const most = backend.mostConcurrent ?? Number.POSITIVE_INFINITY;
  const { stopped } = await askStanding({
    ...options,
    concurrency: Math.min(concurrency ?? tier.concurrency, most),
  });
  return stopped;
}

const BATCH_POLL_MS = 30_000;

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

/** The answers of one pass of a tier, or of a `person`; lines that are passed over are named. */
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

const timeLeft = (elapsedMs: number, share: number): string =>
  share > 0 ? `about ${duration((elapsedMs / 1000) * (1 / share - 1))} left` : '';

const sizeOf = (groups: Survey['groups']): number => groups.reduce((sum, { items }) => sum + items, 0);
