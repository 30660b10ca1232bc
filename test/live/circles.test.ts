import { expect, test } from 'vitest';
import { Circles } from '../../src/live/circles.ts';

const edit = (before: string, after: string, file = '/p/src/a.ts') => ({ file, before, after });

test('an edit that takes another one back is a circle, told once', () => {
  const circles = new Circles();
  expect(circles.edited(edit('x', 'y'))).toBeNull();
  expect(circles.edited(edit('y', 'x', '/p/src/b.ts'))).toBeNull();
  expect(circles.edited(edit('y', 'x'))).toBe('a.ts is edited back and forth');
  expect(circles.edited(edit('x', 'y'))).toBeNull();
});

test('so is a command that fails twice without passing between', () => {
  const circles = new Circles();
  expect(circles.ran('npm test', true)).toBeNull();
  expect(circles.ran('npm test', false)).toBeNull();
  expect(circles.ran('npm test', true)).toBeNull();
  expect(circles.ran('npm run lint', true)).toBeNull();
  expect(circles.ran('npm test', true)).toBe('the same check has failed twice');
});
