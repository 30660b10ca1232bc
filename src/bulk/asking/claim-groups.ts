// Before anything is asked: no other run asks the same, and what others have stored meanwhile is not asked again.
import { setTimeout as sleep } from 'node:timers/promises';
import { recall, type TierPasses } from '../outcome/ladder.ts';
import type { Group, Survey } from '../survey/survey.ts';
import type { Task } from '../task/task.ts';
import type { Claims } from './claims.ts';
import { type Stopped, stoppedBy } from './pass.ts';

/** How often a run looks whether the one it waits for has ended. */
const POLL_MS = 250;

export interface ClaimOptions {
  claims: Claims;
  groups: readonly Group[];
  survey: Survey;
  ladder: readonly TierPasses[];
  task: Task;
  interrupted: AbortSignal;
  note(line: string): void;
}

/**
 * Claims all groups without an outcome, once no other run has claimed any of them, and takes the answers stored meanwhile.
 * Returns why it was given up, or null. Throws UsageError when the disk refuses.
 */
export async function claimGroups(options: ClaimOptions): Promise<Stopped | null> {
  const { claims, groups, interrupted, note } = options;
  const open = groups.filter(({ outcome }) => !outcome).map(({ fingerprint }) => fingerprint);
  let waitsFor: number | null = null;
  for (;;) {
    const holder = await claims.tryClaim(open);
    if (holder === null) break;
    if (holder !== waitsFor)
      note(
        `Another run (process ${holder}) is asking about the same items: waiting for it, to take its answers.`,
      );
    waitsFor = holder;
    await sleep(POLL_MS, undefined, { signal: interrupted }).catch(() => {});
    if (interrupted.aborted) return stoppedBy('interrupted', 'interrupted');
  }
  takeStored(options);
  return null;
}

/** What other runs have stored since the survey looked. */
function takeStored({ groups, survey, ladder, task }: ClaimOptions): void {
  const grown = ladder.flatMap(({ passes }) => passes.map((store) => store.refresh()));
  if (!grown.includes(true)) return;
  for (const group of groups) {
    if (group.outcome) continue;
    const known = recall(ladder, group.fingerprint, task.answer);
    if (!('status' in known)) group.ladderPosition = known;
    else {
      group.outcome = known;
      survey.byStored += group.items;
    }
  }
}
