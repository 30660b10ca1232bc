// The table answers as RE2JS itself does, whatever the patterns, the texts and the room it has.
import * as fc from 'fast-check';
import { RE2Set } from 're2js';
import { expect, test } from 'vitest';
import { Automaton } from '../../../src/bulk/task/automaton.ts';
import { growthOf, LINEAR } from '../../support/growth.ts';

const ATOMS = ['a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '\\s', 'é', '[α-ω]', '😀', '\\n', '(?i:k)'];
const BORDERS = ['^', '$', '\\b', '\\B', '(?m:^)', '(?m:$)', '\\A', '\\z'];

const PATTERN: fc.Arbitrary<string> = fc.letrec<{ part: string; pattern: string }>((tie) => ({
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...ATOMS, ...BORDERS),
    fc.tuple(tie('part'), tie('part')).map(([a, b]) => a + b),
    fc.tuple(tie('part'), tie('part')).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(tie('part'), fc.constantFrom('*', '+', '?', '{2,3}', '*?')).map(([a, how]) => `(?:${a})${how}`),
  ),
  pattern: tie('part'),
})).pattern;

const TEXT = fc.string({
  unit: fc.constantFrom(...'ab1_ -kK\n', 'é', 'ß', 'λ', '\u2028', '😀', '\ud83d', '\ude00', '\u212a'),
  maxLength: 30,
});

const compiled = (patterns: readonly string[]): RE2Set => {
  const set = new RE2Set();
  for (const pattern of patterns) set.add(pattern);
  set.compile();
  return set;
};

test.each([1 << 20, 300, 40, 0])('with room for %i entries', (entries) => {
  fc.assert(
    fc.property(
      fc.array(PATTERN, { minLength: 1, maxLength: 4 }),
      fc.array(TEXT, { maxLength: 12 }),
      (patterns, texts) => {
        const [automaton, oracle] = [new Automaton(compiled(patterns), entries), compiled(patterns)];
        for (const text of [...texts, ...texts]) expect(automaton.match(text)).toEqual(oracle.match(text));
      },
    ),
    { numRuns: 60 },
  );
});

test('a table that is full is begun anew, and one that fills too fast is given up', () => {
  const set = compiled(['(?:a|b)*a(?:a|b){6}$', 'b']);
  const automaton = new Automaton(set, 600);
  const texts = Array.from({ length: 3000 }, (_, at) =>
    at % 1500 ? 'xxb' : at.toString(2).replace(/0/g, 'a').replace(/1/g, 'b'),
  );
  for (const text of texts) expect(automaton.match(text)).toEqual(set.match(text));
});

test('a pattern whose states double with each of its characters takes time in proportion to the text', () => {
  const automaton = new Automaton(compiled([`(?:a|b)*a(?:a|b){16}$`]));
  let seed = 1;
  const bit = (): string => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed & 0x10000 ? 'a' : 'b';
  };
  const long = Array.from({ length: 40_000 }, bit).join('');
  expect(growthOf((size) => automaton.match(long.slice(0, size)), 5000)).toBeLessThan(LINEAR);
});
