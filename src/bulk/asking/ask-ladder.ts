// Up the ladder: groups that wait on a rung are asked there, and what it cannot decide waits on the next one.
import type { Backend } from '../../ask/backend.ts';
import type { Budget } from '../../ask/budget.ts';
import type { RungName } from '../../models/table.ts';
import { counted, duration } from '../../terminal/format.ts';
import type { ItemSource } from '../items/record.ts';
import type { AnswerStore } from '../outcome/answers.ts';
import type { TierPasses } from '../outcome/ladder.ts';
import type { JobEvents, JobSettings } from '../settings.ts';
import type { PackLimits } from '../survey/packs.ts';
import { type Group, type Survey, waitsAt } from '../survey/survey.ts';
import { Advancer } from './advance.ts';
import { askInBatches, collectEarlier, pendingElsewhere } from './batch/batched-pass.ts';
import type { BatchOptions } from './batch/options.ts';
import { BatchRecords, batchPollMs } from './batch/records.ts';
import { systemCache } from './caching.ts';
import type { Claims } from './claims.ts';
import { askDirectly } from './direct-pass.ts';
import type { PassOptions, Stopped } from './pass.ts';
import { AskingProgress } from './progress.ts';
import { readAgain } from './read-again.ts';
import { Requests } from './requests.ts';
import { newTally, type Tally } from './tally.ts';
import { Trust } from './trust.ts';

/** What is asked about, and with what means. */
export interface Asking {
  settings: JobSettings;
  backend: Backend;
  source: ItemSource;
  survey: Survey;
  ladder: readonly TierPasses[];
  /** Only these groups are asked; null for all. */
  only: ReadonlySet<Group> | null;
  budget: Budget;
  interrupted: AbortSignal;
  /** All of `only`, or of the survey, is claimed. */
  claims: Claims;
  /** What each tier's requests come to; filled here. */
  tallies: Map<RungName, Tally>;
}

/**
 * Asks rung by rung, pass by pass, all that wait there, groups handed up from below included. Returns why that ended before
 * every item had been asked, or null.
 */
export async function askLadder(all: Asking, events: JobEvents): Promise<Stopped | null> {
  const { survey, ladder, only, tallies } = all;
  const candidates = only ? [...only] : survey.groups;
  const openItems = (): number => itemsOf(candidates.filter(({ outcome }) => !outcome));
  const progress = new AskingProgress(openItems(), tallies, events.progress);
  for (const [rung, { tier, passes }] of ladder.entries()) {
    const asking = { ...all, backend: backendOf(tier, all) };
    for (const [pass, store] of passes.entries()) {
      const here = candidates.filter((group) => waitsAt(group, rung, pass));
      if (!here.length) continue;
      if (rung > 0)
        events.note(`${counted(itemsOf(here), 'item')} could not be decided below: asking ${tier}`);
      // The replies of so many may be there unread while the next ones are in flight.
      store.prepare(2 * concurrencyOf(asking, rung), all.settings.pack.items);
      const asked = askPass({ ...asking, rung, pass, groups: here.length, progress, events });
      const stopped = await asked.finally(() => progress.end());
      if (stopped) return stopped;
      progress.passEnded(openItems());
    }
  }
  return null;
}

/** A tier with a server of its own is asked there. */
const backendOf = (tier: RungName, { settings, backend }: Asking): Backend =>
  settings.servers?.get(settings.catalog.tiers[tier].model) ?? backend;

interface PassToAsk extends Asking {
  rung: number;
  pass: number;
  /** How many groups wait there. */
  groups: number;
  progress: AskingProgress;
  events: JobEvents;
}

/** Asks one pass on one rung, in batches or directly, once what earlier runs submitted for it has been collected. */
async function askPass(asking: PassToAsk): Promise<Stopped | null> {
  const { settings, rung } = asking;
  const { batch } = settings;
  const options = passOptions(asking);
  const batches = batchOptions(asking, options);
  const stopped = batches ? await collectEarlier(batches) : pendingWithoutBatches(asking);
  if (stopped) return stopped;
  const direct = {
    ...options,
    concurrency: concurrencyOf(asking, rung),
    likelyPacks: requestsWith(settings.pack, asking.groups),
  };
  const { trust } = options;
  for (;;) {
    // An item that is asked alone has no neighbor to move it, or to be moved.
    const believed = settings.pack.items === 1 && !trust?.suspects.size;
    const ended = await (batches && batch
      ? askInBatches(batches)
      : askDirectly(believed ? { ...direct, trust: null } : direct));
    const isBrokenOff = trust?.brokenOff;
    const why = ended ?? (await readAgain({ ...direct, note: asking.events.note }));
    if (why || !isBrokenOff) return why;
  }
}

function pendingWithoutBatches({ settings, survey, only, ladder, rung, pass }: PassToAsk): Stopped | null {
  const { name } = (ladder[rung] as TierPasses).passes[pass] as AnswerStore;
  const here = (only ? [...only] : survey.groups).filter((group) => waitsAt(group, rung, pass));
  const { hash } = settings.task;
  return pendingElsewhere(new BatchRecords(settings.home), { taskHash: hash, store: name }, here);
}

/** How many requests may be in flight on a rung. */
function concurrencyOf({ settings, backend, ladder }: Asking, rung: number): number {
  const { tier } = ladder[rung] as TierPasses;
  const most = backend.mostConcurrent ?? Number.POSITIVE_INFINITY;
  return Math.min(settings.concurrency ?? settings.catalog.tiers[tier].concurrency, most);
}

function passOptions(asking: PassToAsk): PassOptions {
  const { settings, backend, source, survey, only, budget, interrupted, ladder, rung, pass } = asking;
  const { tallies, progress, events } = asking;
  const { task, limit, pack } = settings;
  const { tier } = ladder[rung] as TierPasses;
  const tally = tallyOf(tallies, tier);
  const trust = task.answer.comparable ? new Trust() : null;
  const advancer = new Advancer({ task, ladder, rung, pass, beforeStored: () => budget.onKept?.() });
  return {
    ...{ task, limit, pack, source, survey, only, rung, pass },
    ...{ backend, budget, interrupted, tally, advancer, trust },
    requests: requestsFor(asking, tally),
    onProgress: (inFlight) =>
      progress.tell(
        advancer.decidedItems,
        () => `${counted(tally.requests, 'request')} on ${tier}, ${inFlight} in flight`,
      ),
    onWait: (error, waitMs) => events.note(`${error.message}; next try in ${(waitMs / 1000).toFixed(1)} s`),
  };
}

function requestsFor({ settings, backend, ladder, rung, groups, events }: PassToAsk, tally: Tally): Requests {
  const { task, catalog, pack, batch } = settings;
  const { tier } = ladder[rung] as TierPasses;
  const { model } = catalog.tiers[tier];
  const requests = requestsWith(pack, groups);
  return new Requests({
    ...{ task, catalog, backend, tally },
    tier: catalog.tiers[tier],
    cacheSystem: systemCache(task, catalog.model(model), requests, batch),
    onReply: events.reply && ((reply, costUsd) => events.reply?.(tier, reply, costUsd)),
  });
}

/** How many requests so many groups take, if none is too long. */
const requestsWith = ({ items, from = items }: PackLimits, groups: number): number =>
  Math.ceil(groups / Math.min(items, from));

/** What a pass in batches needs; null where the backend takes none. */
function batchOptions(asking: PassToAsk, options: PassOptions): BatchOptions | null {
  const { settings, backend, ladder, rung, pass, progress, events } = asking;
  if (!backend.batches) return null;
  const { task, catalog, home, host, command } = settings;
  const { tier, passes } = ladder[rung] as TierPasses;
  return {
    ...options,
    batches: backend.batches,
    records: new BatchRecords(home),
    claims: asking.claims,
    about: {
      task: { kind: task.kind, name: task.name, hash: task.hash },
      tier,
      store: (passes[pass] as AnswerStore).name,
      model: catalog.tiers[tier].model,
      command,
    },
    isStored: (fingerprint) => passes[pass]?.get(fingerprint) !== undefined,
    concurrency: concurrencyOf(asking, rung),
    note: events.note,
    onWaiting: (requests, waitedMs) =>
      progress.tell(
        options.advancer.decidedItems,
        () =>
          `${counted(requests, 'request')} pending in batches on ${tier}, waiting for ${duration(waitedMs / 1000)}`,
      ),
    pollMs: batchPollMs(host.env, BATCH_POLL_MS),
  };
}

const BATCH_POLL_MS = 30_000;

function tallyOf(tallies: Map<RungName, Tally>, tier: RungName): Tally {
  const tally = tallies.get(tier) ?? newTally();
  tallies.set(tier, tally);
  return tally;
}

const itemsOf = (groups: readonly Group[]): number => groups.reduce((sum, { items }) => sum + items, 0);
