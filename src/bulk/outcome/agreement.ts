// How many of the readings of an item gave the answer that it got.
import { sameValue } from '../task/task.ts';
import type { TierPasses } from './ladder.ts';
import type { Outcome } from './outcome.ts';

const DIGITS = 3;

/**
 * Returns what tells the agreement about an item: the share of all its valid answers, of every pass and tier, abstentions included, that
 * are the answer it got, from 0 to 1. Null where a rule or a person decided, or nobody has. It reads the stores again.
 */
export function agreementIn(
  ladder: readonly TierPasses[],
): (fingerprint: string, outcome: Outcome) => number | null {
  const stores = ladder.flatMap(({ passes }) => passes);
  for (const store of stores) store.refresh();
  return (fingerprint, outcome) => {
    if (outcome.status !== 'done' || outcome.by === 'rules' || outcome.by === 'person') return null;
    const given = stores.map((store) => store.get(fingerprint)?.value).filter((value) => value !== undefined);
    const same = given.filter((value) => sameValue(value, outcome.value));
    return given.length ? Number((same.length / given.length).toFixed(DIGITS)) : null;
  };
}
