// What a column of the input says of its items, as answers of the task: the truth, or a person's word.
import type { Task, Value } from '../../bulk/task/task.ts';
import { UsageError } from '../../errors.ts';
import { counted } from '../../terminal/format.ts';
import type { SampledItem } from './draw.ts';

/** What such a column is for, as the option names it. */
export interface TruthColumn {
  option: '--gold' | '--labels-from';
  name: string;
}

/**
 * Returns the answer in the column of each item that has one, by fingerprint, and a line on those that are no answers of the
 * task. Throws UsageError when that is most of them: then it is another column.
 */
export function truthOf(
  items: readonly SampledItem[],
  task: Task,
  { option, name }: TruthColumn,
): { truth: Map<string, Value>; note: string | null } {
  const truth = new Map<string, Value>();
  const strange: SampledItem[] = [];
  for (const item of items) {
    if (isEmpty(item.truth)) continue;
    const reading = task.answer.read(answerIn(item.truth, task));
    if ('value' in reading) truth.set(item.fingerprint, reading.value);
    else strange.push(item);
  }
  const [first] = strange;
  if (!first) {
    if (truth.size) return { truth, note: null };
    throw new UsageError(
      `${option}: column "${name}" is empty in every item of the sample. Name the column that holds ${wanted(task)}.`,
    );
  }
  const found = `${JSON.stringify(first.truth)?.slice(0, 60)} in line ${first.line}`;
  if (strange.length > truth.size)
    throw new UsageError(
      `${option}: column "${name}" does not hold ${wanted(task)}: ${found}. ${expected(task)}`,
    );
  return {
    truth,
    note: `${option}: ${counted(strange.length, 'item')} without a label, as column "${name}" does not hold ${wanted(task)} there (${found}).`,
  };
}

const wanted = ({ kind, name }: Task): string =>
  kind === 'scheme' ? `tags of the scheme "${name}"` : `outputs of the recipe "${name}"`;

const expected = ({ kind, tagNames }: Task): string =>
  kind === 'scheme'
    ? `Expected one of: ${tagNames.slice(0, 20).join(', ')}${tagNames.length > 20 ? ', …' : ''}.`
    : 'Expected JSON that fits its schema.';

const isEmpty = (cell: unknown): boolean =>
  cell === undefined || cell === null || (typeof cell === 'string' && !cell.trim());

function answerIn(cell: unknown, { kind, answer }: Task): unknown {
  if (kind === 'scheme') return Array.isArray(cell) ? cell : String(cell).split(',');
  if (typeof cell !== 'string' || answer.columns.length === 1) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}
