// What two runs of the judge make together: the decision, what is shared, what overlaps.
import { describe, expect, test } from 'vitest';
import { AnswerText } from '../../src/opinion/answer-text.ts';
import { type Comparison, compared } from '../../src/opinion/comparison.ts';
import { type Reading, readReply } from '../../src/opinion/reading.ts';

/** Every voice says the same words, each a sentence of its own. */
const WORDS = ['Alpha rules here.', 'Beta rules here.', 'Gamma rules here.'];
const ANSWER = WORDS.join(' ');

/** A run: pairs as `A1=B1` (agree), `A1~B1` (qualify), `A1!B1` (contradict); decisions as `A:yes:queue`. */
function run(claims: string, pairs = '', decisions = ''): Reading {
  const STANCE: Record<string, string> = { '=': 'agree', '~': 'qualify', '!': 'contradict' };
  const list = (text: string): string[] => text.split(' ').filter(Boolean);
  const quoteOf = (id: string): string => WORDS[Number(id[1]) - 1] ?? '';
  const reply = {
    claims: list(claims).map((id) => ({ id, voice: id[0], claim: quoteOf(id), quote: quoteOf(id) })),
    pairs: list(pairs).map((pair) => ({
      first: pair.slice(0, 2),
      second: pair.slice(3),
      stance: STANCE[pair[2] ?? ''],
    })),
    decisions: list(decisions).map((said) => {
      const [voice, stance, group] = said.split(':');
      return { voice, stance, group, decision: `Do ${group}`, quote: WORDS[0] };
    }),
  };
  const answers = [0, 1, 2, 3].map(() => new AnswerText(ANSWER));
  const reading = readReply(JSON.stringify(reply), { answers, order: [0, 1, 2, 3] });
  if (!reading) throw new Error('no reading');
  return reading;
}

/** Points as `agreed A1 B1`. */
const shape = ({ points }: Comparison): string[] =>
  points
    .map(({ standing, claims }) =>
      [standing, ...claims.map(({ voice, quote }) => `${'ABCD'[voice]}${WORDS.indexOf(quote) + 1}`)].join(
        ' ',
      ),
    )
    .sort();
const both = (claims: string, pairs: string): Comparison => compared(run(claims, pairs), run(claims, pairs));

describe('points', () => {
  test.each([
    ['agree', 'A1=B1', ['agreed A1 B1']],
    ['under a condition', 'A1~B1', ['qualified A1 B1']],
    ['contradict', 'A1!B1', ['contradicted A1 B1']],
    ['all at once', 'A1=B1 A1!B1 A1~B1', ['contradicted A1 B1']],
    ['not', '', ['alone A1', 'alone B1']],
  ])('of two claims that %s', (_, pairs, points) => {
    expect(shape(both('A1 B1', pairs))).toEqual(points);
  });

  test('what three voices say is one, and one that contradicts spoils it', () => {
    expect(shape(both('A1 B1 C1', 'A1=B1 B1=C1'))).toEqual(['agreed A1 B1 C1']);
    expect(shape(both('A1 B1 C1', 'A1=B1 B1=C1 A1!C1'))).toEqual(['contradicted A1 B1 C1']);
  });

  test('a point has one claim of a voice: an agreed and a contradicted one do not melt', () => {
    const comparison = both('A1 A2 B1 B2', 'A1=B1 A2!B2 A1=B2');
    expect(shape(comparison)).toEqual(['agreed A1 B1', 'contradicted A2 B2']);
    expect(comparison.dropped.pairs).toBeGreaterThan(0);
  });

  test('pairs do not chain two points that stand', () => {
    expect(shape(both('A1 B1 C2 D2', 'A1=B1 C2!D2 B1=C2'))).toEqual(['agreed A1 B1', 'contradicted C2 D2']);
  });

  test('claims that one run missed are there, and count once', () => {
    const found = compared(run('A1 A2 B1', 'A1=B1'), run('A1 B1 B3', 'A1=B1'));
    expect(shape(found)).toEqual(['agreed A1 B1', 'alone A2', 'alone B3']);
  });
});

describe('two runs that differ', () => {
  test.each([
    ['one says agree, one contradict', 'A1=B1', 'A1!B1', ['contradicted A1 B1']],
    ['one says agree, one under a condition', 'A1=B1', 'A1~B1', ['qualified A1 B1']],
    ['one says agree, one nothing', 'A1=B1', '', ['alone A1', 'alone B1']],
    ['one says contradict, one nothing', '', 'A1!B1', ['contradicted A1 B1']],
  ])('%s: never agreed, and a flip', (_, first, second, points) => {
    for (const [one, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const comparison = compared(run('A1 B1', one), run('A1 B1', other));
      expect([shape(comparison), comparison.flips]).toEqual([points, 1]);
    }
  });

  test('a pair of one run joins nothing that is joined otherwise', () => {
    const found = compared(run('A1 B1 C2', 'A1=B1 B1!C2'), run('A1 B1 C2', 'A1=B1'));
    expect(shape(found)).toEqual(['agreed A1 B1', 'alone C2']);
  });
});

test('shared is of points that two raised, overlap is of all', () => {
  const { agreement } = both('A1 B1 A2 B2 A3', 'A1=B1 A2!B2');
  expect(agreement).toEqual({ decision: 'none', shared: 1 / 2, overlap: 2 / 3 });
  expect(both('A1 B2', '').agreement).toEqual({ decision: 'none', shared: null, overlap: 0 });
});

describe('the decision', () => {
  const decided = (first: string, second = first): Comparison =>
    compared(run('A1', '', first), run('A1', '', second));
  test.each([
    ['one group', 'A:yes:q B:yes:q', 'same'],
    ['no two in one', 'A:yes:q B:no:r', 'different'],
    ['yes and no are never one', 'A:yes:q B:no:q', 'different'],
    ['two of three', 'A:other:q B:other:q C:other:r', 'mixed'],
    ['one course under a condition', 'A:yes:q B:conditional:q', 'mixed'],
    ['a refusal is none', 'A:yes:q B:refused:q', 'none'],
    ['two, and a refusal', 'A:yes:q B:yes:q C:refused:q', 'same'],
    ['nobody', '', 'none'],
  ])('%s', (_, decisions, decision) => {
    expect(decided(decisions).agreement.decision).toBe(decision);
  });

  test('is the same only where both runs say so', () => {
    expect(decided('A:yes:q B:yes:q', 'A:yes:q B:yes:r').agreement.decision).toBe('different');
    expect(decided('A:yes:q B:yes:q', 'A:yes:q B:no:q').agreement.decision).toBe('different');
    expect(decided('A:yes:q B:yes:q', 'A:yes:x B:yes:x').agreement.decision).toBe('same');
  });

  test('and its stance keeps a condition that one run saw', () => {
    const { decisions } = decided('A:yes:q B:yes:q', 'A:conditional:q B:no:q');
    expect([...decisions.values()].map(({ stance }) => stance)).toEqual(['conditional', 'other']);
  });
});
