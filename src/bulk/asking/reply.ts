// The reply is checked here again, whatever the API promises: nothing is guessed, what is wrong is asked again.
import { isRecord } from '../../ask/foreign.ts';
import { objectIn } from '../../ask/json-reply.ts';
import type { AnswerKind, Value } from '../task/task.ts';

export interface ReplyReading {
  values: Map<number, Value>;
  /** Why an id that was asked for has no usable answer. */
  problems: Map<number, string>;
  /** How many of these the reply lost: it says nothing of them, or nothing that can be told from what it says of others. */
  lost: number;
}

/** Reads the model's text as the answer for exactly `ids`. Never throws. */
export function readReply(text: string, ids: readonly number[], answer: AnswerKind): ReplyReading {
  const reading: ReplyReading = { values: new Map(), problems: new Map(), lost: 0 };
  const results = objectIn(text)?.results;
  if (!Array.isArray(results)) {
    for (const id of ids) reading.problems.set(id, 'the reply was not the JSON asked for');
    return { ...reading, lost: ids.length };
  }
  const asked = new Set(ids);
  const seen = new Set<number>();
  const lost = new Set<number>();
  for (const { id, given, isOutOfStep } of entriesIn(results, asked, answer)) {
    if (typeof id !== 'number' || !asked.has(id)) continue;
    if (seen.has(id)) {
      reading.values.delete(id);
      reading.problems.set(id, 'the reply answered it more than once');
      lost.add(id);
      continue;
    }
    seen.add(id);
    if (isOutOfStep) lost.add(id);
    const verdict = isOutOfStep ? OUT_OF_STEP : answer.read(given);
    if ('problem' in verdict) reading.problems.set(id, verdict.problem);
    else reading.values.set(id, verdict.value);
  }
  for (const id of ids) {
    if (seen.has(id)) continue;
    reading.problems.set(id, 'the reply left it out');
    lost.add(id);
  }
  return { ...reading, lost: lost.size };
}

const OUT_OF_STEP = { problem: 'the reply was out of step' };

interface Entry {
  id: unknown;
  given: unknown;
  isOutOfStep?: boolean;
}

/** What a reply says, in its order: an object per item, as any model may write it, or each id followed by the words of its answer. */
function entriesIn(results: readonly unknown[], asked: ReadonlySet<number>, answer: AnswerKind): Entry[] {
  const { inList, name } = answer;
  const isList = inList !== null && !results.some(isRecord);
  if (!isList)
    return results.map((result) => ({ id: idIn(result), given: isRecord(result) ? result[name] : null }));
  const entries: { id: unknown; given: unknown[] }[] = [];
  for (const word of results) {
    if (typeof word === 'number' && !inList.isWord(word)) entries.push({ id: word, given: [] });
    else if (entries.length) entries.at(-1)?.given.push(word);
    else entries.push({ id: null, given: [word] });
  }
  return inStep(entries, asked, inList.most);
}

const idIn = (result: unknown): unknown => (isRecord(result) ? result.id : null);

/**
 * A list with an id too many, twice or unknown, without a tag or with one too many, is out of step, and nobody can tell where that began:
 * any tag of it may be beside the id of another item. What is broken itself has a reason of its own.
 */
function inStep(
  entries: readonly { id: unknown; given: readonly unknown[] }[],
  asked: ReadonlySet<number>,
  mostWords: number,
): Entry[] {
  const seen = new Set<unknown>();
  const broken = entries.map(({ id, given }) => {
    const isKnown = asked.has(id as number) && !seen.has(id);
    seen.add(id);
    return !isKnown || !given.length || given.length > mostWords;
  });
  const isOutOfStep = broken.includes(true);
  return entries.map((entry, at) => ({ ...entry, isOutOfStep: isOutOfStep && !broken[at] }));
}
