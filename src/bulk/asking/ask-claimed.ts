// The door to asking: nothing is sent before it is claimed, so that no two runs pay for the same.
import { join } from 'node:path';
import type { JobEvents } from '../settings.ts';
import { type Asking, askLadder } from './ask-ladder.ts';
import { claimGroups } from './claim-groups.ts';
import { Claims } from './claims.ts';
import type { Stopped } from './pass.ts';

/** Asks what has no outcome yet, once no other run is asking it. Returns why it stopped early; null when it did not. */
export async function askClaimed(asking: Omit<Asking, 'claims'>, events: JobEvents): Promise<Stopped | null> {
  const { settings, survey, ladder, only, interrupted } = asking;
  const { task, home } = settings;
  const groups = only ? [...only] : survey.groups;
  if (groups.every(({ outcome }) => outcome)) return null;
  const claims = new Claims(join(home, 'answers', task.hash, 'claims'));
  const claiming = { claims, groups, survey, ladder, task, interrupted, note: events.note };
  try {
    return (await claimGroups(claiming)) ?? (await askLadder({ ...asking, claims }, events));
  } finally {
    claims.release();
  }
}
