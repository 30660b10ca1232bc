import { expect, test } from 'vitest';
import { isOf, parseShard } from '../../../src/bulk/shards/shard.ts';
import { fingerprintOf } from '../../../src/bulk/task/fingerprint.ts';

test.each(['0/8', '9/8', '1', '1/0', 'a/b', '1/8/2', '-1/8', '1/10001', ''])('"%s" is no shard', (text) => {
  expect(() => parseShard(text)).toThrow('such as 3/8');
});

test('each group is of exactly one shard, and the shards are about as large as one another', () => {
  const shards = Array.from({ length: 8 }, (_, at) => ({ index: at + 1, of: 8 }));
  const of = Array.from({ length: 4000 }, (_, item) => {
    const fingerprint = fingerprintOf(`item ${item}`, [], []);
    return shards.filter((shard) => isOf(shard, fingerprint)).map(({ index }) => index);
  });
  expect(of.filter(({ length }) => length !== 1)).toEqual([]);
  const counts = shards.map(({ index }) => of.filter(([one]) => one === index).length);
  // Binomial with 500 expected: six standard deviations are 126.
  for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(126);
});

test('what has no fingerprint is the first shard’s', () => {
  expect([1, 2, 3].map((index) => isOf({ index, of: 3 }, null))).toEqual([true, false, false]);
});
