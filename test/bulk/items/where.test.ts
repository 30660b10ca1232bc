// Which rows a condition takes, and that one nobody can fulfill, or that is none, is said.
import { expect, test } from 'vitest';
import { keeping, parseCondition } from '../../../src/bulk/items/where.ts';
import { recordsOf } from '../../../src/formats/batches.ts';
import { source } from '../../support/bulk.ts';

test.each([
  ['status=open', ['open', ' open '], ['Open', 'reopen', '']],
  ['status!=open', ['closed', ''], ['open']],
  ['status=', [''], ['x']],
  ['status~^re.*d$', ['refund'], ['a refund', 'refunds']],
  ['status~(?i)refund', ['A Refund!'], ['fund']],
  ['status!~refund', ['x'], ['no refund']],
  ['amount>100', ['100.5', '1e3'], ['100', '99', '', 'many', '2026-11-01']],
  ['amount<=-1', ['-1', '-2.5'], ['0']],
  ['date>=2026-11-01', ['2026-11-01', '2026-11-01T00:00:00Z', '2026-11-02 08:00'], ['2026-10-31', '2026-10-31T23:59:59Z', '5', 'x']],
  ['date<2026-11-01T12:00+02:00', ['2026-11-01T09:59Z'], ['2026-11-01T10:00Z']],
  ['url=a=b', ['a=b'], ['a']],
])('%s', (text, taken, left) => {
  const { holds } = parseCondition(text);
  expect(taken.filter((cell) => !holds(cell))).toEqual([]);
  expect(left.filter(holds)).toEqual([]);
}); // biome-ignore format: one case a line

test.each([
  ['status', 'expected <column><operator><value>'],
  ['=open', 'expected <column><operator><value>'],
  ['amount>many', '> compares numbers and dates, and "many" is neither'],
  ['status~(', '"(" is not a regular expression'],
  ['status~a(?=b)', 'uses look-around'],
])('%s is refused', (text, message) => {
  expect(() => parseCondition(text)).toThrow(`--where ${text}: `);
  expect(() => parseCondition(text)).toThrow(message);
});

test('all conditions have to hold; a field of objects is found by its path, and one that is nowhere is said', async () => {
  const rows = [{ a: { b: 1 }, s: 'x' }, { a: { b: 5 }, s: 'x' }, { a: { b: 5 }, s: 'y' }, { s: 'x' }];
  const objects = source(rows.map((value, index) => ({ text: `row ${index}`, value })));
  const asides = async (...conditions: string[]) => {
    const kept = keeping(objects, conditions.map(parseCondition));
    const found: boolean[] = [];
    for await (const { aside } of recordsOf(kept)) found.push(aside === true);
    kept.checkAfterPass?.();
    return found;
  };
  expect(await asides('a.b>2', 's=x')).toEqual([true, false, true, true]);
  await expect(asides('a.c>2')).rejects.toThrow('--where a.c>2: a.log has no "a.c" anywhere.');
});
