// Where records end is what the CSV parser says.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordEnds, wholeRecords } from '../../../src/bulk/follow/record-ends.ts';
import { UsageError } from '../../../src/errors.ts';
import { csvRows } from '../../../src/formats/csv-rows.ts';

/** The ends of the parser's rows that end with a line; null where a cell is never closed. */
async function parsedEnds(text: string): Promise<number[] | null> {
  const chunks = async function* () {
    yield text;
  };
  const ends: number[] = [];
  let at = 0;
  try {
    for await (const { raw, eol } of csvRows({ name: 'x', head: text, chunks } as never, ',')) {
      at += raw.length + eol.length;
      if (eol) ends.push(at);
    }
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
  return ends;
}

test('whatever stands in cells', async () => {
  const found = { open: 0, quoted: 0 };
  const signs = fc.array(fc.constantFrom('a', ',', '"', '"', '\n', '\n'), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(signs, async (list) => {
      const text = `id,text\n${list.join('')}`;
      const ends = [...recordEnds(text, 'csv')];
      const end = wholeRecords(text, 'csv');
      expect(end).toBe(ends.at(-1));
      expect(ends).toEqual(await parsedEnds(text.slice(0, end)));
      const parsed = await parsedEnds(text);
      if (parsed) expect(ends).toEqual(parsed);
      else found.open++;
      if (parsed && ends.length < text.split('\n').length - 1) found.quoted++;
    }),
    { numRuns: 400 },
  );
  expect(found).toEqual({ open: expect.toSatisfy((n) => n > 20), quoted: expect.toSatisfy((n) => n > 20) });
});

test('in other formats each line end ends a record', () => {
  expect([...recordEnds('"a\nb"\nc', 'text')]).toEqual([3, 6]);
  expect(wholeRecords('"a\nb', 'text')).toBe(3);
  expect(wholeRecords('a', 'csv')).toBe(0);
});
