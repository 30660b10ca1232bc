// Fields of records that were written by others: each is checked, and what does not fit counts as not there.

export type Json = Record<string, unknown>;

/** Returns the object that a text is; null where it is none. */
export function parseObject(line: string): Json | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? (value as Json | null) : null;
  } catch {
    return null;
  }
}

/** Returns the value where it is an object; an empty one where it is not. */
export const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {};

/** Returns the value where it is a list; an empty one where it is not. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Returns a text that is not empty; null for anything else. */
export const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null);

/** Returns a number that is not negative, also where it is written as a string; null for anything else. */
export function amount(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && number >= 0 && number <= Number.MAX_SAFE_INTEGER ? number : null;
}

/** Returns a whole number, as the ledger keeps no other; 0 where there is none. */
export const count = (value: unknown): number => Math.round(amount(value) ?? 0);

/** Returns a moment in the form the ledger keeps, which sorts as text; null when there is none. */
export function moment(value: unknown): string | null {
  if (value === lastMoment.value) return lastMoment.iso;
  const date = new Date(typeof value === 'string' ? value : Number.NaN);
  const iso = Number.isNaN(date.getTime()) ? null : date.toISOString();
  lastMoment = { value, iso: iso && /^\d{4}-/.test(iso) ? iso : null };
  return lastMoment.iso;
}

/** The records of one call have one moment, or nearly so, and each is asked for several times. */
let lastMoment: { value: unknown; iso: string | null } = { value: undefined, iso: null };
