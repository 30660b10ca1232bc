// The same items, answered twice (McNemar 1947, exact form): items that are right both times or never say nothing; of those that
// changed, as many should turn right as turn wrong.
import { binomialAtLeast } from './counts.ts';

/** Returns the exact one-sided p-value of "`worse` items turned wrong and `better` turned right by chance alone". */
export function fellByChance(worse: number, better: number): number {
  return binomialAtLeast(worse, worse + better, 0.5);
}
