// The review file: what a person should look at, with what every tier said.
import { readFileSync } from 'node:fs';
import { systemReason, UsageError } from '../../errors.ts';
import type { InputRecord } from '../items/record.ts';
import type { Outcome, TierAnswer } from '../outcome/outcome.ts';
import type { AnswerKind } from '../task/task.ts';

export interface ReviewLine {
  /** Which item of the input, from 0, and the line it starts at. */
  index: number;
  line: number;
  /** Its text, or its path where it is a file. */
  item: string;
  reason: string;
  answers: TierAnswer[];
}

/** One line of the file. */
export function formatReviewLine(
  { line, text, label }: InputRecord,
  {
    index,
    outcome: { reason, answers },
    kind,
  }: { index: number; outcome: Extract<Outcome, { status: 'review' }>; kind: AnswerKind },
): string {
  const said = answers.map(({ tier, model, value, why }) => {
    return { tier, model, [kind.name]: value ?? kind.cells(null)[0], why };
  });
  return `${JSON.stringify({ index, line, item: label ?? text, reason, answers: said })}\n`;
}

/**
 * The lines of a review file; none when there is no file. `kind` null: answers are tags of a scheme that is not at hand.
 * Throws UsageError naming the line that cannot be read.
 */
export function readReviewFile(file: string, kind: AnswerKind | null): ReviewLine[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UsageError(`${file}: cannot read it: ${systemReason(error)}.`);
  }
  return text.split('\n').flatMap((line, number) => {
    if (!line) return [];
    try {
      const { answers, ...rest } = JSON.parse(line);
      return [{ ...rest, answers: answers.map((given: never) => toTierAnswer(given, kind)) }];
    } catch {
      throw new UsageError(`${file} line ${number + 1} is not JSON. Run the job again to write it anew.`);
    }
  });
}

type Stored = Omit<TierAnswer, 'value'> & { tags?: string[]; output?: unknown };

function toTierAnswer({ tier, model, why, ...stored }: Stored, kind: AnswerKind | null): TierAnswer {
  if (!kind) return { tier, model, why, value: stored.tags?.length ? stored.tags : null };
  const reading = kind.read(stored[kind.name]);
  return { tier, model, why, value: 'value' in reading ? reading.value : null };
}
