// One pass on one rung, submitted as Message Batches: half the price, answers within a day.
import { counted } from '../../../terminal/format.ts';
import { askDirectly } from '../direct-pass.ts';
import type { Stopped } from '../pass.ts';
import { Collector } from './collect.ts';
import type { BatchOptions } from './options.ts';
import type { BatchRecord } from './records.ts';
import { submitPacks } from './submit.ts';

/** Waits for what earlier runs submitted for this pass, and takes the answers. Returns why that was broken off, or null. */
export async function collectEarlier(options: BatchOptions): Promise<Stopped | null> {
  const { budget, note } = options;
  const earlier = await claimedEarlier(options);
  if (!earlier.length) return null;
  const requests = earlier.reduce((sum, { packs }) => sum + packs.length, 0);
  note(`${counted(requests, 'request')} submitted by an earlier run: collecting the answers.`);
  return new Collector(options).collect(
    earlier.map((record) => ({
      record,
      reservations: record.packs.map(({ worstUsd }) => budget.take(worstUsd)),
      submittedAt: Date.parse(record.at),
    })),
  );
}

/**
 * Asks for every group that waits here: one request directly, as a probe of the parameters that also writes the cache, the
 * others in batches, until no group waits here. Returns why it was broken off, or null; an item's failure is its outcome.
 */
export async function askInBatches(options: BatchOptions): Promise<Stopped | null> {
  const probe = await askDirectly({ ...options, concurrency: 1, mostPacks: 1 });
  if (probe) return probe;
  const collector = new Collector(options);
  for (;;) {
    const { pending, stopped } = await submitPacks(options, collector.invalid);
    if (!pending.length) return stopped;
    const trouble = await collector.collect(pending);
    if (trouble) return trouble;
    if (stopped?.by === 'error') return stopped;
  }
}

/** The batches of earlier runs that no other run is collecting. */
async function claimedEarlier({ records, claims, about }: BatchOptions): Promise<BatchRecord[]> {
  const ofThisPass = ({ task, store }: BatchRecord): boolean =>
    task.hash === about.task.hash && store === about.store;
  const found = records.all().filter(ofThisPass);
  if (!found.length) return [];
  const claimed = await claims.claimSets(
    new Map(
      found.map(({ key, packs }) => [key, [key, ...packs.flatMap(({ fingerprints }) => fingerprints)]]),
    ),
  );
  // One that was collected before it could be claimed is no longer there.
  return records.all().filter((record) => ofThisPass(record) && claimed.has(record.key));
}
