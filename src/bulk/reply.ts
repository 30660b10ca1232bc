// The reply is checked here again, whatever the API promises: nothing is guessed, what is wrong is asked again.
import type { Scheme } from './scheme.ts';

export interface ReplyReading {
  /** Tags by id; for an abstention, the scheme's abstain word alone. */
  tags: Map<number, string[]>;
  /** Why an id that was asked for has no usable answer. */
  problems: Map<number, string>;
}

/** Reads the model's text as the answer for exactly `ids`. Never throws. */
export function readReply(text: string, ids: readonly number[], scheme: Scheme): ReplyReading {
  const reading: ReplyReading = { tags: new Map(), problems: new Map() };
  const results = resultsIn(text);
  if (!results) {
    for (const id of ids) reading.problems.set(id, 'the reply was not the JSON asked for');
    return reading;
  }
  const asked = new Set(ids);
  const names = new Map(scheme.tags.map((tag) => [tag.name.toLowerCase(), tag.name]));
  if (scheme.abstain) names.set(scheme.abstain.toLowerCase(), scheme.abstain);
  const seen = new Set<number>();
  for (const result of results) {
    const { id, tags } = (result ?? {}) as { id?: unknown; tags?: unknown };
    if (typeof id !== 'number' || !asked.has(id)) continue;
    if (seen.has(id)) {
      reading.tags.delete(id);
      reading.problems.set(id, 'the reply answered it more than once');
      continue;
    }
    seen.add(id);
    const verdict = readTags(tags, names, scheme);
    if (typeof verdict === 'string') reading.problems.set(id, verdict);
    else reading.tags.set(id, verdict);
  }
  for (const id of ids) if (!seen.has(id)) reading.problems.set(id, 'the reply left it out');
  return reading;
}

function resultsIn(text: string): unknown[] | null {
  // A gateway that drops the schema may bring the JSON in a fence.
  const bare = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(text)?.[1] ?? text;
  try {
    const { results } = JSON.parse(bare) as { results?: unknown };
    return Array.isArray(results) ? results : null;
  } catch {
    return null;
  }
}

/** The tags in the scheme's spelling and order, or what is wrong with them. */
function readTags(given: unknown, names: ReadonlyMap<string, string>, scheme: Scheme): string[] | string {
  if (!Array.isArray(given) || !given.length) return 'the reply gave it no tag';
  const tags = new Set<string>();
  for (const word of given) {
    const name = typeof word === 'string' ? names.get(word.trim().toLowerCase()) : undefined;
    if (name === undefined) return `the reply gave it an unknown tag: ${JSON.stringify(word)?.slice(0, 60)}`;
    tags.add(name);
  }
  if (tags.size > 1 && !scheme.multiple) return `the reply gave it ${tags.size} tags where one is wanted`;
  if (tags.size > 1 && scheme.abstain && tags.has(scheme.abstain))
    return `the reply gave it tags and "${scheme.abstain}"`;
  return [...names.values()].filter((name) => tags.has(name));
}
