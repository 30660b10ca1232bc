// The normal distribution: Marsaglia's series (2004), good to 15 digits within six standard deviations.
import { crossing } from './beta.ts';

const WIDEST = 6; // standard deviations

/** Returns the chance of a standard normal variable below `x`, between -6 and 6. */
export function normalBelow(x: number): number {
  let sum = x;
  let term = x;
  for (let odd = 3; Math.abs(term) > 1e-17; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Returns the `x` below which a standard normal variable is with chance `share`. */
export function normalQuantile(share: number): number {
  return WIDEST * (2 * crossing((part) => normalBelow(WIDEST * (2 * part - 1)) >= share) - 1);
}
