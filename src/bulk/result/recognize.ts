// Whether a file reads as what a run writes, for one that the data home knows nothing of: made on another machine, say.

import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { recordsOf } from '../../formats/batches.ts';
import type { Format } from '../../formats/table.ts';
import { openResult, taggedItem } from '../reading/tagged.ts';
import type { Task } from '../task/task.ts';
import { isReviewLine } from './review-file.ts';

const LOOKED_AT = 100;

/** Whether the first records of `path` carry what a result of `task` does. */
export async function readsAsResult(path: string, format: Format, task: Task): Promise<boolean> {
  try {
    const { input, source } = await openResult(path, format, {
      stdin: Readable.from([]),
      access: (await import('../../access/access.ts')).OPEN,
    });
    try {
      let records = 0;
      for await (const record of recordsOf(source)) {
        if (record.text === null) continue;
        const { tags, by } = taggedItem(record, source);
        const known = by !== null || tags?.every((tag) => task.tagNames.includes(tag));
        if (tags === null || !known) return false;
        if (++records === LOOKED_AT) break;
      }
      return records > 0;
    } finally {
      await input.close();
    }
  } catch {
    return false; // not even of that format
  }
}

const HEAD_BYTES = 256 * 1024;

/** Whether the first lines of `path` are those of a review file. Throws the file system's error. */
export async function readsAsReview(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    if (bytesRead === HEAD_BYTES && lines.length > 1) lines.pop(); // cut off
    return lines.filter((line) => line.trim()).every(isReviewLine);
  } finally {
    await file.close();
  }
}
