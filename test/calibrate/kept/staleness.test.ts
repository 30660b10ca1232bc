// A calibration holds for the model that answered, and for a while.
import { expect, test } from 'vitest';
import type { Calibration } from '../../../src/calibrate/kept/record.ts';
import { type ServedCall, staleCalibrations } from '../../../src/calibrate/kept/staleness.ts';
import { TIERS } from '../../../src/models/table.ts';
import { APPLIED } from '../../support/calibration.ts';

const call = (at: string, served: string) => ({ at, requested: 'claude-haiku-5-5', served });
const stale = (calibration: Calibration, calls: ServedCall[], at: Date): string[] =>
  staleCalibrations([calibration], { calls, at, tiers: TIERS });
const SOON = new Date('2026-08-20T00:00:00Z');

test('nothing is said while the same model answers and no quarter has passed', () => {
  expect(stale(APPLIED, [call('2026-08-10', 'claude-haiku-5-5-20260801')], SOON)).toEqual([]);
});

test('another model that answers since then is named; the last call counts', () => {
  const calls = [
    call('2026-08-12', 'claude-haiku-5-5-20260811'),
    call('2026-08-10', 'claude-haiku-5-5-20260801'),
    call('2026-07-10', 'older'),
  ];
  expect(stale(APPLIED, calls, SOON)).toEqual([
    'The calibration of intent (haiku, 2026-08-01) may be out of date: claude-haiku-5-5-20260811 answers now, it was claude-haiku-5-5-20260801. To check: tierwise calibrate <input> intent --recheck',
  ]);
});

test('a tier that stands for another model now is named, without a call', () => {
  const tiers = { ...TIERS, haiku: { ...TIERS.haiku, model: 'claude-haiku-6' } };
  expect(staleCalibrations([APPLIED], { calls: [], at: SOON, tiers })).toEqual([
    expect.stringContaining('haiku is claude-haiku-6 now, it was claude-haiku-5-5'),
  ]);
});

test('after a quarter it is said to be old, until it was checked again', () => {
  const now = new Date('2026-11-20T00:00:00Z');
  expect(stale(APPLIED, [], now)[0]).toContain('a quarter has passed');
  const rechecked = {
    at: '2026-11-01T00:00:00.000Z',
    significant: false,
    tier: 'haiku' as const,
    served: [],
  };
  expect(stale({ ...APPLIED, rechecked }, [], now)).toEqual([]);
});

test('a recheck that found a drop is said until it is calibrated again; what is not applied is not spoken of', () => {
  const rechecked = { at: '2026-08-15T00:00:00.000Z', significant: true, tier: 'haiku' as const, served: [] };
  expect(stale({ ...APPLIED, rechecked }, [], SOON)[0]).toContain('found a significant drop on haiku');
  expect(stale({ ...APPLIED, appliedAt: null, rechecked }, [], SOON)).toEqual([]);
});
