import { expect, test } from 'vitest';
import { RUNS_PER_FALSE_ALARM, sentinel } from '../../src/calibrate/sentinel.ts';

const runs = (...changed: number[]) => changed.map((one) => ({ asked: 20, changed: one }));

test('usual changes are no alarm, run after run', () => {
  const quiet = Array.from({ length: 100 }, (_, run) => (run % 5 === 0 ? 1 : 0));
  expect(sentinel(runs(...quiet), 0.02)).toMatchObject({ alarm: false });
  expect(sentinel([], 0.02)).toEqual({ alarm: false, evidence: 0 });
});

test('half of the answers changed is an alarm at once, a few only when they come again', () => {
  expect(sentinel(runs(0, 0, 10), 0.02).alarm).toBe(true);
  expect(sentinel(runs(0, 0, 3), 0.02).alarm).toBe(false);
  expect(sentinel(runs(0, 0, 3, 3, 3, 3), 0.02).alarm).toBe(true);
});

test('evidence of a run is on average 1 as long as nothing changed, so false alarms are that rare', () => {
  const usual = 0.05;
  let chance = (1 - usual) ** 20;
  let mean = 0;
  for (let changed = 0; changed <= 20; changed += 1) {
    mean += chance * sentinel(runs(changed), usual).evidence;
    chance *= ((20 - changed) / (changed + 1)) * (usual / (1 - usual));
  }
  expect(mean).toBeCloseTo(1, 10);
  expect(RUNS_PER_FALSE_ALARM).toBeGreaterThanOrEqual(100);
});
