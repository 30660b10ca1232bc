// The door to asking: nothing is sent before it is claimed, so that no two runs pay for the same.
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { count } from '../../terminal/format.ts';
import type { JobEvents } from '../settings.ts';
import { type Asking, askLadder } from './ask-ladder.ts';
import { claimGroups } from './claim-groups.ts';
import { Claims } from './claims.ts';
import { compileLater } from './compile-later.ts';
import type { Stopped } from './pass.ts';

/** Asks what has no outcome yet, once no other run is asking it. Returns why it stopped early; null when it did not. */
export async function askClaimed(asking: Omit<Asking, 'claims'>, events: JobEvents): Promise<Stopped | null> {
  const { settings, survey, ladder, only, interrupted } = asking;
  const { task, home } = settings;
  const groups = only ? [...only] : survey.groups;
  const open = groups.reduce((sum, { outcome }) => (outcome ? sum : sum + 1), 0);
  if (!open) return null;
  compileLater();
  refuseTooMany(open);
  const claims = new Claims(join(home, 'answers', task.hash, 'claims'));
  const claiming = { claims, groups, survey, ladder, task, interrupted, note: events.note };
  try {
    return (await claimGroups(claiming)) ?? (await askLadder({ ...asking, claims }, events));
  } finally {
    claims.release();
  }
}

/** V8's hash tables end at 2^24 entries: a Map or Set of more throws. */
const MOST_AT_ONCE = 16_000_000;

/** Throws UsageError when so many distinct items are more than one process can ask about. */
export function refuseTooMany(open: number): void {
  if (open <= MOST_AT_ONCE) return;
  const shards = Math.ceil(open / MOST_AT_ONCE) + 1;
  throw new UsageError(
    `${count(open)} distinct items are more than one process asks about (${count(MOST_AT_ONCE)}). Ask part by part, here or on several machines: --shard 1/${shards} to --shard ${shards}/${shards}, then tierwise answers merge.`,
  );
}
