// Examples in a header: in what a model is told, checked as answers are, and part of what an answer depends on.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { PROMPT_VERSION } from '../../../src/bulk/task/item.ts';
import { parseRecipe } from '../../../src/bulk/task/recipe.ts';
import { parseScheme } from '../../../src/bulk/task/scheme.ts';

const scheme = (examples: string): string =>
  `---\ntags: { error: It failed., info: Normal. }\n${examples}---\nJudge.\n`;
const ONE = 'examples:\n  - { item: "0 errors", tag: INFO }\n';

test('a scheme shows its examples, in its own spelling, behind its instructions', () => {
  const { brief, examples } = parseScheme(scheme(ONE), 's.md');
  expect(examples).toEqual([{ item: '0 errors', value: ['info'] }]);
  expect(brief).toContain('## How to choose\n\nJudge.\n\n## Examples\n');
  expect(brief.endsWith('{"item":"0 errors","tags":["info"]}')).toBe(true);
});

test('another example asks again; none leaves the hash that schemes had before there were any', () => {
  const hashes = ['', ONE, ONE.replace('0 errors', '1 error')].map(
    (text) => parseScheme(scheme(text), 's.md').hash,
  );
  expect(new Set(hashes).size).toBe(3);
  const known = {
    description: '',
    tags: [
      ['error', 'It failed.'],
      ['info', 'Normal.'],
    ],
    multiple: false,
  };
  const parts = [PROMPT_VERSION, { ...known, abstain: null, body: 'Judge.' }];
  expect(hashes[0]).toBe(createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16));
});

test('a recipe shows outputs, and takes them as it takes those of a model', () => {
  const recipe = (output: string): string =>
    `---\nfields: { total: number }\nexamples:\n  - { item: "Sum: 3 EUR", output: ${output} }\n---\nTake it.\n`;
  expect(parseRecipe(recipe('{ total: 3 }'), 'r.md').brief).toContain(
    '{"item":"Sum: 3 EUR","output":{"total":3}}',
  );
  expect(() => parseRecipe(recipe('{ total: many }'), 'r.md')).toThrow(/^r\.md: examples\.0: .*total/);
});

test.each([
  ['- { item: x, tag: warning }', 's.md: examples.0: it has an unknown tag: "warning". Expected "item" and'],
  ['- { item: x }', 's.md: examples.0: it has no tag.'],
  ['- { tag: info }', 's.md: examples.0.item'],
  ['- { item: x, tags: [error, info] }', 's.md: examples.0: it has 2 tags where one is wanted.'],
])('what is wrong with an example is said: %s', (line, message) => {
  expect(() => parseScheme(scheme(`examples:\n  ${line}\n`), 's.md')).toThrow(message);
});
