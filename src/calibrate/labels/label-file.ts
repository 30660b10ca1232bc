// The labels that a page made, read back: all are checked before any is kept.
import * as z from 'zod';
import type { Access } from '../../access/access.ts';
import type { Task, Value } from '../../bulk/task/task.ts';
import { UsageError } from '../../errors.ts';
import { readJsonLines } from '../../json-lines.ts';

const Line = z.object({ fingerprint: z.string().min(1), tags: z.array(z.string()).min(1) });

/** Returns the labels in a file, by fingerprint; `known` says whether an item is in the input. Throws UsageError. */
export function readLabelFile(
  file: string,
  { task, known, access }: { task: Task; known: (fingerprint: string) => boolean; access: Access },
): Map<string, Value> {
  const lines = readJsonLines(file, Line, (where) => refused(where, EXPECTED), access);
  if (!lines) throw new UsageError(`${file}: cannot read it: no such file or folder.`);
  const labels = new Map<string, Value>();
  for (const { where, value } of lines) {
    if (!known(value.fingerprint))
      throw refused(
        where,
        'its item is not in the input. Has the input changed, or was --column given otherwise',
      );
    const reading = task.answer.read(value.tags);
    if ('problem' in reading)
      throw refused(
        where,
        `${JSON.stringify(value.tags)} is not an answer of ${task.name}. Expected tags among: ${task.tagNames.join(', ')}`,
      );
    labels.set(value.fingerprint, reading.value);
  }
  if (labels.size) return labels;
  throw new UsageError(
    `${file} holds no labels. Label items in the page of "tierwise calibrate label --page" first.`,
  );
}

const EXPECTED =
  'expected {"fingerprint": text, "tags": [tag, …]}, as the page of "tierwise calibrate label" writes it';

const refused = (where: string, why: string): UsageError =>
  new UsageError(`${where}: ${why}. Nothing was changed.`);
