// The reply is checked here again, whatever the API promises: nothing is guessed, what is wrong is asked again.
import { objectIn } from '../../ask/json-reply.ts';
import type { AnswerKind, Value } from '../task/task.ts';

export interface ReplyReading {
  values: Map<number, Value>;
  /** Why an id that was asked for has no usable answer. */
  problems: Map<number, string>;
}

/** Reads the model's text as the answer for exactly `ids`. Never throws. */
export function readReply(text: string, ids: readonly number[], answer: AnswerKind): ReplyReading {
  const reading: ReplyReading = { values: new Map(), problems: new Map() };
  const results = resultsIn(text);
  if (!results) {
    for (const id of ids) reading.problems.set(id, 'the reply was not the JSON asked for');
    return reading;
  }
  const asked = new Set(ids);
  const seen = new Set<number>();
  for (const result of results) {
    const { id, [answer.name]: given } = (result ?? {}) as Record<string, unknown>;
    if (typeof id !== 'number' || !asked.has(id)) continue;
    if (seen.has(id)) {
      reading.values.delete(id);
      reading.problems.set(id, 'the reply answered it more than once');
      continue;
    }
    seen.add(id);
    const verdict = answer.read(given);
    if ('problem' in verdict) reading.problems.set(id, verdict.problem);
    else reading.values.set(id, verdict.value);
  }
  for (const id of ids) if (!seen.has(id)) reading.problems.set(id, 'the reply left it out');
  return reading;
}

function resultsIn(text: string): unknown[] | null {
  const results = objectIn(text)?.results;
  return Array.isArray(results) ? results : null;
}
