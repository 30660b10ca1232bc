// JSON values, as they come and as text.
import { isTooDeep } from '../json-depth.ts';
import { decode } from './bytes.ts';

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of latin1-carried JSON; undefined when it is not JSON, or nested too deeply. */
export function parseJson(bytes: string): unknown {
  if (isTooDeep(bytes)) return undefined;
  try {
    return JSON.parse(decode(bytes));
  } catch {
    return undefined;
  }
}

/** A value as text: a string as it is, '' for null and undefined, anything else as JSON. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A value as a cell: like `asText`, but a list of strings is joined by commas. */
export function asCell(value: unknown): string {
  const isList = Array.isArray(value) && value.every((part) => typeof part === 'string');
  return isList ? value.join(',') : asText(value);
}
