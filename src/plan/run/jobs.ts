// How many steps run at once where nobody says.
import { availableParallelism, totalmem } from 'node:os';

const MOST = 8;
const LEAST = 2;
const BYTES_PER_STEP = 2 * 1024 ** 3;

/** Returns how many steps this machine bears at once. */
export function usualJobs(): number {
  const limit = process.constrainedMemory?.() ?? 0; // of a container; 0: none
  return jobsFor(availableParallelism(), limit > 0 ? Math.min(limit, totalmem()) : totalmem());
}

/**
 * Steps mostly wait for a model; their checks and installed packages do not. So half as many as cores, each with 2 GB, two at least
 * where there are 2 GB at all, and no more than keeps vendors from slowing them down.
 */
export function jobsFor(cores: number, bytes: number): number {
  if (bytes < BYTES_PER_STEP) return 1;
  return Math.min(MOST, Math.max(LEAST, Math.min(Math.floor(cores / 2), Math.floor(bytes / BYTES_PER_STEP))));
}
