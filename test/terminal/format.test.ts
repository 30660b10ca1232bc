import { expect, test } from 'vitest';
import { duration } from '../../src/terminal/format.ts';

test('no time is below 0, whatever a clock was set to meanwhile', () => {
  expect(duration(-3600)).toBe('0.0 s');
  expect(duration(250)).toBe('4 min 10 s');
});
