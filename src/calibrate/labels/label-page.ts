// The items to be labelled as a page for the browser.
import { createHash } from 'node:crypto';
import type { Task } from '../../bulk/task/task.ts';
import { UsageError } from '../../errors.ts';
import { block } from '../../json-block.ts';
import { LABELS_MARK, type LabelPage } from '../../view/label-data.ts';
import { tagKeys } from './tag-keys.ts';
import type { Unlabelled } from './terminal.ts';

export interface LabelPageWanted {
  task: Task;
  items: readonly Unlabelled[];
  /** For people: what is labelled, the file that the page makes, and the command that reads it. */
  names: Pick<LabelPage, 'name' | 'file' | 'command'>;
  /** The page with a mark where its data goes. */
  template: string;
}

/** Returns the page as HTML. Throws UsageError for a recipe. */
export function labelPage({ task, items, names, template }: LabelPageWanted): string {
  if (task.kind === 'recipe')
    throw new UsageError(
      `--page is for tags, and ${task.file} is a recipe. Label it in the terminal: leave --page out.`,
    );
  const id = createHash('sha256')
    .update(items.map(({ fingerprint }) => fingerprint).join())
    .digest('hex');
  const page: LabelPage = {
    ...names,
    id: `tierwise-labels-${task.hash}-${id.slice(0, 16)}`,
    brief: task.brief,
    tags: task.tagNames,
    several: task.multiple,
    items: items.map(({ fingerprint, line, text, said }) => ({
      fingerprint,
      line,
      text,
      keys: [...tagKeys(task, fingerprint, said)],
    })),
  };
  const [before = '', after = ''] = template.split(LABELS_MARK);
  return before + block('labels', page) + after;
}
