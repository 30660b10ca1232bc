// What a recipe's schema holds answers to, in bounded time.
import { expect, test } from 'vitest';
import { fieldSchema } from '../../../src/bulk/task/json-schema.ts';
import { parseRecipe } from '../../../src/bulk/task/recipe.ts';
import { processorTime } from '../../support/growth.ts';

const withField = (field: object) =>
  fieldSchema({ type: 'object', properties: { a: field } }, 'r.md: fields');

test.each([
  ['^(a+)+$', 'a'.repeat(50_000)],
  ['(x+x+)+y', 'x'.repeat(50_000)],
  ['^([a-z]|[a-z][0-9])*$', 'a'.repeat(50_000)],
])('a pattern that a careless engine would never finish takes no time: %s', (pattern, text) => {
  const { problemWith } = withField({ type: 'string', pattern });
  expect(processorTime(() => problemWith({ a: `${text}!` }))).toBeLessThan(2000);
  expect(problemWith({ a: `${text}!` })).toBe(`a must match pattern "${pattern}"`);
});

test('names are held to patterns in bounded time, too', () => {
  const named = {
    type: 'object',
    patternProperties: { '^(a+)+$': { type: 'string' } },
    additionalProperties: false,
  };
  const { problemWith } = withField(named);
  expect(problemWith({ a: { aaa: 'x' } })).toBeNull();
  expect(problemWith({ a: { [`${'a'.repeat(30_000)}!`]: 'x' } })).toMatch(
    /^a must NOT have additional properties/,
  );
});

test.each([
  ['^[A-Z]{2}\\d{4}$', 'AB1234', 'AB12345'],
  ['^\\S+@\\S+\\.[a-z]+$', 'a@b.de', 'a b'],
  ['ä|\\u00f6', 'schön', 'schon'],
  ['^\\d{4}-\\d{2}\\/\\d$', '2026-01/1', '2026-01-1'],
  ['^(?<year>\\d+)$', '2026', 'x'],
])('%s means what it means in JSON Schema', (pattern, fits, not) => {
  const { problemWith } = withField({ type: 'string', pattern });
  expect(problemWith({ a: fits })).toBeNull();
  expect(problemWith({ a: not })).toContain('must match pattern');
});

test.each(['^(?=a)b', '(a)\\1'])('what cannot run in bounded time is refused in one line: %s', (pattern) => {
  expect(() => withField({ type: 'string', pattern })).toThrow(
    `r.md: fields: not a JSON schema that can be checked: "${pattern}" uses look-around or a back-reference, which cannot run in bounded time. Write it without (RE2 syntax).`,
  );
});

test('an answer that is too long is not checked any further', () => {
  const recipe = parseRecipe(
    '---\nfields: { a: { type: array, uniqueItems: true, items: { type: object, properties: { b: number } } } }\n---\nDo it.\n'.replace(
      'b: number',
      'b: { type: number }',
    ),
    'r.md',
  );
  const a = Array.from({ length: 30_000 }, (_, b) => ({ b }));
  const took = processorTime(() =>
    expect(recipe.answer.read({ a })).toEqual({
      problem: expect.stringMatching(/^the fields have \d+ characters/),
    }),
  );
  expect(took).toBeLessThan(1000);
});
