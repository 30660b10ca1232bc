// Runs killed at any moment, again and again: the last one ends like an undisturbed run, and what had been stored is not paid again.
import { type Area, inFolder, tryCases } from '../area.ts';
import { killedBulk } from '../kills/bulk.ts';
import type { KilledCase } from '../kills/killed.ts';
import { killedLedger } from '../kills/ledger.ts';
import { killedPlan } from '../kills/plan.ts';

const KINDS: readonly KilledCase[] = [killedBulk(false), killedBulk(true), killedPlan, killedLedger];

/** At most so many SIGKILLs per case; the first round of all kinds has one each. */
const MOST_KILLS = 3;

export const kills: Area = {
  name: 'kills',
  tries: `1 to ${MOST_KILLS} SIGKILLs per case: bulk, batches, plans and the ledger in turn`,
  run: (seed, effort) =>
    tryCases(seed, effort, (random, number) =>
      inFolder((folder) =>
        (KINDS[number % KINDS.length] as KilledCase)({
          ...{ folder, mark: `${seed}.${number}.`, random },
          kills: 1 + (Math.floor(number / KINDS.length) % MOST_KILLS),
        }),
      ),
    ),
};
