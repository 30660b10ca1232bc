// What the judge's runs together say of the decisions: noise is outvoted, the order in which answers are shown decides nothing.
import { describe, expect, test } from 'vitest';
import { type Decided, type Decisions, decidedBy, isSettled } from '../../src/opinion/decisions.ts';
import { STANCES } from '../../src/opinion/judge-reply.ts';

/** Decisions as `A:yes:queue`. */
const run = (said: string): Decisions =>
  new Map(
    said
      .split(' ')
      .filter(Boolean)
      .map((one) => {
        const [voice = '', word, group = ''] = one.split(':');
        const stance = STANCES.find((known) => known === word) ?? 'other';
        return ['ABCD'.indexOf(voice), { decision: `Do ${group}`, stance, group }];
      }),
  );
const of = (drawn: string[], reversed: string[]): Decided => decidedBy([drawn.map(run), reversed.map(run)]);
const SAME = 'A:yes:q B:yes:q';

describe('four runs', () => {
  test.each([
    ['one of them has no for yes', [SAME, SAME], ['A:yes:q B:no:q', SAME], 'same'],
    ['one of them sees two groups', [SAME, 'A:yes:q B:yes:r'], [SAME, SAME], 'same'],
    ['one of them leaves a voice out', [SAME, 'A:yes:q'], [SAME, SAME], 'same'],
    ['two of them err, each on another voice', [SAME, 'A:no:q B:yes:q'], ['A:yes:q B:no:q', SAME], 'same'],
    [
      'one of them calls all one',
      ['A:yes:q B:no:r', SAME],
      ['A:yes:q B:no:r', 'A:yes:q B:no:r'],
      'different',
    ],
  ])('%s: outvoted', (_, drawn, reversed, decision) => {
    expect(of(drawn, reversed).decision).toBe(decision);
  });

  test.each([
    ['groups', 'A:yes:q B:yes:r'],
    ['stances', 'A:yes:q B:no:q'],
  ])('one order says each time what the other never says of %s: not the same', (_, other) => {
    expect(of([SAME, SAME], [other, other]).decision).toBe('different');
    expect(of([other, other], [SAME, SAME]).decision).toBe('different');
  });

  test('a third of one order outvotes nobody', () => {
    expect(of([SAME, SAME], ['A:yes:q B:yes:r']).decision).toBe('different');
  });

  test('a condition that one of four saw is outvoted, one that two saw stays', () => {
    const conditional = 'A:yes:q B:conditional:q';
    expect(of([SAME, SAME], [conditional, SAME])).toMatchObject({ decision: 'same' });
    expect(of([SAME, conditional], [conditional, SAME])).toMatchObject({ decision: 'mixed' });
  });
});

test.each([
  ['both say the same', SAME, SAME, true],
  ['both see a difference, in other words', 'A:yes:q B:no:r', 'A:yes:x B:other:y', true],
  ['they name other groups', SAME, 'A:yes:q B:yes:r', false],
  ['one saw a condition', SAME, 'A:yes:q B:conditional:q', false],
  ['both call yes and no one course', 'A:yes:q B:no:q', 'A:yes:q B:no:q', false],
  ['each has the same figure of other voices', 'A:yes:q B:yes:q C:no:r', 'A:no:q B:yes:r C:yes:r', false],
  ['neither has a decision', '', '', true],
])('whether it needs to be heard again: %s', (_, first, second, settled) => {
  expect(isSettled(run(first), run(second))).toBe(settled);
});
