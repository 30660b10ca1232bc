// What one run has claimed no other gets, until the first gives it up or is gone.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Claims } from '../../../src/bulk/asking/claims.ts';

/** No process has this number: it is above what any kernel gives. */
const DEAD = 2 ** 30;

function folderOfOurs(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-claims-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'claims');
}

test('all of the names are claimed or none, and the holder is named', async () => {
  const folder = folderOfOurs();
  const [first, second, third] = [new Claims(folder), new Claims(folder), new Claims(folder)];
  expect(await first.tryClaim(['a', 'b'])).toBeNull();
  expect(await second.tryClaim(['b', 'c'])).toBe(process.pid);
  expect(await third.tryClaim(['c', 'd'])).toBeNull(); // nothing of the second's is left
  first.release();
  expect(await second.tryClaim(['a', 'b'])).toBeNull();
});

test('of several sets those are claimed of which no other run has a part', async () => {
  const folder = folderOfOurs();
  const [first, second] = [new Claims(folder), new Claims(folder)];
  await first.tryClaim(['a']);
  first.add('key-1');
  const sets = new Map([
    ['one', ['key-1', 'x']],
    ['two', ['key-2', 'a']],
    ['three', ['key-3', 'z']],
  ]);
  expect(await second.claimSets(sets)).toEqual(new Set(['three']));
  expect(await first.tryClaim(['x'])).toBeNull();
  expect(await first.tryClaim(['z'])).toBe(process.pid);
});

test('what a killed run has claimed is nobody’s, and is removed', async () => {
  const folder = folderOfOurs();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'left'), `${DEAD} 1 x\na\n`);
  writeFileSync(join(folder, 'lock'), `${DEAD} 1 x`);
  const claims = new Claims(folder);
  expect(await claims.tryClaim(['a'])).toBeNull();
  claims.release();
  expect(readdirSync(folder)).toEqual([]);
});
