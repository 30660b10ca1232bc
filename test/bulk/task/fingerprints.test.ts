import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOfMasked, fingerprintInDigest, fingerprintOf } from '../../../src/bulk/task/fingerprint.ts';
import { Fingerprints, NOT_LISTED } from '../../../src/bulk/task/fingerprints.ts';

const HASH = fc.string({ unit: fc.constantFrom(...'ABz09-_'), minLength: 22, maxLength: 22 });
const ANY = fc.oneof(HASH, fc.string({ maxLength: 24 }));

test('a list numbers what comes as a Map would, whatever it is', () => {
  fc.assert(
    fc.property(fc.array(ANY, { maxLength: 40 }), fc.array(ANY, { maxLength: 5 }), (given, others) => {
      const list = new Fingerprints();
      const map = new Map<string, number>();
      for (const one of [...given, ...given]) {
        if (!map.has(one)) map.set(one, map.size);
        expect(list.add(one)).toBe(map.get(one));
      }
      expect(list.length).toBe(map.size);
      for (const [one, number] of map) expect(list.at(number)).toBe(one);
      for (const one of [...given, ...others]) expect(list.numberOf(one)).toBe(map.get(one) ?? NOT_LISTED);
    }),
  );
});

test('a fingerprint is the same one in a hash as in letters', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 30 }), fc.array(fc.string()), (texts, tags) => {
      const [list, map] = [new Fingerprints(), new Map<string, number>()];
      for (const text of [...texts, ...texts]) {
        const one = fingerprintOf(text, [], tags);
        const digest = digestOfMasked(text.trimEnd(), tags);
        expect(fingerprintInDigest(digest)).toBe(one);
        if (!map.has(one)) map.set(one, map.size);
        expect(list.addDigest(digest)).toBe(map.get(one));
        expect(list.at(list.addDigest(digest))).toBe(one);
        expect(list.add(one)).toBe(map.get(one));
      }
    }),
  );
});

test('what is no hash is never taken for the one that comes next', () => {
  const list = new Fingerprints();
  expect(['B'.repeat(22), 'no hash', 'A'.repeat(22)].map((one) => list.add(one))).toEqual([0, 1, 2]);
});

test('a list that has grown many times still knows each of them', () => {
  const list = new Fingerprints();
  const all = Array.from({ length: 20_000 }, (_, at) =>
    at % 1000 ? fingerprintOf(`${at}`, [], []) : `x${at}`,
  );
  for (const one of all) list.add(one);
  expect(all.map((one) => list.numberOf(one))).toEqual([...all.keys()]);
  expect(all.map((_, at) => list.at(at))).toEqual(all);
});
