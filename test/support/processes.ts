// The processes there are on this machine, as /proc shows them.
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Returns the processes, but this one, whose environment or command line holds `word`. Linux only. */
export const processesWith = (word: string): string[] =>
  readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
    try {
      return ['cmdline', 'environ'].some((file) =>
        readFileSync(`/proc/${pid}/${file}`, 'latin1').includes(word),
      );
    } catch {
      return false;
    }
  });

/** Passes once no process holds `word`. What was killed is not gone at once on a busy machine; what was not killed stays. */
export async function expectNoProcess(word: string): Promise<void> {
  if (process.platform === 'linux')
    await expect.poll(() => processesWith(word), { timeout: 30_000, interval: 100 }).toEqual([]);
}
