// Which findings are about the same problem, by the judge and by place.
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/opinion/findings.ts';
import { findingId, matchByJudge, matchByPlace } from '../../src/opinion/matching.ts';

const at = (line: number, more: Partial<Finding> = {}): Finding => ({
  file: 'a.ts',
  line,
  severity: 'major',
  claim: `Line ${line}.`,
  evidence: 'x();',
  ...more,
});

/** Issues as `position: voice/line …`. */
const shape = (matched: ReturnType<typeof matchByPlace> | null): string[] | undefined =>
  matched?.issues.map(
    ({ position, findings }) =>
      `${position}: ${findings.map(({ voice, line }) => `${voice}/${line}`).join(' ')}`,
  );

describe('by place', () => {
  test('findings of two voices within three lines are one issue, four lines apart they are two', () => {
    expect(shape(matchByPlace([[at(10)], [at(13)]]))).toEqual(['agreed: 0/10 1/13']);
    expect(shape(matchByPlace([[at(13)], [at(10)]]))).toEqual(['agreed: 0/13 1/10']);
    expect(shape(matchByPlace([[at(10)], [at(14)]]))).toEqual(['single: 0/10', 'single: 1/14']);
  });

  test('not in different files, and not of one voice', () => {
    expect(shape(matchByPlace([[at(10)], [at(10, { file: 'b.ts' })]]))).toEqual([
      'single: 0/10',
      'single: 1/10',
    ]);
    expect(shape(matchByPlace([[at(10), at(10)], []]))).toEqual(['single: 0/10', 'single: 0/10']);
  });

  test('a finding is given as it was, with its voice', () => {
    expect(matchByPlace([[], [at(10)]]).issues[0]?.findings).toEqual([{ ...at(10), voice: 1 }]);
  });

  test('neighbors join: three voices in a row are one issue', () => {
    expect(shape(matchByPlace([[at(10)], [at(13)], [at(16)]]))).toEqual(['agreed: 0/10 1/13 2/16']);
  });

  test('one that calls the place fine contradicts one that accuses it', () => {
    expect(shape(matchByPlace([[at(10)], [at(10, { severity: 'fine' })]]))).toEqual([
      'contradicted: 0/10 1/10',
    ]);
  });

  test('and the other way round', () => {
    expect(shape(matchByPlace([[at(10, { severity: 'fine' })], [at(10)]]))).toEqual([
      'contradicted: 0/10 1/10',
    ]);
  });

  test('what only is called fine is not an issue', () => {
    const fine = at(10, { severity: 'fine' });
    expect(matchByPlace([[fine], [fine]])).toMatchObject({ issues: [] });
  });

  test('the most severe comes first, by the gravest of its findings', () => {
    const matched = matchByPlace([
      [at(10, { severity: 'minor' }), at(20, { severity: 'minor' }), at(30)],
      [at(20, { severity: 'critical' })],
    ]);
    expect(shape(matched)).toEqual(['agreed: 0/20 1/20', 'single: 0/30', 'single: 0/10']);
  });

  test('nobody recommends anything', () => {
    const matched = matchByPlace([[at(10)], [at(10)]]);
    expect(matched).toMatchObject({ recommendation: '', uncertainty: '', droppedPairs: 0 });
  });
});

describe('by the judge', () => {
  const idOf = (voice: number, index: number): string => findingId('AB'[voice] ?? '', index);
  const judged = (byVoice: Finding[][], pairs: object[], more: object = {}) =>
    matchByJudge(
      JSON.stringify({ pairs, recommendation: 'Mend it.', uncertainty: 'Callers.', ...more }),
      byVoice,
      idOf,
    );
  const agree = { first: 'A1', second: 'B1', stance: 'agree' };

  test('findings are named by voice and number, counted from 1', () => {
    expect([findingId('A', 0), findingId('B', 9)]).toEqual(['A1', 'B10']);
  });

  test('pairs join, wherever in the file they are, and its words are kept', () => {
    const matched = judged([[at(10)], [at(90), at(10)]], [agree]);
    expect(shape(matched)).toEqual(['agreed: 0/10 1/90', 'single: 1/10']);
    expect(matched).toMatchObject({
      recommendation: 'Mend it.',
      uncertainty: 'Callers.',
      droppedPairs: 0,
    });
  });

  test('a pair with a stance of its own is lost alone, capitals and missing words are not', () => {
    const pairs = [{ ...agree, stance: 'same' }, { ...agree, stance: 'AGREE' }, 'A1 and B1'];
    const matched = matchByJudge(JSON.stringify({ pairs }), [[at(10)], [at(90)]], idOf);
    expect(shape(matched)).toEqual(['agreed: 0/10 1/90']);
    expect(matched?.droppedPairs).toBe(2);
  });

  test('names with blanks around them are the same', () => {
    expect(shape(judged([[at(10)], [at(90)]], [{ ...agree, first: ' A1', second: 'B1 ' }]))).toHaveLength(1);
  });

  test('a contradiction anywhere in an issue makes it contradicted', () => {
    const pairs = [agree, { first: 'A1', second: 'B2', stance: 'contradict' }];
    expect(shape(judged([[at(10)], [at(10), at(11)]], pairs))).toEqual(['contradicted: 0/10 1/10 1/11']);
    expect(shape(judged([[at(10)], [at(10), at(11)]], [...pairs].reverse()))).toEqual([
      'contradicted: 0/10 1/10 1/11',
    ]);
  });

  test('it cannot make an accusation and an acquittal agree', () => {
    expect(shape(judged([[at(10)], [at(10, { severity: 'fine' })]], [agree]))).toEqual([
      'contradicted: 0/10 1/10',
    ]);
    const fine = at(10, { severity: 'fine' });
    expect(shape(judged([[fine], [fine, at(10)]], [agree, { ...agree, second: 'B2' }]))).toEqual([
      'contradicted: 0/10 1/10 1/10',
    ]);
  });

  test.each([
    ['the first does not exist', { ...agree, first: 'A9' }],
    ['the second does not exist', { ...agree, second: 'B9' }],
    ['both are of one voice', { ...agree, second: 'A2' }],
    ['the files differ', { ...agree, second: 'B2' }],
  ])('a pair of which %s is dropped and counted', (_, pair) => {
    const matched = judged(
      [
        [at(10), at(11)],
        [at(12), at(10, { file: 'b.ts' })],
      ],
      [pair],
    );
    expect(matched?.droppedPairs).toBe(1);
    expect(matched?.issues).toHaveLength(4);
  });

  test.each([
    ['is not JSON', 'They match.'],
    ['has no pairs', '{"recommendation": "", "uncertainty": ""}'],
  ])('a reply that %s cannot be used', (_, reply) => {
    expect(matchByJudge(reply, [[at(10)], [at(10)]], idOf)).toBeNull();
  });
});
