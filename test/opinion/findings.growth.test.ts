// How long hostile findings and comparisons keep us busy. In a file of its own: code made ready for mutations is too slow for it.
import { expect, test } from 'vitest';
import { AnswerText } from '../../src/opinion/answer-text.ts';
import { compared } from '../../src/opinion/comparison.ts';
import { readFindings } from '../../src/opinion/findings.ts';
import { readReply } from '../../src/opinion/reading.ts';
import { ReviewedCode } from '../../src/opinion/reviewed-code.ts';
import { growthOf, LINEAR } from '../support/growth.ts';

test.each([
  ['on every line', 'hit();\n', 'hit();'],
  ['that repeats itself', 'ab ab\n', `${'ab '.repeat(400)}c`],
  ['of one letter, many times', 'aaaa\n', `${'a'.repeat(3000)}b`],
])('evidence %s is looked up in time in proportion to the file', (_, line, evidence) => {
  const findings = Array.from({ length: 5 }, (_unused, index) => ({
    file: 'b.ts',
    line: index * 1000,
    severity: 'major',
    claim: 'Wrong.',
    evidence,
  }));
  const reply = JSON.stringify({ findings });
  const searching = (size: number): void => {
    readFindings(reply, new ReviewedCode(new Map(), () => line.repeat(size)));
  };
  expect(growthOf(searching, 4000)).toBeLessThan(LINEAR);
});

test('a long chain of pairs is compared in time in proportion to its length', () => {
  const answers = [0, 1].map(() => new AnswerText('Test it well.'));
  const comparing = (size: number): void => {
    const claims = Array.from({ length: size }, (_, index) => ({
      id: String(index),
      voice: index % 2 ? 'B' : 'A',
      claim: 'Test it.',
      quote: 'Test it well.',
    }));
    const pairs = claims.slice(1).map((_, index) => ({
      first: String(index),
      second: String(index + 1),
      stance: 'agree',
    }));
    const reply = { claims, pairs, disputes: [], recommendation: '', uncertainty: '' };
    const reading = readReply(JSON.stringify(reply), { answers, order: [0, 1] });
    expect(reading && compared(reading, reading).points).toHaveLength(1);
  };
  expect(growthOf(comparing, 400)).toBeLessThan(LINEAR);
});
