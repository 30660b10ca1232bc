// What a report does first: reads what is new in the transcripts, and the first time all that is on disk.
import { setFlagsFromString } from 'node:v8';
import { claudeHome, dataHome } from '../data-home.ts';
import { systemCode, systemReason } from '../errors.ts';
import type { Host } from '../host.ts';
import { counted } from '../terminal/format.ts';
import type { Progress } from '../terminal/progress.ts';
import { ingestAll, ingestKnown } from '../usage/catch-up.ts';
import { SeenSessions } from '../usage/seen.ts';

/**
 * Brings the ledger up to date; with `all`, and the first time, from every transcript there is. Returns the sessions
 * that were read.
 */
export async function catchUp({ env }: Host, all: boolean, progress: Progress): Promise<SeenSessions> {
  // Nearly all that is read is garbage at once: a heap that grows for it would take twice as much memory, and little less time.
  setFlagsFromString('--heap-growing-percent=40');
  setFlagsFromString('--semi-space-growth-factor=1');
  const home = dataHome(env);
  const seen = new SeenSessions(home);
  try {
    if (all || !seen.hasHistory) await readAll(home, claudeHome(env), { all, seen, progress });
    ingestKnown(home, seen);
  } catch (error) {
    // What the ledger already holds can still be shown.
    if (!systemCode(error)) throw error;
    progress.note(`The ledger in ${home} cannot be brought up to date: ${systemReason(error)}.`);
  }
  return seen;
}

async function readAll(
  home: string,
  configFolder: string,
  { all, seen, progress }: { all: boolean; seen: SeenSessions; progress: Progress },
): Promise<void> {
  const onRead = (done: number, number: number): void =>
    progress.update(done / number, `${counted(done, 'transcript')} of ${number} read`);
  const read = await ingestAll(home, configFolder, { seen, onRead });
  if (all) progress.note(`Read ${counted(read, 'transcript')}.`);
  else if (read)
    progress.note(`Read ${counted(read, 'transcript')}: what is on disk from before the plugin, this once.`);
}
