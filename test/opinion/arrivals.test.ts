// An answer as it is shown when it arrives.
import { expect, test } from 'vitest';
import { arrivedLines } from '../../src/opinion/arrivals.ts';
import { statement } from '../support/opinion-settings.ts';

test('it stands whole under its name; in a session its first line does', () => {
  const said = statement('opus', 'Use a queue.\n\nTest it.');
  expect(arrivedLines(said, { review: false, brief: false })).toEqual([
    'opus has answered (1.5 s):',
    '  Use a queue.',
    '',
    '  Test it.',
    '',
  ]);
  expect(arrivedLines(said, { review: false, brief: true })).toEqual([
    'opus has answered (1.5 s): Use a queue.',
  ]);
});

test('a review is shown as findings that nobody has checked, whatever shape they are in', () => {
  const findings = [{ file: 'pay.js', line: 6, severity: 'P0', claim: 'It swallows.' }, 'Look at the loop.'];
  const said = statement('codex', JSON.stringify({ findings }));
  expect(arrivedLines(said, { review: true, brief: false })).toEqual([
    'codex has answered (1.5 s): 2 findings, not yet checked:',
    '  pay.js:6  P0  It swallows.',
    '  Look at the loop.',
    '',
  ]);
  const prose = statement('codex', 'Line 6 of pay.js swallows every error.');
  expect(arrivedLines(prose, { review: true, brief: true })).toEqual([
    'codex has answered (1.5 s): 0 findings, and words that are not findings, not yet checked',
  ]);
});

test('who gives no answer is told of elsewhere', () => {
  expect(arrivedLines(statement('opus', null), { review: false, brief: false })).toEqual([]);
});
