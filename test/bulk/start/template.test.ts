// Without a model: a column that holds labels already becomes the tags, with an example of each.
import { expect, test } from 'vitest';
import { OPEN } from '../../../src/access/access.ts';
import { schemeText } from '../../../src/bulk/start/draft.ts';
import type { Kind } from '../../../src/bulk/start/found.ts';
import { sampleOf } from '../../../src/bulk/start/sampled.ts';
import { templateFor } from '../../../src/bulk/start/template.ts';
import { parseScheme } from '../../../src/bulk/task/scheme.ts';
import { sandbox } from '../../support/command.ts';

const sampled = async (content: string, columns: string[] = []) => {
  const box = sandbox();
  const path = box.write('t.csv', content);
  const host = { ...box, access: OPEN, stdin: process.stdin } as unknown as Parameters<typeof sampleOf>[2];
  return sampleOf(path, { format: undefined, columns, head: null, sendAnyway: [] }, host);
};
const rows = (count: number, row: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${row(index)}\n`).join('');

test('the column of categories becomes tags; numbers, addresses and texts do not', async () => {
  const csv = `id,year,color,Category,text\n${rows(40, (index) => `${index},202${index % 3},${index % 2 ? 'red' : 'blue'},${index % 4 ? 'Billing' : 'Lost parcel'},text ${index}`)}`;
  const look = await sampled(csv, ['text']);
  expect(look.labels.map(({ column }) => column)).toEqual(['color', 'Category']);
  const { draft, from } = templateFor('table', look);
  expect(from).toBe('the values of the column "Category"');
  const { tagNames, examples } = parseScheme(schemeText('t', draft), 't.md');
  expect(tagNames).toEqual(['billing', 'lost-parcel']);
  expect(examples).toEqual([
    { item: 'text 1', value: ['billing'] },
    { item: 'text 0', value: ['lost-parcel'] },
  ]);
});

test('the sample is 20 items from all over, the same each time', async () => {
  const csv = `text\n${rows(500, (index) => `text ${index}`)}`;
  const [one, two] = [await sampled(csv), await sampled(csv)];
  expect(one.of).toBe(500);
  expect(one.items).toHaveLength(20);
  expect(one.items.toSorted()).toEqual(two.items.toSorted());
  expect(one.items.some((item) => Number(item.slice(5)) > 400)).toBe(true);
});

test.each<Kind>(['tickets', 'opinions', 'table', 'objects', 'log', 'text', 'commits'])(
  'what %s usually are is a scheme that is read',
  (kind) => {
    const { draft } = templateFor(kind, {
      name: 'x',
      itemIs: '',
      format: 'text',
      items: [],
      of: 0,
      labels: [],
    });
    expect(parseScheme(schemeText('x', draft), 'x.md').tagNames.length).toBeGreaterThan(2);
  },
);
