// Values that other programs send, looked at without trust: what is missing or of another kind is undefined, null or empty.
import { isTooDeep } from '../json-depth.ts';

/** Returns what stands at a path of own keys (`error.message`) in a parsed JSON value; undefined when nothing does. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const key of keysOf(path)) {
    if (!isRecord(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}

/** The keys of each path that was looked up: a few dozen, which each reply asks for. */
const known = new Map<string, readonly string[]>();

function keysOf(path: string): readonly string[] {
  const keys = known.get(path) ?? path.split('.');
  known.set(path, keys);
  return keys;
}

/** Returns the text at a path; null when there is none. */
export function textAt(value: unknown, path: string): string | null {
  const found = at(value, path);
  return typeof found === 'string' ? found : null;
}

/** Returns the list at a path; empty when there is none. */
export function listAt(value: unknown, path: string): unknown[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

/** Returns the entries of the object at a path; empty when there is none. */
export function entriesAt(value: unknown, path: string): [string, unknown][] {
  const found = at(value, path);
  return isRecord(found) ? Object.entries(found) : [];
}

/** Whether a value is an object with named fields. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the JSON value in `text`; undefined when it is not JSON, or nested too deeply. */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
