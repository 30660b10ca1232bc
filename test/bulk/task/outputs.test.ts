// Outputs of a recipe, as a model gives them.
import { expect, test } from 'vitest';
import { parseRecipe } from '../../../src/bulk/task/recipe.ts';

test('a field is there when the reply has it, whatever it is called', () => {
  const { answer } = parseRecipe(
    '---\nfields: { constructor: string, toString: string, a: string }\n---\nSay it.\n',
    'r.md',
  );
  expect(answer.read({ a: 'x' })).toHaveProperty('problem');
  const given = { a: 'x', constructor: 'y', toString: 'z' };
  const reading = answer.read(given);
  expect(reading).toEqual({ value: { constructor: 'y', toString: 'z', a: 'x' } });
  expect(answer.cells({ a: 'x' })).toEqual([null, null, 'x']);
});
