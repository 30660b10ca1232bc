// Which part of an object is the item.

import { expect, test } from 'vitest';
import { recordsOf } from '../../src/formats/batches.ts';
import type { FormatRecord } from '../../src/formats/format.ts';
import { valueSource } from '../../src/formats/objects.ts';

async function items(values: readonly unknown[], ...columns: string[]): Promise<FormatRecord[]> {
  const source = await valueSource('input', columns, async function* () {
    yield values.map((value) => ({ line: 1, raw: JSON.stringify(value), eol: '\n', value }));
  });
  const records: FormatRecord[] = [];
  for await (const record of recordsOf(source)) records.push(record);
  return records;
}

const textOf = async (value: unknown, ...columns: string[]) => (await items([value], ...columns))[0]?.text;

test('a field whose name has a dot comes before the one that the dot leads to', async () => {
  expect(await textOf({ 'a.b': 'own', a: { b: 'inner' } }, 'a.b')).toBe('own');
  expect(await textOf({ a: { b: 'inner' } }, 'a.b')).toBe('inner');
});

test('what every object has by birth is not a field', async () => {
  const [record] = await items([{ text: 'one' }], 'constructor');
  expect(record).toMatchObject({ text: '', problem: 'it has no column "constructor"' });
  expect((await items([{ a: {} }], 'a.toString'))[0]?.problem).toBe('it has no column "a.toString"');
});

test('several fields are named, and one that is missing is empty', async () => {
  expect(await textOf({ title: 'one', n: 2 }, 'title', 'n', 'note')).toBe('title: one\nn: 2\nnote: ');
});

test('null and blanks are empty, and said to be', async () => {
  for (const value of [{ text: null }, { text: ' ' }, ' '])
    expect((await items([value], 'text'))[0]?.problem).toBe('the item is empty');
});
