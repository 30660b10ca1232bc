// One line of an answer file.
import * as z from 'zod';
import { RUNG_NAMES } from '../../models/table.ts';
import { type RecordReading, readRecord } from '../../records.ts';

/** The version that is written. */
export const STORED_ANSWER_VERSION = 1;

/** Which of `tags` and `output` is valid, and in which form, is the task's to say. */
export const StoredAnswer = z.object({
  fingerprint: z.string().min(1),
  tier: z.enum([...RUNG_NAMES, 'person']),
  model: z.string(),
  served: z.string(),
  tags: z.unknown().optional(),
  output: z.unknown().optional(),
  /** The id of the reply it came in; missing in answers of 0.2.0 and before. */
  request: z.string().optional(),
  /** The answer to this item, stored earlier, is none: its pack turned out to be moved. */
  distrusted: z.literal(true).optional(),
  at: z.string(),
});
export type StoredAnswer = z.infer<typeof StoredAnswer>;

/** Reads a line; a record, or why it is passed over. Never throws. */
export const readStoredAnswer = (line: string): RecordReading<StoredAnswer> =>
  readRecord(StoredAnswer, line, STORED_ANSWER_VERSION);
