// The JSON in a model's reply: alone, in a fence, or after some words, because not everybody can be held to a schema.
import { isRecord, parseJson } from './foreign.ts';

const FENCE = '```';

/** Returns the object in `text`; null when there is none. Takes time in proportion to the text, whatever it holds. */
export function objectIn(text: string): Record<string, unknown> | null {
  for (const candidate of candidatesIn(text)) {
    if (!candidate.trimStart().startsWith('{')) continue; // an error of the parser's costs more than a look
    const value = parseJson(candidate);
    if (isRecord(value)) return value;
  }
  return null;
}

/** Where the object may be, likeliest first: the whole text, each fence from the last on, from the first brace to the last. */
function* candidatesIn(text: string): Generator<string> {
  yield text;
  yield* fencedIn(text).reverse();
  yield text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
}

/** The bodies of the fences in `text`. Line by line: a pattern would try every pair of line breaks. */
function fencedIn(text: string): string[] {
  const bodies: string[] = [];
  let body: string[] | null = null;
  for (const line of text.split('\n')) {
    if (body === null) {
      if (opensFence(line)) body = [];
    } else if (line.trimStart().startsWith(FENCE)) {
      bodies.push(body.join('\n'));
      body = null;
    } else body.push(line);
  }
  return bodies;
}

function opensFence(line: string): boolean {
  const at = line.lastIndexOf(FENCE);
  return at >= 0 && ['', 'json'].includes(line.slice(at + FENCE.length).trimEnd());
}
