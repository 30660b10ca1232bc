// One pass on one rung, submitted as Message Batches: half the price, answers within a day.
import { counted } from '../../../terminal/format.ts';
import type { AnswerStore } from '../../outcome/answers.ts';
import type { Group } from '../../survey/survey.ts';
import { askDirectly } from '../direct-pass.ts';
import { type Stopped, stoppedBy } from '../pass.ts';
import { Collector, isCollected } from './collect.ts';
import type { BatchOptions } from './options.ts';
import { type BatchRecord, type BatchRecords, toCollect } from './records.ts';
import { submitPacks } from './submit.ts';

/** Waits for what earlier runs submitted for this pass, and takes the answers. Returns why that was broken off, or null. */
export async function collectEarlier(options: BatchOptions): Promise<Stopped | null> {
  const { budget, note } = options;
  const ofThisPass = isOf({ taskHash: options.about.task.hash, store: options.about.store });
  const elsewhere = options.records
    .all()
    .find((one) => ofThisPass(one) && one.place !== options.batches.place);
  if (elsewhere) return stoppedBy('error', pendingInWords(elsewhere));
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
    const { pending, stopped, tooFew } = await submitPacks(options, collector.invalid);
    if (!pending.length) return stopped ?? (tooFew ? askAtOnce(options, tooFew) : null);
    const trouble = await collector.collect(pending);
    if (trouble) return trouble;
    if (stopped?.by === 'error') return stopped;
  }
}

/** What is too little for a batch; its answers are worth more than the wait. */
function askAtOnce(options: BatchOptions, requests: number): Promise<Stopped | null> {
  const { note, batches } = options;
  note(
    `${counted(requests, 'request')} left, and a job there needs ${batches.limits?.least}: asked at once, at full price.`,
  );
  return askDirectly(options);
}

/** Forgets batches that a killed run had collected whole: with every answer stored, no run would ask for what they hold. */
export function forgetCollected(
  records: BatchRecords,
  taskHash: string,
  stores: readonly Pick<AnswerStore, 'name' | 'get'>[],
): void {
  for (const record of records.all()) {
    const store = record.task.hash === taskHash && stores.find(({ name }) => name === record.store);
    const isStored = (fingerprint: string): boolean => (store ? store.get(fingerprint) !== undefined : false);
    if (store && isCollected(record, { isStored })) records.remove(record);
  }
}

/** For a backend that takes no batches: why `groups` must not be asked, as they are pending in one; null when they are not. */
export function pendingElsewhere(
  records: BatchRecords,
  pass: { taskHash: string; store: string },
  groups: readonly Group[],
): Stopped | null {
  const asked = new Set(groups.map(({ fingerprint }) => fingerprint));
  const pending = records
    .all()
    .filter(isOf(pass))
    .find(({ packs }) => packs.some(({ fingerprints }) => fingerprints.some((one) => asked.has(one))));
  return pending ? stoppedBy('error', pendingInWords(pending)) : null;
}

const pendingInWords = (record: BatchRecord): string =>
  `${counted(record.packs.length, 'request')} of this job were submitted as a batch (${record.batch ?? record.key}), and would be paid for twice. ${toCollect(record)}`;

const isOf =
  (pass: { taskHash: string; store: string }) =>
  ({ task, store }: BatchRecord): boolean =>
    task.hash === pass.taskHash && store === pass.store;

/** The batches of earlier runs that no other run is collecting. */
async function claimedEarlier({ records, claims, about }: BatchOptions): Promise<BatchRecord[]> {
  const ofThisPass = isOf({ taskHash: about.task.hash, store: about.store });
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
