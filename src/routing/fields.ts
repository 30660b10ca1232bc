// Values of a policy's header, checked one by one, each mistake told with its line: what it is, what was expected, what to do.
// By hand, as the hook reads policies and carries no schema library.
import { UsageError } from '../errors.ts';
import type { LocatedMarkdown } from '../front-matter.ts';

export type Path = readonly (string | number)[];

/** One value of the header, with where it stands. */
export interface Field {
  value: unknown;
  path: Path;
  /** The file's name and the header that the value is in. */
  source: Source;
}

export interface Source {
  file: string;
  lineOf: LocatedMarkdown['lineOf'];
}

/** Returns a value inside another. */
export const inside = ({ value, path, source }: Field, key: string | number): Field => ({
  value: (value as Record<string | number, unknown>)[key],
  path: [...path, key],
  source,
});

/** Throws UsageError: `tierwise.md:4: rules.0.name is missing. Expected …`. */
export function wrong({ path, source }: Field, what: string, expected: string): never {
  const name = path.length ? path.join('.') : 'the header';
  throw new UsageError(`${source.file}:${source.lineOf(path)}: ${name} ${what}. Expected ${expected}.`);
}

/** The keys of a map that are set. Throws UsageError for a value that is none, and for a key that is not one of `known`. */
export function keysOf(field: Field, known: readonly string[]): string[] {
  const { value } = field;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return wrong(field, `is ${shown(value)}`, `a map of ${known.join(', ')}`);
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    const near = known.find((key) => isNear(key, unknown));
    wrong(
      inside(field, unknown),
      'is not a known key',
      near
        ? `"${near}"; correct its spelling`
        : `one of: ${known.join(', ')}; remove it or correct its spelling`,
    );
  }
  return Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [key]));
}

/** A list, or one value that stands for a list of it. Throws UsageError when it is empty. */
export function listOf<Value>(field: Field, read: (one: Field) => Value): Value[] {
  const { value } = field;
  if (!Array.isArray(value)) return [read(field)];
  if (!value.length) wrong(field, 'is an empty list', 'at least one value; add one, or remove the key');
  return value.map((_, index) => read(inside(field, index)));
}

/** One of some words. Throws UsageError listing them. */
export function oneOf<Word extends string>(field: Field, words: readonly Word[]): Word {
  const found = words.find((word) => word === field.value);
  if (found !== undefined) return found;
  return wrong(field, `is ${shown(field.value)}`, `one of: ${words.map(quoted).join(', ')}`);
}

const quoted = (word: string): string => (/[ ,]/.test(word) ? `"${word}"` : word);

/** A text that is not empty. Throws UsageError. */
export function textOf(field: Field, expected: string): string {
  const { value } = field;
  if (typeof value === 'string' && value.trim() !== '') return value;
  return wrong(field, value === undefined ? 'is missing' : `is ${shown(value)}`, expected);
}

/** A number between two others. Throws UsageError. */
export function numberOf(field: Field, [from, to]: readonly [number, number], expected: string): number {
  const { value } = field;
  if (typeof value === 'number' && value >= from && value <= to) return value;
  return wrong(field, `is ${shown(value)}`, expected);
}

/** A whole number of at least 1. Throws UsageError. */
export function countOf(field: Field): number {
  const { value } = field;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value;
  return wrong(field, `is ${shown(value)}`, 'a whole number of at least 1');
}

/** Yes or no. Throws UsageError. */
export function flagOf(field: Field): boolean {
  if (typeof field.value === 'boolean') return field.value;
  return wrong(field, `is ${shown(field.value)}`, 'true or false');
}

const LONGEST_SHOWN = 60;

/** A value as a reader finds it in the file. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'empty';
  const text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? String(value));
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** Returns whether one word is the other with a letter wrong, missing or too many, or in other case. */
export function isNear(word: string, other: string): boolean {
  const [a, b] = [word.toLowerCase(), other.toLowerCase()];
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return [
    [restA.slice(1), restB.slice(1)],
    [restA.slice(1), restB],
    [restA, restB.slice(1)],
    [restA.slice(2), restB.slice(2)],
  ].some(([left, right]) => left === right);
}
