// JSON lines: every line that is not blank is an item; one that is not JSON goes to review.
import { UsageError } from '../errors.ts';
import { isTooDeep, MOST_DEPTH } from '../json-depth.ts';
import type { FormatSpec, TextInput } from './format.ts';
import { parseJson } from './json-value.ts';
import { lineBatches } from './lines.ts';
import { readBackObject, taggedObject, type ValueRecord, valueSource } from './objects.ts';

export const jsonl: FormatSpec = {
  extensions: ['jsonl', 'ndjson', 'json'],
  recognizes(head, named) {
    const start = head.trimStart();
    if (takesLines(start)) return true; // to be told of
    return start.startsWith('{') && (named || parseJson(start.split('\n', 1)[0] ?? '') !== undefined);
  },
  takesColumns: true,
  taggedRecord: '"tags" and "tagged_by"',
  async read(input, columns) {
    const start = input.head.trimStart();
    if (takesLines(start)) throw overLines(input.name, start);
    return valueSource(input.name, columns, () => valuesIn(input));
  },
  write(options) {
    let eol = '\n'; // of a last line without one: as those before it, or a file of an old Mac has two kinds
    return {
      start: options.bom,
      end: '',
      blank: (record) => (options.sameFormat ? record.raw + record.eol : ''),
      record(record, label) {
        if (options.sameFormat && record.eol) eol = record.eol;
        return onOneLine(taggedObject(record, label, options)) + eol;
      },
    };
  },
  readBack: readBackObject,
};

/** Whether an object is written over several lines, as people read it. */
const takesLines = (start: string): boolean =>
  /^\{\s*[\r\n]\s*["}]/.test(start) || /^\{\s*"(?:[^"\\\r\n]|\\.)*"\s*:\s*[[{]\s*[\r\n]/.test(start);

function overLines(name: string, start: string): UsageError {
  const list = /"(\w+)"\s*:\s*\[/.exec(start)?.[1];
  const items = list ? `'.${list}[]'` : '.';
  return new UsageError(
    `${name} is JSON with an object over several lines. Write one item per line first: jq -c ${items} <file> > <new file>.jsonl`,
  );
}

// An element of an array may take several lines; the ends of line in JSON are never part of a string.
const onOneLine = (json: string): string => json.replaceAll(/\s*[\r\n]\s*/g, ' ');

async function* valuesIn(input: TextInput): AsyncGenerator<ValueRecord[]> {
  for await (const { lines } of lineBatches(input))
    yield lines.map((line) => (line.raw.trim() ? jsonRecord(line) : { ...line, isBlank: true }));
}

const notRead = (raw: string): string =>
  isTooDeep(raw) ? `nests more than ${MOST_DEPTH} lists and objects` : 'is not valid JSON';

/** Bytes that should be JSON, as a record: with their value, or what is wrong. */
export function jsonRecord(at: Pick<ValueRecord, 'line' | 'raw' | 'eol'>): ValueRecord {
  const value = parseJson(at.raw);
  if (value === undefined) return { ...at, problem: `line ${at.line} ${notRead(at.raw)}` };
  return { ...at, value, rawIsJson: true };
}
