// test/ has the folders and names of src/: what proves src/a/b.ts is test/a/b.test.ts, or test/a/b.<topic>.test.ts.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { REPOSITORY } from './support/repository.ts';

/** Folders of their own: with the real Claude Code, with the real CLIs of others, and what tests share. */
const BESIDE_SRC = ['e2e', 'clis', 'support'];
/** About what is not in src/: the agents, the plugin as it is installed, the map in docs/, the search, the formulas of a bench, our prices beside others', how a release is made and what an upgrade finds, the README and its pictures, and this. */
const ABOUT_OTHERS = [
  'prices',
  'action',
  'agents',
  'bench',
  'bench.growth',
  'bench.opinion',
  'docs',
  'plugin',
  'architecture',
  'layout',
  'readme',
  'recording',
  'release',
  'search',
  'site',
  'upgrade',
];

const below = (folder: string): string[] =>
  readdirSync(join(REPOSITORY, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(REPOSITORY, folder).length + 1));

const tests = below('test').filter((file) => !BESIDE_SRC.includes(file.split('/')[0] as string));

test('each folder of tests is one of src/', () => {
  const strange = [...new Set(tests.map((file) => dirname(file)))].filter(
    (folder) => !existsSync(join(REPOSITORY, 'src', folder)),
  );
  expect(strange).toEqual([]);
});

test('each test is named after the source it proves', () => {
  const names = tests.map((file) => file.replace(/\.test\.ts$/, ''));
  const strange = names.filter((name) => {
    const source = name.replace(/\.[^./]+$/, '');
    return ![name, source].some((one) => existsSync(join(REPOSITORY, 'src', `${one}.ts`)));
  });
  expect(strange.toSorted()).toEqual(ABOUT_OTHERS.toSorted());
});
