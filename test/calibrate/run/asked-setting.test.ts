// Settings by their names: what is usual is not in them, and only what changes answers has answers of its own.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseScheme } from '../../../src/bulk/task/scheme.ts';
import { cheapestFirst, passName, readSetting } from '../../../src/calibrate/run/asked-setting.ts';
import { loadCatalog } from '../../../src/models/catalog.ts';

const catalog = loadCatalog(join('/nonexistent', 'home'), '/nonexistent', {});
const task = parseScheme('---\nname: s\nmask: [number]\ntags: [a, b]\n---\n', 's.md');
const read = (text: string) => readSetting(text, { catalog, task });

test.each([
  ['haiku', 'haiku', 'haiku'],
  ['haiku/effort=low', 'haiku', 'haiku'],
  [`haiku/pack=${task.packItems}/votes=1/mask=on`, 'haiku', 'haiku'],
  ['haiku/effort=high', 'haiku/effort=high', 'haiku@effort=high'],
  [
    'sonnet/mask=off/votes=2/pack=1/effort=max',
    'sonnet/effort=max/pack=1/votes=2/mask=off',
    'sonnet@effort=max,pack=1',
  ],
  ['haiku/votes=2', 'haiku/votes=2', 'haiku'],
])('%s is %s, and its answers are %s', (text, name, pass) => {
  const setting = read(text);
  expect({ name: setting.name, pass: passName(setting) }).toEqual({ name, pass });
});

test.each([
  ['hiaku', 'haiku'],
  ['haiku/effort=huge', 'takes one of these efforts: low'],
  ['haiku/pack=0', '"pack=0" is not a part of a setting. Expected a tier, and after it any of effort='],
  ['haiku/votes=3', '"votes=3" is not a part'],
])('%s is refused', (text, words) => {
  expect(() => read(text)).toThrow(words);
});

test('they are walked by what they cost, each once', () => {
  const names = [
    'opus',
    'sonnet',
    'haiku/votes=2',
    'haiku/pack=10',
    'haiku/effort=high',
    'haiku',
    'haiku/effort=low',
  ];
  expect(cheapestFirst(names.map(read)).map(({ name }) => name)).toEqual([
    ...['haiku', 'haiku/pack=10', 'haiku/effort=high', 'haiku/votes=2', 'sonnet', 'opus'],
  ]);
});
