// A few known items in each big run, to notice early that a model was changed without a word. Evidence is carried from run to run by a
// Shiryaev–Roberts e-detector (Shin, Ramdas and Rinaldo 2024): each run multiplies it by how much better "more answers change than
// usual" explains the run than "as many as usual". As long as nothing changes, the first false alarm is on average at least
// RUNS_PER_FALSE_ALARM runs away.
import { incompleteBeta, lnBeta } from '../stats/beta.ts';

export const RUNS_PER_FALSE_ALARM = 200;

/** What became of the known items in one run. */
export interface Watch {
  asked: number;
  /** Answers that are not those of the calibration. */
  changed: number;
}

export interface Sentinel {
  alarm: boolean;
  /** Evidence by now; an alarm from RUNS_PER_FALSE_ALARM on. */
  evidence: number;
}

/** Returns whether the runs so far, oldest first, show that more answers change than the share that `usual`ly does. */
export function sentinel(runs: readonly Watch[], usual: number): Sentinel {
  const evidence = runs.reduce((sum, run) => (sum + 1) * gain(run, usual), 0);
  return { alarm: evidence >= RUNS_PER_FALSE_ALARM, evidence };
}

/** The likelihood of a run under all shares above the usual one, alike likely, over that under the usual one. */
function gain({ asked, changed }: Watch, usual: number): number {
  const same = asked - changed;
  const more = Math.exp(lnBeta(changed + 1, same + 1)) * incompleteBeta(1 - usual, same + 1, changed + 1);
  return more / (1 - usual) / (usual ** changed * (1 - usual) ** same);
}
