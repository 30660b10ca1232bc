// What the page of a result says of it in a line.
import { expect, test } from 'vitest';
import { aboutParts } from '../../src/view/about.ts';

const ABOUT = {
  task: 'the scheme "sev"',
  at: '2026-11-20T10:00:00.000Z',
  models: [['claude-haiku-5-5', 12] as [string, number]],
  costUsd: 1.2,
  savedUsd: 4.8,
};

test('task, day, models, cost, saving, and what is left to a person', () => {
  expect(aboutParts(ABOUT, 2)).toEqual([
    'By the scheme "sev"',
    '2026-11-20',
    'claude-haiku-5-5 (12 requests)',
    '$1.20, about $4.80 less than all of it on opus',
    '2 items left to a person',
  ]);
});

test('a loss is told as one, and what is not known is not told', () => {
  expect(aboutParts({ ...ABOUT, savedUsd: -0.5 }, 0)[3]).toBe(
    '$1.20, about $0.50 more than all of it on opus',
  );
  expect(aboutParts({ ...ABOUT, savedUsd: null }, 0)[3]).toBe('$1.20');
  expect(aboutParts({ ...ABOUT, models: [], costUsd: 0, savedUsd: null }, 1).slice(2)).toEqual([
    'no model asked',
    '1 item left to a person',
  ]);
  expect(aboutParts(undefined, 0)).toEqual(['nothing left to a person']);
});
