// What is kept of a plan's limits: between sessions the most counts, and a window that began anew is not known.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keepLimits, limitsLeft, NO_LIMITS, readLimits } from '../../src/usage/limits.ts';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const window = (usedPercent: number, resetsAt = '2026-11-21T14:00:00.000Z') => ({ usedPercent, resetsAt });
const WEEK = '2026-11-24T12:00:00.000Z';

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

test('kept for the next decision: the limit nearest to its end, until it begins anew', () => {
  const home = newHome();
  expect(limitsLeft(home, NOW)).toBeUndefined();
  keepLimits(home, { fiveHour: window(62), weekly: window(31, WEEK) }, NOW);
  expect(limitsLeft(home, NOW)).toBe(38);
  expect(limitsLeft(home, new Date('2026-11-21T14:00:00.000Z'))).toBe(69);
  expect(limitsLeft(home, new Date('2026-11-25T00:00:00.000Z'))).toBeUndefined();
  expect(JSON.parse(readFileSync(join(home, 'limits.json'), 'utf8')).v).toBe(1);
  expect(statSync(join(home, 'limits.json')).mode & 0o777).toBe(0o600);
});

test('a session that knows less takes nothing back; a later window replaces an earlier one', () => {
  const home = newHome();
  keepLimits(home, { fiveHour: window(62), weekly: null }, NOW);
  expect(keepLimits(home, { fiveHour: window(40), weekly: null }, NOW).fiveHour?.usedPercent).toBe(62);
  expect(keepLimits(home, NO_LIMITS, NOW).fiveHour?.usedPercent).toBe(62);
  const next = window(3, '2026-11-21T16:00:00.000Z');
  expect(keepLimits(home, { fiveHour: next, weekly: null }, NOW).fiveHour).toEqual(next);
  expect(keepLimits(home, { fiveHour: window(99), weekly: null }, NOW).fiveHour).toEqual(next);
  expect(limitsLeft(home, NOW)).toBe(97);
});

test.each([
  ['nothing', ''],
  ['no JSON', '{'],
  ['no object', '[]'],
  ['other kinds', '{"v":1,"fiveHour":{"usedPercent":"62","resetsAt":5},"weekly":7}'],
  ['a newer version', '{"v":2,"fiveHour":{"usedPercent":62,"resetsAt":"2026-11-21T14:00:00.000Z"}}'],
])('a file with %s tells nothing', (_, text) => {
  const home = newHome();
  writeFileSync(join(home, 'limits.json'), text);
  expect(readLimits(home, NOW)).toEqual(NO_LIMITS);
});

test('a file of a newer version is left alone, and what cannot be written counts for this time', () => {
  const home = newHome();
  const newer = '{"v":2}';
  writeFileSync(join(home, 'limits.json'), newer);
  const told = { fiveHour: window(62), weekly: null };
  expect(keepLimits(home, told, NOW)).toEqual(told);
  expect(readFileSync(join(home, 'limits.json'), 'utf8')).toBe(newer);
  expect(keepLimits('/dev/null/nowhere', told, NOW)).toEqual(told);
});
