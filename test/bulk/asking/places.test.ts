// Places for requests in flight: never more than there are, and who has asked before comes first.
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Places, TurnAfterNext } from '../../../src/bulk/asking/places.ts';

test('so many at once, the others in the order they came, but for who had one before', async () => {
  const places = new Places(2);
  const [first, second] = [await places.take(), await places.take()];
  const order: string[] = [];
  const third = places.take().then((place) => {
    order.push('third');
    return place;
  });
  void places.take().then(() => order.push('fourth'));
  first.free();
  first.free(); // twice is once
  const again = first.again().then(() => order.push('first again'));
  await turn();
  expect([order, places.taken]).toEqual([['third'], 2]);
  second.free();
  await again;
  expect(order).toEqual(['third', 'first again']);
  (await third).free();
  await turn();
  expect(order).toEqual(['third', 'first again', 'fourth']);
});

test('a place that is held need not be waited for again', async () => {
  const places = new Places(1);
  await (await places.take()).again();
  expect(places.taken).toBe(1);
});

test('after a failure nobody gets one, and who waits is told', async () => {
  const places = new Places(1);
  const held = await places.take();
  const waiting = places.take();
  places.fail(new Error('a bug'));
  await expect(waiting).rejects.toThrow('a bug');
  await expect(places.take()).rejects.toThrow('a bug');
  held.free();
  await expect(held.again()).rejects.toThrow('a bug');
});

test('a turn comes once for all who wait, after what was put off to the next one', async () => {
  const order: string[] = [];
  const readLater = new TurnAfterNext();
  const both = [readLater.come(), readLater.come()];
  expect(both[0]).toBe(both[1]);
  const read = both[0]?.then(() => order.push('read'));
  setImmediate(() => order.push('sent'));
  setImmediate(() => order.push('sent'));
  await read;
  expect(order).toEqual(['sent', 'sent', 'read']);
  expect(readLater.come()).not.toBe(both[0]);
});
