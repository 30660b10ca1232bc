// The review file: the items that a person should look at, with what every tier said.
import * as z from 'zod';
import type { Access } from '../../access/access.ts';
import { UsageError } from '../../errors.ts';
import { readJsonLines } from '../../json-lines.ts';
import { RUNG_NAMES } from '../../models/table.ts';
import { readRecord } from '../../records.ts';
import type { InputRecord } from '../items/record.ts';
import type { Outcome, TierAnswer } from '../outcome/outcome.ts';
import type { AnswerKind } from '../task/task.ts';

const StoredAnswer = z.object({
  tier: z.enum(RUNG_NAMES),
  model: z.string(),
  why: z.string(),
  tags: z.array(z.string()).optional(),
  output: z.unknown().optional(),
});

const StoredLine = z.object({
  /** Which item of the input, from 0, and the line it starts at. */
  index: z.int().min(0),
  line: z.int().min(1),
  /** Its text, or its path where it is a file. */
  item: z.string(),
  reason: z.string(),
  answers: z.array(StoredAnswer),
});

export interface ReviewLine extends Omit<z.infer<typeof StoredLine>, 'answers'> {
  answers: TierAnswer[];
}

interface Reviewed {
  index: number;
  outcome: Extract<Outcome, { status: 'review' }>;
  kind: AnswerKind;
}

/** One line of the file. */
export function formatReviewLine(
  { line, text, label }: InputRecord,
  { index, outcome: { reason, answers }, kind }: Reviewed,
): string {
  const said = answers.map(({ tier, model, value, why }) => {
    return { tier, model, [kind.name]: value ?? kind.cells(null)[0], why };
  });
  return `${JSON.stringify({ index, line, item: label ?? text, reason, answers: said })}\n`;
}

/**
 * The lines of a review file; none when there is no file. `kind` null: the answers are tags of a scheme that is not known.
 * Throws UsageError naming the line that cannot be read.
 */
export function readReviewFile(file: string, kind: AnswerKind | null, access: Access): ReviewLine[] {
  const refuse = (where: string): UsageError => new UsageError(`${where}: ${EXPECTED}`);
  const lines = readJsonLines(file, StoredLine, refuse, access) ?? [];
  return lines.map(({ value: { answers, ...rest } }) => {
    return { ...rest, answers: answers.map((stored) => toTierAnswer(stored, kind)) };
  });
}

/** Whether a line is one of a review file. */
export const isReviewLine = (text: string): boolean => 'record' in readRecord(StoredLine, text);

const EXPECTED =
  'expected {"index", "line", "item", "reason", "answers"}, as a run writes it. Run the job again to rewrite the file.';

function toTierAnswer(stored: z.infer<typeof StoredAnswer>, kind: AnswerKind | null): TierAnswer {
  const { tier, model, why, tags } = stored;
  if (!kind) return { tier, model, why, value: tags?.length ? tags : null };
  const reading = kind.read(stored[kind.name]);
  return { tier, model, why, value: 'value' in reading ? reading.value : null };
}
