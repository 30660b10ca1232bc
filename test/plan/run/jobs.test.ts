// How many steps run at once where nobody says.
import { expect, test } from 'vitest';
import { jobsFor, usualJobs } from '../../../src/plan/run/jobs.ts';

const GB = 1024 ** 3;

test.each([
  [1, 1, 1],
  [1, 8, 2],
  [2, 8, 2],
  [8, 16, 4],
  [8, 6, 3],
  [16, 64, 8],
  [64, 256, 8],
])('%i cores with %i GB bear %i', (cores, gigabytes, jobs) => {
  expect(jobsFor(cores, gigabytes * GB)).toBe(jobs);
});

test('this machine bears one at least', () => {
  expect(usualJobs()).toBeGreaterThanOrEqual(1);
});
