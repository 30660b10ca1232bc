import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { linesOf, wholeLines } from '../../../src/bulk/outcome/lines.ts';

/** Around what one reading gets, and around twice that. */
const LENGTH = fc.oneof(
  fc.nat(20),
  fc.integer({ min: 65_530, max: 65_540 }),
  fc.integer({ min: 131_060, max: 131_080 }),
);
const LINE = fc
  .tuple(fc.constantFrom('x', 'é', '€'), LENGTH)
  .map(([letter, length]) => letter.repeat(length));

test('lines of any length come whole, the last one torn or not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-lines-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'a.jsonl');
  fc.assert(
    fc.property(fc.array(LINE, { maxLength: 4 }), LINE, (whole, torn) => {
      const text = whole.map((line) => `${line}\n`).join('') + torn;
      writeFileSync(file, text);
      const lines = [...linesOf(file)];
      // No diff of them on failure: they are long.
      expect(
        lines.map(({ line }) => line).join('\n') === [...whole, ...(torn ? [torn] : [])].join('\n'),
      ).toBe(true);
      expect(lines.map(({ isWhole }) => isWhole)).toEqual([
        ...whole.map(() => true),
        ...(torn ? [false] : []),
      ]);
      const bytes = [...wholeLines(file)].map((piece) => piece.text).join('');
      expect(bytes === Buffer.from(text).toString('latin1')).toBe(true);
    }),
    { numRuns: 25 },
  );
});
