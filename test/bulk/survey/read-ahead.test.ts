import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readAhead } from '../../../src/bulk/survey/read-ahead.ts';

/** Yields 0, 1, 2 …; says how many were asked for, and whether it was ended. */
function counter(upTo: number, failsAt = Number.NaN) {
  const seen = { made: 0, isEnded: false };
  async function* source(): AsyncGenerator<number> {
    try {
      for (; seen.made < upTo; ) {
        if (seen.made === failsAt) throw new Error('unreadable');
        yield seen.made++;
      }
    } finally {
      seen.isEnded = true;
    }
  }
  return { seen, source: source() };
}

const turns = async (): Promise<void> => {
  for (let index = 0; index < 20; index++) await turn();
};

test('reads so many more while nobody asks, one per turn, and yields all in order', async () => {
  const { seen, source } = counter(9);
  const ahead = readAhead(source, 3);
  expect((await ahead.next()).value).toBe(0);
  expect(seen.made).toBe(1);
  await turn();
  expect(seen.made).toBe(2);
  await turns();
  expect(seen.made).toBe(4);
  const rest: number[] = [];
  for await (const one of ahead) rest.push(one);
  expect(rest).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('an error comes in its place', async () => {
  const { source } = counter(9, 2);
  const read: number[] = [];
  const reading = (async () => {
    for await (const one of readAhead(source, 5)) {
      read.push(one);
      await turns();
    }
  })();
  await expect(reading).rejects.toThrow('unreadable');
  expect(read).toEqual([0, 1]);
});

test('who stops early ends the reading', async () => {
  const { seen, source } = counter(100);
  for await (const one of readAhead(source, 2)) if (one === 1) break;
  await turns();
  expect(seen.isEnded).toBe(true);
  expect(seen.made).toBeLessThanOrEqual(4);
});
