// A JSON array: every element is an item.
import { inBatches } from './batches.ts';
import type { FormatSpec, TextInput } from './format.ts';
import { elementsOf } from './json-elements.ts';
import { jsonRecord } from './jsonl.ts';
import { readBackObject, taggedObject, type ValueRecord, valueSource } from './objects.ts';

export const json: FormatSpec = {
  extensions: ['json'],
  recognizes(head, named) {
    const start = head.trimStart();
    if (named) return !start.startsWith('{'); // that is JSON lines
    return /^\[\s*[[{"\]]/.test(start) && !/^\[[^\n]*\][ \t]*\S/.test(start);
  },
  takesColumns: true,
  taggedRecord: '"tags" and "tagged_by"',
  read: (input, columns) => valueSource(input.name, columns, () => inBatches(valuesIn(input))),
  write: (options) => ({
    start: `${options.bom}[`,
    end: '\n]\n',
    blank: () => '',
    record: (record, label, index) => `${index ? ',' : ''}\n${taggedObject(record, label, options)}`,
  }),
  readBack: readBackObject,
};

async function* valuesIn(input: TextInput): AsyncGenerator<ValueRecord> {
  for await (const element of elementsOf(input)) yield jsonRecord(element);
}
