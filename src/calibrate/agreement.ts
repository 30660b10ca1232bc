// How often two say the same: two settings, or two passes of one. Where two passes of the best tier differ, no setting can be expected to
// be right for sure.
import { type Interval, scoreInterval } from '../stats/share.ts';
import type { Answer } from './sample.ts';

export interface Agreement {
  /** A score interval, for description. Not an accuracy. */
  share: Interval;
  /** The items on which they differ. */
  apart: number[];
}

/** Returns how often `answers` and `others` are equal. */
export function agreement(
  answers: readonly Answer[],
  others: readonly Answer[],
  { population, confidence }: { population: number | null; confidence: number },
): Agreement {
  const apart = [...answers.keys()].filter((item) => answers[item] !== (others[item] ?? null));
  const n = answers.length;
  return { share: scoreInterval({ hits: n - apart.length, n, population }, confidence), apart };
}
