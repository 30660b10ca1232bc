// JSON lines whose lines end in another way than with a line feed.

import { expect, test } from 'vitest';
import { recordsOf } from '../../src/formats/batches.ts';
import { jsonl } from '../../src/formats/jsonl.ts';

const input = (text: string) => ({
  name: 'a.jsonl',
  head: text,
  async *chunks() {
    yield text;
  },
});

test('a result of lines that end with a carriage return alone is read back, line by line', async () => {
  const source = await jsonl.read(input('{"a":1}\r{"a":2}\r{"a":3}'), []);
  const writer = jsonl.write({
    ...{ source, sameFormat: true, bom: '', fields: new Set(['a']), guardFormulas: false },
    added: { columns: ['tags'], by: 'tagged_by' },
  });
  let written = writer.start;
  for await (const record of recordsOf(source))
    written += writer.record(record, { cells: [['x']], inOneCell: 'x', by: 'haiku' }, 0);
  const back = await jsonl.read(input(written), []);
  const tags: unknown[] = [];
  for await (const record of recordsOf(back)) tags.push(jsonl.readBack(record, back).tags);
  expect(tags).toEqual([['x'], ['x'], ['x']]);
});
