// `--where`: which rows are worked on. The others stay in their place, untouched.
import { UsageError } from '../../errors.ts';
import { decode } from '../../formats/bytes.ts';
import { unknownColumn } from '../../formats/columns.ts';
import { asText, isObject, type JsonObject } from '../../formats/json-value.ts';
import { patternTest } from '../task/rules.ts';
import type { InputRecord, ItemSource } from './record.ts';

/** One condition: `<column><operator><value>`. */
export interface Condition {
  column: string;
  /** As the user wrote it. */
  text: string;
  holds(value: string): boolean;
}

const CONDITION = /^([^=!~<>]+)(!=|!~|<=|>=|=|~|<|>)([\s\S]*)$/;

/** Reads a condition. Throws UsageError when it is none. */
export function parseCondition(text: string): Condition {
  const [, name = '', operator = '', given = ''] = CONDITION.exec(text) ?? [];
  const column = name.trim();
  const value = given.trim();
  if (!column || !operator)
    throw new UsageError(
      `--where ${text}: expected <column><operator><value> with one of =, !=, ~, !~, <, >, <=, >=, such as 'status=open' or 'date>=2026-11-01'.`,
    );
  return { column, text, holds: testFor(operator, value, text) };
}

function testFor(operator: string, value: string, text: string): Condition['holds'] {
  switch (operator) {
    case '=':
      return (cell) => cell.trim() === value;
    case '!=':
      return (cell) => cell.trim() !== value;
    case '~':
    case '!~':
      return patternFor(operator, value, text);
    default:
      return comparison(operator, value, text);
  }
}

function patternFor(operator: string, value: string, text: string): Condition['holds'] {
  try {
    const found = patternTest(value);
    return operator === '~' ? found : (cell) => !found(cell);
  } catch (error) {
    throw new UsageError(`--where ${text}: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** Numbers with numbers, days and times with such; a cell that is neither fulfills nothing. */
function comparison(operator: string, value: string, text: string): Condition['holds'] {
  const read = numberIn(value) === null ? dateIn : numberIn;
  const limit = read(value);
  if (limit === null)
    throw new UsageError(
      `--where ${text}: ${operator} compares numbers and dates, and "${value}" is neither. Write a number such as 3.5 or a date such as 2026-11-01.`,
    );
  return (cell) => {
    const found = read(cell.trim());
    if (found === null) return false;
    if (found === limit) return operator.endsWith('=');
    return operator.startsWith('<') ? found < limit : found > limit;
  };
}

const numberIn = (text: string): number | null =>
  /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : null;

/** A day, or a time on it; without a zone, UTC, so that the same row is chosen everywhere. */
function dateIn(text: string): number | null {
  const [, day, time = '00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[-+]\d\d:?\d\d)?)?$/i.exec(text) ?? [];
  const at = day === undefined ? Number.NaN : Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(at) ? null : at;
}

/** Returns the source with the records aside that do not fulfill all conditions. Throws UsageError for a column that is not there. */
export function keeping(source: ItemSource, conditions: readonly Condition[]): ItemSource {
  if (!conditions.length) return source;
  const names = source.header?.cells.map((name) => decode(name).trim());
  const missing = names && conditions.find(({ column }) => !names.includes(column));
  if (missing) throw unknownColumn(missing.column, names, source.name);
  const tests = conditions.map((one) => ({ ...one, at: names?.indexOf(one.column) ?? -1, seen: false }));
  const fulfills = (record: InputRecord): boolean => {
    const fits = tests.map((one) => {
      const value = valueIn(record, one);
      one.seen ||= value !== undefined;
      return value !== undefined && one.holds(value);
    });
    return fits.every(Boolean);
  };
  return {
    ...source,
    checkAfterPass() {
      const never = tests.find(({ seen }) => !seen);
      if (never)
        throw new UsageError(`--where ${never.text}: ${source.name} has no "${never.column}" anywhere.`);
      source.checkAfterPass?.();
    },
    async *batches(): AsyncGenerator<InputRecord[]> {
      for await (const batch of source.batches())
        yield batch.map((record) =>
          record.text === null || fulfills(record) ? record : { ...record, aside: true },
        );
    },
  };
}

/** A cell, or a field by its dotted path; undefined where there is none. */
function valueIn(
  { cells, value }: InputRecord,
  { column, at }: { column: string; at: number },
): string | undefined {
  if (at >= 0) return decode(cells?.[at] ?? '');
  if (!isObject(value)) return undefined;
  const found = Object.hasOwn(value, column)
    ? value[column]
    : column
        .split('.')
        .reduce<unknown>(
          (part, key) => (isObject(part) && Object.hasOwn(part, key) ? (part as JsonObject)[key] : undefined),
          value,
        );
  return found === undefined ? undefined : asText(found);
}
