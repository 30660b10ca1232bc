import { createHash } from 'node:crypto';
import { keyOf, type Value } from '../../bulk/task/task.ts';

/** Returns the hash of an answer: the same for answers that say the same, and nothing of what they say. */
export const answerHash = (value: Value): string =>
  createHash('sha256').update(keyOf(value)).digest('hex').slice(0, 16);
