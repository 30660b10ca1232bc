// The examples of a task where it is measured: the prompt is that of a run, but no item is asked beside its own answer.

import { withReviewed } from '../../bulk/review/reviewed.ts';
import type { JobEvents } from '../../bulk/settings.ts';
import { counted } from '../../terminal/format.ts';
import type { Sample } from './draw.ts';
import type { CalibrateSettings } from './settings.ts';

/** Returns the settings with the reviewed examples that a run would choose, of those that are not measured. Throws UsageError. */
export async function withExamples(
  settings: CalibrateSettings,
  { items, survey, source }: Sample,
  events: JobEvents,
): Promise<CalibrateSettings> {
  const { task, host, backend } = settings;
  const limit = Number.POSITIVE_INFINITY;
  const measured = items.map(({ text }) => text);
  const reviewed =
    backend && (await withReviewed(task, { source, survey, limit, access: host.access, measured }));
  if (!reviewed) return settings;
  events.note(
    `${counted(reviewed.chosen, 'example')} chosen of ${counted(reviewed.of, 'reviewed item')} that are not measured, as a run chooses them.`,
  );
  return { ...settings, task: reviewed.task };
}
