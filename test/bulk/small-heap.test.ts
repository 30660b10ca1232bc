import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { SMALL_HEAP } from '../../src/bulk/small-heap.ts';

/** Sets flags in a running Node as a job does, fills the memory with new objects, and returns the megabytes it had for them. */
function roomForNew(flags: readonly string[]): { megabytes: number; stderr: string } {
  const program = `
    const v8 = require('node:v8');
    for (const flag of ${JSON.stringify(flags)}) v8.setFlagsFromString(flag);
    const kept = [];
    for (let at = 0; at < 500_000; at++) kept.push({ at });
    const room = v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    process.stdout.write(String(room.space_size / 1e6));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', env: {} });
  return { megabytes: Number(stdout), stderr };
}

test('this V8 knows the flags, and gives new objects no more room than there was', () => {
  const { megabytes, stderr } = roomForNew(SMALL_HEAP);
  expect(stderr).toBe('');
  expect(megabytes).toBeGreaterThan(0);
  expect(megabytes).toBeLessThan(roomForNew([]).megabytes / 2);
});
