// The check by hand of a ledger line, against the schema: what one takes the other takes, whatever is in a field.
import { expect, test } from 'vitest';
import { readRecord } from '../../../src/records.ts';
import { entryIn } from '../../../src/usage/books/entry-fields.ts';
import type { LedgerEntry } from '../../../src/usage/ledger-entry.ts';
import { EntrySchema } from '../../../src/usage/schemas.ts';
import { pricedCall } from '../../support/priced-calls.ts';

const { who: _, ...entry } = pricedCall({ webSearches: 2, client: 'codex 1', fast: true, effort: 'low' });

const ODD = [undefined, null, true, '', 'x', 'opus', 'bulk', 0, 1, -1, 1.5, 1e300, [], {}, { a: 1 }];
const MOMENTS = [
  '2026-11-20T10:00:00Z',
  '2026-11-20T10:00Z',
  '2026-11-20T10:00:00.123456Z',
  '2026-11-20T10:00:00.000',
  '2026-11-20T10:00:00+01:00',
  '2026-02-30T10:00:00.000Z',
  '2026-13-01T10:00:00.000Z',
  '2026-11-20T24:00:00.000Z',
  '2026-11-20T23:59:60.000Z',
  '2026-11-20',
  '+012026-11-20T10:00:00.000Z',
];

test('the check by hand accepts exactly what the schema accepts', () => {
  const mutants: object[] = MOMENTS.map((at) => ({ ...entry, at }));
  for (const field of [...Object.keys(EntrySchema.shape), 'v', 'other'] as (keyof LedgerEntry)[])
    for (const value of ODD) mutants.push({ ...entry, [field]: value });
  let accepted = 0;
  for (const mutant of mutants) {
    const text = JSON.stringify(mutant);
    const bySchema = 'record' in readRecord(EntrySchema, text);
    expect(entryIn(JSON.parse(text)) !== null, text).toBe(bySchema);
    if (bySchema) accepted++;
  }
  expect(accepted).toBeGreaterThan(20);
  expect(accepted).toBeLessThan(mutants.length / 2);
});
