// What a bulk run tells while it goes on.
import type { JobEvents, JobSettings } from '../bulk/settings.ts';
import { systemReason } from '../errors.ts';
import type { Invocation } from '../host.ts';
import type { Progress } from '../terminal/progress.ts';
import { directRecorder } from '../usage/own-calls.ts';

/** What a run tells while it goes on; each reply becomes a line of the ledger. */
export function eventsOf(host: Invocation, settings: JobSettings, progress: Progress): JobEvents {
  const record = directRecorder(settings.home, host, (error) =>
    progress.note(
      `The ledger in ${settings.home} cannot be written (${systemReason(error)}): the report will lack this run.`,
    ),
  );
  return {
    note: progress.note,
    progress(share, text) {
      progress.update(share, text);
      if (share !== null) settings.backend?.told?.(share);
    },
    reply: (tier, reply, costUsd) => {
      const { model: requested, effort } = settings.catalog.tiers[tier];
      record({ source: 'bulk', requested, effort, reply, costUsd }, 'soon');
    },
    flush: record.flush,
  };
}
