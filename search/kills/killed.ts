// What every kind of case has that kills a process.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Started } from '../../test/support/process.ts';
import type { Random } from '../area.ts';

/** One case. Throws what is a finding. */
export type KilledCase = (given: KilledCaseGiven) => Promise<void>;

interface KilledCaseGiven {
  folder: string;
  /** For what has to be in this case only. */
  mark: string;
  random: Random;
  /** So many SIGKILLs, one after the other. */
  kills: number;
}

/** Waits so many milliseconds. */
export const pause = (ms: number): Promise<void> => sleep(ms);

/** Kills a process after so many milliseconds, unless it has ended by then, and waits until it is gone. */
export async function killedRun(run: Started, afterMs: number): Promise<void> {
  await sleep(afterMs);
  run.child.kill('SIGKILL');
  await run;
}
