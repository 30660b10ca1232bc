// How much fits into one batch.
import { expect, test } from 'vitest';
import { Draft } from '../../../../src/bulk/asking/batch/draft.ts';
import type { PackRequest } from '../../../../src/bulk/asking/requests.ts';

const packed = (user: string): PackRequest => ({
  request: {
    ...{ model: 'm', system: '', user, schema: null, maxTokens: 1 },
    ...{ cacheSystem: null, effort: null, thinking: null },
  },
  ids: [1],
});

/** How many requests like this one fit. */
function fitting(one: PackRequest): number {
  const draft = new Draft();
  while (!draft.isFullWith(one))
    draft.add(one, {
      entries: [],
      checks: new Set(),
      worstUsd: 0,
      reservation: { settle: () => {} },
    });
  return draft.requests.length;
}

test('ten thousand requests, and no more', () => expect(fitting(packed('x'))).toBe(10_000));

test('64 MB of them, and no more', () => expect(fitting(packed('x'.repeat(31 * 1024 * 1024)))).toBe(2));
