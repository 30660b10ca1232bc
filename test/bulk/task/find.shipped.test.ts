// The docs name every scheme and recipe that ships, each with a real text and an answer that it takes; where a rule decides the text, it
// decides it so.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseRecipe } from '../../../src/bulk/task/recipe.ts';
import { parseScheme } from '../../../src/bulk/task/scheme.ts';
import { REPOSITORY } from '../../support/repository.ts';

/** The rows of the table below a heading: name, text, answer. */
function rowsBelow(page: string, heading: string): [name: string, text: string, answer: string][] {
  const section = readFileSync(join(REPOSITORY, 'docs', page), 'utf8').split(`## ${heading}\n`)[1] ?? '';
  const lines = section.split('\n## ')[0]?.split('\n') ?? [];
  return lines
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.slice(2, -2).split(' | '))
    .map(([name = '', text = '', answer = '']) => [bare(name), bare(text), bare(answer)]);
}

const bare = (cell: string): string => cell.trim().replace(/^[`"]|[`"]$/g, '');
const shipped = (kind: string): string[] =>
  readdirSync(join(REPOSITORY, kind)).map((file) => file.replace(/\.md$/, ''));
const read = (kind: string, name: string): [text: string, file: string] => [
  readFileSync(join(REPOSITORY, kind, `${name}.md`), 'utf8'),
  `${name}.md`,
];

test('each recipe stands there with an answer that it takes', () => {
  const rows = rowsBelow('bulk-map.md', 'Recipes that ship');
  expect(rows.map(([name]) => name).toSorted()).toEqual(shipped('recipes').toSorted());
  for (const [name, , answer] of rows) {
    const said = JSON.parse(answer.startsWith('{') ? answer : `"${answer.replace(/^"|"$/g, '')}"`);
    expect(parseRecipe(...read('recipes', name)).answer.read(said), name).toEqual({ value: said });
  }
});

test('each scheme stands there with a tag of its own, and no rule says otherwise', () => {
  const rows = rowsBelow('bulk-tag.md', 'Schemes that ship');
  expect(rows.map(([name]) => name).toSorted()).toEqual(shipped('schemes').toSorted());
  for (const [name, text, tag] of rows) {
    const task = parseScheme(...read('schemes', name));
    expect(task.answer.read([tag]), name).toEqual({ value: [tag] });
    const found = task.matching(text);
    expect(found.length === 1 ? found : [tag], name).toEqual([tag]);
  }
});
