// docs/map.md names every file of src/, and none that does not exist; docs/architecture.md every room.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REPOSITORY } from './support/repository.ts';

/** The files that the map names, by its rooms (`src/bulk/`) and the names below them. */
function mappedFiles(): string[] {
  const page = readFileSync(join(REPOSITORY, 'docs', 'map.md'), 'utf8');
  const map = /```\n(src\/\n[\s\S]*?)```/.exec(page)?.[1] ?? '';
  let room = '';
  return map.split('\n').flatMap((line) => {
    if (line.startsWith('src/')) {
      room = line.split(/\s/)[0] as string;
      return [];
    }
    const names = line.trim().split(/\s{2,}/)[0] ?? '';
    return names ? names.split(', ').map((name) => room + (name.includes('.') ? name : `${name}.ts`)) : [];
  });
}

const sourceFiles = (): string[] =>
  readdirSync(join(REPOSITORY, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(REPOSITORY.length + 1));

test('the map names every file once, and none that does not exist', () => {
  const mapped = mappedFiles();
  expect(mapped.length).toBeGreaterThan(200);
  expect(mapped.toSorted()).toEqual(sourceFiles().toSorted());
});

test('the page for reading names the same rooms', () => {
  const rooms = (file: string): string[] =>
    readFileSync(join(REPOSITORY, 'docs', file), 'utf8').match(/^src\/\S*/gm) ?? [];
  expect(rooms('architecture.md')).toEqual(rooms('map.md'));
});
