// A chat completion that came in pieces, put together again.
import { at, isRecord, listAt, parseJson, textAt } from './foreign.ts';

/** Whether the body of a reply is a stream of events, whatever it calls itself. */
export const isEventStream = (type: string | null, text: string): boolean =>
  /event-stream/i.test(type ?? '') ? !/^\s*[[{]/.test(text) : /^\s*(?:data|event|id):/.test(text);

/**
 * Returns the completion whose pieces are the events in `text`, as a server that does not stream would have sent it; undefined when
 * its end is missing.
 */
export function completionIn(text: string): unknown {
  const events = text
    .split(/\r\n|\n|\r/)
    .flatMap((line) => (line.startsWith('data:') ? [line.slice(5).trim()] : []));
  const chunks = events.map(parseJson).filter(isRecord);
  const choices = chunks.flatMap((chunk) => listAt(chunk, 'choices').filter((one) => !at(one, 'index')));
  const finish = choices.map((choice) => textAt(choice, 'finish_reason')).findLast(Boolean);
  const error = [...chunks, ...choices].map((one) => at(one, 'error')).find(Boolean);
  if (!finish && !error && !events.includes('[DONE]')) return undefined;
  return {
    id: last(chunks, 'id'),
    model: last(chunks, 'model'),
    usage: last(chunks, 'usage'),
    ...(error !== undefined && { error }),
    choices: choices.length ? [{ message: messageOf(choices), finish_reason: finish ?? null }] : [],
  };
}

function messageOf(choices: readonly unknown[]): object {
  const pieces = (name: string): unknown[] =>
    choices.map((choice) => at(choice, `delta.${name}`) ?? at(choice, `message.${name}`));
  const refusal = pieces('refusal')
    .filter((piece) => typeof piece === 'string')
    .join('');
  const content = pieces('content').flatMap((piece) =>
    Array.isArray(piece) ? piece : [{ type: 'text', text: piece }],
  );
  return { content: content.filter((part) => textAt(part, 'text')), refusal: refusal || null };
}

/** What the last of the chunks says that says it at all. */
const last = (chunks: readonly unknown[], name: string): unknown =>
  chunks.map((chunk) => at(chunk, name)).findLast((value) => value !== undefined && value !== null);
