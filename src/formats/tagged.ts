// What a result says of a record, read back from its columns or fields.
import type { TaggedItem } from './format.ts';
import { asText } from './json-value.ts';

/** The column of `--votes`, the last but one. */
export const AGREEMENT = 'agreement';

type Named = readonly (readonly [name: string, value: unknown])[];

/** Reads a record from its columns, of which the added ones come last. `join`: the others as one text. */
export function readBackFields<Given extends Named>(
  given: Given,
  join: (own: Given[number][]) => string,
): TaggedItem {
  const added = addedTo(given.map(([name]) => name));
  const said = (wanted: string): unknown => given.findLast(([name]) => name === wanted)?.[1];
  const by = said(added.by);
  const own = given.filter(([name]) => name !== added.by && name !== added.tags);
  const isMapped = by !== undefined && added.by.endsWith('mapped_by');
  const tags = isMapped ? [] : tagsIn(said(added.tags));
  return {
    tags,
    answered: Boolean(tags?.length),
    by: by === undefined ? null : asText(by),
    fields: own.map(([name, value]) => [name, asText(value)]),
    whole: () => join(withoutAgreement(own, given)),
  };
}

/** The column is ours where it stands right before who decided; the item never held it. */
function withoutAgreement<Field extends Named[number]>(own: Field[], given: readonly Field[]): Field[] {
  const [name = ''] = given.at(-2) ?? [];
  return name === AGREEMENT || name.endsWith(`_${AGREEMENT}`)
    ? own.filter((one) => one !== given.at(-2))
    : own;
}

/** A record that bulk-tag did not write. */
export const notTagged = (text: string): TaggedItem => ({
  tags: null,
  answered: false,
  by: null,
  fields: [['', text]],
  whole: () => text,
});

/** The columns that a result added: its own come last. */
function addedTo(names: readonly string[]): { tags: string; by: string } {
  const by = names.findLast((name) => /(?:^|_)(?:tagged|mapped)_by$/.test(name)) ?? 'tagged_by';
  return { by, tags: by.replace(/tagged_by$/, 'tags') };
}

function tagsIn(labels: unknown): string[] | null {
  if (labels === undefined) return null;
  return Array.isArray(labels) ? labels.map(String) : splitTags(asText(labels));
}

export const splitTags = (tags: string): string[] => (tags ? tags.split(',') : []);
