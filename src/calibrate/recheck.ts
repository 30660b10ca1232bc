// Whether a setting has become worse since it was calibrated: the same items once more, and exactly those that changed are compared.
import { fellByChance } from '../stats/paired.ts';
import { type Interval, scoreInterval } from '../stats/share.ts';
import type { Answer } from './sample.ts';

export interface Recheck {
  before: Interval;
  after: Interval;
  /** Items that were right and are not any more, and the reverse. */
  worse: number;
  better: number;
  /** The chance of such a fall, or a larger one, if nothing but chance moved answers. */
  p: number;
  significant: boolean;
}

/** Returns whether `again` is significantly less often equal to `truths` than `stored`. Items whose truth is null are left out. With
 * answers of a reference in place of truths, this is a fall of agreement, not of accuracy. */
export function recheck(
  { stored, again, truths }: Record<'stored' | 'again' | 'truths', readonly Answer[]>,
  confidence: number,
): Recheck {
  const items = [...truths.keys()].filter((item) => truths[item] !== null);
  const wasRight = (item: number) => stored[item] === truths[item];
  const isRight = (item: number) => again[item] === truths[item];
  const share = (right: (item: number) => boolean) =>
    scoreInterval({ hits: items.filter(right).length, n: items.length, population: null }, confidence);
  const worse = items.filter((item) => wasRight(item) && !isRight(item)).length;
  const better = items.filter((item) => !wasRight(item) && isRight(item)).length;
  const p = fellByChance(worse, better);
  return {
    before: share(wasRight),
    after: share(isRight),
    worse,
    better,
    p,
    significant: p <= 1 - confidence,
  };
}
