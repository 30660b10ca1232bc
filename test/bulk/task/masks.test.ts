// A mask that is passed over because its sign is missing would have changed nothing.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyMasks, MASK_NAMES, markerOf, mayHave } from '../../../src/bulk/task/masks.ts';

const PIECES = [
  ...['2026-11-20', '06:55:46', '10/Oct/2026:13:55:36', 'Dec 10 06:55:46', '0:5:46:3', '123e4567-e89b-12d3-a456-426614174000'],
  ...['https://', 'a@b.c', 'shop.example.com', 'x.LOCAL', 'R02-M1-NF-C:J12', 'jA9J0UvC1', '00:0d:60:ea:e9:07', '10.0.0.1'],
  ...['::1', '2001:db8::', '1:2:3:4:5:6:7:8', '/var/log', 'C:\\a', '~/b', '5 bytes', '2MB', '3 KiB', '4B', '20ms', '<1 sec', '7µs'],
  ...['lifetime 00:03', 'uptime ', '0xDE', 'FFFFFFFF', 'ffFFffff', '1a2b3c4d', '-160899', '_-1', '1.5', '\u017f', '\u212a'],
  ...[' ', '.', ':', '-', '/', '=', '1', '9', 'a', 'f', 'Z', 'é'],
]; // biome-ignore format: a list

const TEXT = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 2 })), { maxLength: 12 });

test('whatever the text', () => {
  fc.assert(
    fc.property(TEXT, (pieces) => {
      let whole = pieces.join('');
      const given = whole;
      for (const name of MASK_NAMES) {
        if (!mayHave(given, name)) expect(markerOf(name, [name])(given)).toBe(given);
        whole = markerOf(name, MASK_NAMES)(whole);
      }
      expect(applyMasks(given, MASK_NAMES)).toBe(whole);
    }),
    { numRuns: 2000 },
  );
});
