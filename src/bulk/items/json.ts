import { UsageError } from '../../errors.ts';
import { columnsInWords, joinColumns, unknownColumn, usualColumn } from './columns.ts';
import { decode, type Input } from './input.ts';
import { linesOf } from './lines.ts';
import type { InputRecord, ItemSource } from './record.ts';

type JsonObject = Record<string, unknown>;

/** JSON lines: every line that is not blank is an item; one that is not JSON goes to review. */
export const jsonLinesSource = (input: Input, wanted: readonly string[]): Promise<ItemSource> =>
  jsonSource(input, 'jsonl', wanted, async function* () {
    for await (const { number, raw, eol } of linesOf(input)) {
      if (raw.trim()) yield { line: number, raw, eol };
      else yield { line: number, raw, eol, blank: true };
    }
  });

/** A JSON array: every element is an item. Throws UsageError when the array is not whole. */
export const jsonArraySource = (input: Input, wanted: readonly string[]): Promise<ItemSource> =>
  jsonSource(input, 'json', wanted, () => elementsOf(input));

interface Element {
  line: number;
  raw: string;
  eol: string;
  blank?: boolean;
}

async function jsonSource(
  input: Input,
  format: 'jsonl' | 'json',
  wanted: readonly string[],
  elements: () => AsyncIterable<Element>,
): Promise<ItemSource> {
  const firstNames = await firstObjectsNames(elements);
  const columns = wanted.length ? wanted : [(firstNames && usualColumn(firstNames)) ?? []].flat();
  let found = false;
  return {
    name: input.name,
    format,
    itemIs: columns.length ? columnsInWords(columns) : firstNames ? 'the whole object' : '',
    checkAfterPass() {
      if (wanted.length && !found) throw unknownColumn(wanted.join('", "'), firstNames ?? [], input.name);
    },
    async *records(): AsyncGenerator<InputRecord> {
      for await (const { blank, ...element } of elements()) {
        if (blank) yield { ...element, text: null };
        else {
          const record = toRecord(element, columns);
          if (!record.problem) found = true;
          yield record;
        }
      }
    },
  };
}

async function firstObjectsNames(elements: () => AsyncIterable<Element>): Promise<string[] | null> {
  for await (const { raw, blank } of elements()) {
    const value = blank ? undefined : parseJson(raw);
    if (isObject(value)) return Object.keys(value);
  }
  return null;
}

function toRecord(element: Element, columns: readonly string[]): InputRecord {
  const text = decode(element.raw.trim());
  const value = parseJson(element.raw);
  if (value === undefined) {
    return { ...element, text, problem: `line ${element.line} is not valid JSON` };
  }
  if (!isObject(value)) {
    const plain = typeof value === 'string' ? value : text;
    return { ...element, value, text: plain, ...(plain.trim() ? {} : { problem: 'the item is empty' }) };
  }
  if (!columns.length) return { ...element, value, text };
  const values = columns.map((column) => fieldOf(value, column));
  const missing = columns.filter((_, index) => values[index] === undefined);
  if (missing.length === columns.length) {
    return { ...element, value, text: '', problem: `it has no ${columnsInWords(missing)}` };
  }
  const joined = joinColumns(columns, values.map(fieldText));
  return {
    ...element,
    value,
    text: joined,
    ...(values.some((v) => fieldText(v).trim()) ? {} : { problem: 'the item is empty' }),
  };
}

/** The field of that very name, else the one the dotted path leads to. */
function fieldOf(value: JsonObject, column: string): unknown {
  if (Object.hasOwn(value, column)) return value[column];
  return column
    .split('.')
    .reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), value);
}

function fieldText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(decode(raw));
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Cuts a JSON array into its elements without reading it whole; what each holds is checked by its reader. */
async function* elementsOf(input: Input): AsyncGenerator<Element> {
  let parts: string[] = []; // of the element at hand, from earlier chunks
  let started = false; // something of it has been seen
  let startLine = 1;
  let line = 1;
  let count = 0;
  let depth = 0; // 0 outside the array, 1 between elements
  let ended = false;
  let inString = false;
  let escaped = false;
  for await (const chunk of input.chunks()) {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const char = chunk[at] as string;
      if (char === '\n') line++;
      if (inString) {
        if (escaped) escaped = false;
        else if (char === '\\') escaped = true;
        else if (char === '"') inString = false;
        continue;
      }
      if (char === ' ' || char === '\n' || char === '\r' || char === '\t') continue;
      if (depth === 0) {
        if (char !== '[' || ended) {
          const where = ended ? 'after' : 'before';
          throw new UsageError(
            `${input.name} line ${line}: expected one JSON array and nothing ${where} it.`,
          );
        }
        depth = 1;
        from = at + 1;
        continue;
      }
      if (depth === 1 && (char === ',' || char === ']')) {
        parts.push(chunk.slice(from, at));
        const raw = parts.join('').trim();
        ended = char === ']';
        if (ended) depth = 0;
        parts = [];
        from = at + 1;
        if (started || !ended) {
          count++;
          yield { line: started ? startLine : line, raw, eol: '\n' };
        }
        started = false;
        continue;
      }
      if (!started) {
        started = true;
        startLine = line;
      }
      if (char === '"') inString = true;
      else if (char === '[' || char === '{') depth++;
      else if (char === ']' || char === '}') depth--;
    }
    if (depth > 0) parts.push(chunk.slice(from));
  }
  if (!ended) {
    throw new UsageError(
      `${input.name}: the JSON array is not closed; its element ${count + 1} begins at line ${startLine}.`,
    );
  }
}
