// Every row of the table does all that a format must; what is particular to one is in commands/formats.test.ts.
import { describe, expect, test } from 'vitest';
import { recordsOf } from '../../src/formats/batches.ts';
import { decode, encode } from '../../src/formats/bytes.ts';
import type { FormatRecord, Label, RecordSource, TextInput } from '../../src/formats/format.ts';
import { FORMAT_NAMES, type Format, formatOf, formatSpec } from '../../src/formats/table.ts';

/** `content` as an input, in chunks so small that every record spans some. */
function inputOf(content: string, name = 'input'): TextInput {
  const bytes = encode(content);
  return {
    name,
    head: bytes.slice(0, 64 * 1024),
    async *chunks() {
      for (let at = 0; at < bytes.length; at += 3) yield bytes.slice(at, at + 3);
    },
  };
}

async function all(source: RecordSource): Promise<FormatRecord[]> {
  const records: FormatRecord[] = [];
  for await (const record of recordsOf(source)) if (record.text !== null) records.push(record);
  return records;
}

const ADDED = { columns: ['tags'], by: 'tagged_by' };
const LABELS: readonly Label[] = [
  { cells: [['refund', 'angry']], inOneCell: 'refund,angry', by: 'haiku' },
  { cells: [[]], inOneCell: '', by: 'review' },
  { cells: [['other']], inOneCell: 'other', by: 'rules' },
];

/** The result of `content`, read as `from` and written as `to`. */
async function tagged(content: string, from: Format, to: Format): Promise<string> {
  const source = await formatSpec(from).read(inputOf(content), []);
  const records = await all(source);
  const names = records.flatMap(({ value }) => (value === Object(value) ? Object.keys(Object(value)) : []));
  const options = {
    ...{ source, sameFormat: from === to, bom: '', fields: new Set(names) },
    ...{ added: ADDED, guardFormulas: false },
  };
  const writer = formatSpec(to).write(options);
  const lines = records.map((record, index) => writer.record(record, LABELS[index] as Label, index));
  return decode(writer.start + lines.join('') + writer.end);
}

// Three items of each format, one of them with what its syntax has to escape.
const TEXTS = ['one', 'zwei, "ö"', 'drei'];
const SAMPLES: Record<Format, { content: string; lines: number[] }> = {
  text: { content: 'one\n\nzwei, "ö"\ndrei\n', lines: [1, 3, 4] },
  csv: { content: 'id,text\n1,one\n2,"zwei, ""ö"""\n3,drei\n', lines: [2, 3, 4] },
  tsv: { content: 'id\ttext\n1\tone\n2\tzwei, "ö"\n3\tdrei\n', lines: [2, 3, 4] },
  jsonl: {
    content: '{"id":1,"text":"one"}\n\n{"id":2,"text":"zwei, \\"ö\\""}\n{"id":3,"text":"drei"}\n',
    lines: [1, 3, 4],
  },
  json: {
    content: '[{"id":1,"text":"one"},\n{"id":2,\n"text":"zwei, \\"ö\\""},{"id":3,"text":"drei"}]\n',
    lines: [1, 2, 3],
  },
};

const FORMATS = FORMAT_NAMES.map((name) => ({ name, spec: formatSpec(name), ...SAMPLES[name] }));

test('there are formats to look at', () => {
  expect(FORMAT_NAMES).not.toEqual([]);
});

describe.each(FORMATS)('$name', ({ name, spec, content, lines }) => {
  test('reads three items, each at its line', async () => {
    const records = await all(await spec.read(inputOf(content), []));
    expect(records.map(({ text }) => text)).toEqual(TEXTS);
    expect(records.map(({ line }) => line)).toEqual(lines);
  });

  test('reads back from its own result who said what, and what was there before', async () => {
    const result = await tagged(content, name, name);
    const source = await spec.read(inputOf(result, 'input.tagged'), []);
    const items = (await all(source)).map((record) => spec.readBack(record, source));
    expect(items.map(({ tags }) => tags)).toEqual([['refund', 'angry'], [], ['other']]);
    expect(items.map(({ answered }) => answered)).toEqual([true, false, true]);
    // Text has no place to say who it was.
    const by = spec.takesColumns ? ['haiku', 'review', 'rules'] : [null, null, null];
    expect(items.map((item) => item.by)).toEqual(by);
    expect(items.map(({ fields }) => fields.at(-1)?.[1])).toEqual(TEXTS);
    expect(items[1]?.whole()).toContain('ö');
  });

  test('says that a record of somebody else is not tagged', async () => {
    const source = await spec.read(inputOf(content), []);
    const items = (await all(source)).map((record) => spec.readBack(record, source));
    expect(items.map(({ tags }) => tags)).toEqual([null, null, null]);
  });

  test('takes columns, or says that it has none', async () => {
    if (!spec.takesColumns)
      return expect((await all(await spec.read(inputOf(content), ['id'])))[0]?.text).toBe('one');
    const source = await spec.read(inputOf(content), ['id']);
    expect((await all(source)).map(({ text }) => text)).toEqual(['1', '2', '3']);
    expect(source.itemIs).toBe('column "id"');
    const readAll = async (column: string): Promise<void> => {
      const wrong = await spec.read(inputOf(content), [column]);
      await all(wrong);
      wrong.checkAfterPass?.();
    };
    await expect(readAll('nope')).rejects.toThrow('input has no column "nope". Expected one of: id, text.');
  });

  test.each(FORMAT_NAMES)('is written as %s, from where it is read back', async (other) => {
    const result = await tagged(content, name, other);
    const source = await formatSpec(other).read(inputOf(result, 'input.tagged'), []);
    const items = (await all(source)).map((record) => formatSpec(other).readBack(record, source));
    expect(items.map(({ tags }) => tags)).toEqual([['refund', 'angry'], [], ['other']]);
    expect(items.map(({ fields }) => fields.at(-1)?.[1])).toEqual(TEXTS);
    if (!formatSpec(other).takesColumns) return;
    const names = spec.takesColumns ? ['id', 'text'] : ['item'];
    expect(items.map(({ fields }) => fields.map(([column]) => column))).toEqual([names, names, names]);
  });

  test('is known by each of its extensions', () => {
    const content = name === 'jsonl' ? '{"a":1}\n' : '[1]';
    expect(spec.extensions).not.toEqual([]);
    for (const extension of spec.extensions)
      expect(formatOf(`/some.folder/a.${extension.toUpperCase()}`, content)).toBe(name);
  });
});

test.each<[name: string, head: string, expected: Format]>([
  ['a.json', '  {"a":1}\n', 'jsonl'],
  ['a.json', '{"a":', 'jsonl'],
  ['a.json', '[1]', 'json'],
  ['a.json', 'broken', 'json'],
  ['a.txt', '[1]', 'text'],
  ['a', '[{"a":1}]', 'json'],
  ['a', '[]', 'json'],
  ['a', '["a"] and more', 'text'],
  ['a', '[ERROR] it failed', 'text'],
  ['a', '{"a":1}\n{"a":2}\n', 'jsonl'],
  ['a', '{"a":\n', 'text'],
  ['a.unknown', 'id,text\n1,one\n', 'text'],
  ['v1.csv/a', 'one', 'text'],
])('a file %s that begins with %j is %s', (path, head, expected) => {
  expect(formatOf(path, head)).toBe(expected);
});
