// What is read of what a command leaves and sends: anything strange is no offer, and no pack.
import { expect, test } from 'vitest';
import { readOffer, readPacks } from '../../src/live/offer.ts';

const OFFER = {
  v: 1,
  run: 'a1-b2',
  command: 'bulk-tag',
  socket: '/tmp/tierwise-x/s',
  secret: 'f'.repeat(64),
  maxCostUsd: null,
};

test('an offer is taken as it is; anything strange about it makes it none', () => {
  expect(readOffer(OFFER)).toEqual(OFFER);
  for (const strange of [
    { v: 2 },
    { run: '../../x' },
    { run: 7 },
    { command: 'plan' },
    { socket: 's' },
    { socket: `/${'x'.repeat(100)}` },
    { secret: 'short' },
    { maxCostUsd: -1 },
    { maxCostUsd: '1' },
  ])
    expect(readOffer({ ...OFFER, ...strange }), JSON.stringify(strange)).toBeNull();
  for (const value of [null, [], 'x', undefined]) expect(readOffer(value)).toBeNull();
});

const PACK = {
  id: 3,
  model: 'claude-haiku-5-5',
  system: 's',
  cacheSystem: true,
  user: 'u',
  maxTokens: 1000,
  effort: 'low',
  timeoutMs: 60_000,
};

test('a pack with a price that is not known, without end, or of no kind we send is refused by its id', () => {
  expect(readPacks({ packs: [PACK] })).toEqual({ packs: [PACK], refused: [], share: null });
  for (const strange of [
    { model: 'some-model' },
    { model: 7 },
    { system: '' },
    { user: 'x'.repeat(600_001) },
    { maxTokens: 64_001 },
    { maxTokens: 0 },
    { effort: 'most' },
    { timeoutMs: 1e12 },
    { cacheSystem: 'yes' },
  ]) {
    const { packs, refused } = readPacks({ packs: [{ ...PACK, ...strange }] });
    expect(packs, JSON.stringify(strange)).toEqual([]);
    expect(refused).toEqual([{ id: 3, why: expect.any(String) }]);
  }
  expect(readPacks({ packs: [null, { id: 'x' }] })).toEqual({ packs: [], refused: [], share: null });
  for (const [said, share] of [
    [0.5, 0.5],
    [7, 1],
    ['most', null],
  ])
    expect(readPacks({ packs: [], share: said }).share).toBe(share);
  expect(readPacks('nonsense')).toEqual({ packs: [], refused: [], share: null });
});
