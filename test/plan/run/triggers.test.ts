// What leads up sooner than two failures, and what ends the climb.
import { describe, expect, test } from 'vitest';
import { climbIsOver, type FailedLook, leavesRung } from '../../../src/plan/run/triggers.ts';

const MEDIUM = { tier: 'haiku', effort: 'medium' } as const;
const HIGH = { tier: 'haiku', effort: 'high' } as const;
const SONNET = { tier: 'sonnet', effort: 'medium' } as const;
const failed = (over: Partial<FailedLook> = {}): FailedLook => ({
  ...{ rung: MEDIUM, why: 'check', output: 'red after 12 ms', tree: 'a', newTokens: 9, undone: false },
  ...over,
});
const oneFile = { files: ['a.ts'] };

describe('a rung is left after one failure', () => {
  test.each([
    [
      'the same files and the same output',
      [failed(), failed({ output: 'red after 70 ms' })],
      'it goes in circles',
    ],
    ['many tokens', [failed({ newTokens: 200_001 })], 'it needs more than 200,000 tokens'],
    ['TypeScript', [failed({ output: 'a.ts(1,2): error TS2322: no' })], 'syntax or type errors'],
    ['Python', [failed({ output: 'E  SyntaxError: invalid syntax' })], 'syntax or type errors'],
    ['nothing of the kind', [failed()], null],
    ['other files', [failed({ tree: 'b' }), failed()], null],
    ['another output', [failed({ output: 'other' }), failed()], null],
    ['files that nobody knows', [failed({ tree: null }), failed({ tree: null })], null],
    ['no failure', [], null],
  ])('%s', (_, tries, said) => {
    expect(leavesRung(oneFile, tries)).toBe(said);
  });

  test('where haiku touches several files, and another tier does not leave', () => {
    const wide = { files: ['src/'] };
    expect(leavesRung(wide, [failed()])).toBe('it touches several files');
    expect(leavesRung({ files: ['a', 'b', 'c'] }, [failed()])).toBe('it touches several files');
    expect(leavesRung({ files: ['a', 'b'] }, [failed()])).toBe(null);
    expect(leavesRung(wide, [failed({ rung: SONNET })])).toBe(null);
  });
});

describe('the climb is over', () => {
  test('when two rungs in a row end in circles', () => {
    expect(climbIsOver([failed(), failed()])).toBe(false);
    expect(climbIsOver([failed(), failed(), failed({ rung: HIGH })])).toBe(true);
    expect(climbIsOver([failed(), failed({ tree: 'b' }), failed({ rung: HIGH })])).toBe(false);
    expect(climbIsOver([failed(), failed(), failed({ rung: HIGH, tree: 'c' })])).toBe(false);
  });

  test('when an edit only takes back the last one', () => {
    expect(climbIsOver([failed(), failed({ tree: 'b', undone: true })])).toBe(true);
    expect(climbIsOver([])).toBe(false);
  });
});
