import { expect, test } from 'vitest';
import { refuseTooMany } from '../../../src/bulk/asking/ask-claimed.ts';

test('more distinct items than one process holds are refused with the way out, before any is asked', () => {
  expect(() => refuseTooMany(16_000_000)).not.toThrow();
  expect(() => refuseTooMany(50_000_000)).toThrow(
    '50,000,000 distinct items are more than one process asks about (16,000,000). Ask part by part, here or on several machines: --shard 1/5 to --shard 5/5, then tierwise answers merge.',
  );
});
