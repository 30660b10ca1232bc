// A file that grows, read line by line.
import { expect, test } from 'vitest';
import { GrowingFile } from '../../../src/live/module/growing-file.ts';

/** A disk with one file, which `write` makes longer. */
function disk() {
  let bytes = Buffer.alloc(0);
  const door = {
    size: async () => bytes.length,
    readFrom: async (_: string, offset: number, length: number) =>
      bytes.subarray(offset, offset + length).toString(),
  };
  const file = new GrowingFile(door, 'any');
  return {
    file,
    write: (text: string) => {
      bytes = Buffer.concat([bytes, Buffer.from(text)]);
    },
    replace: (text: string) => {
      bytes = Buffer.from(text);
    },
    lines: async () => {
      const found: string[] = [];
      await file.read((line) => found.push(line));
      return found;
    },
  };
}

test('each line comes once, and only when it is whole', async () => {
  const { write, lines } = disk();
  write('één\nzw');
  expect(await lines()).toEqual(['één']);
  expect(await lines()).toEqual([]);
  write('ei\n\ndrei\n');
  expect(await lines()).toEqual(['zwei', 'drei']);
});

test('a line may be longer than what is read at a time', async () => {
  const { write, lines } = disk();
  const long = 'x'.repeat(5_000_000);
  write(`a\n${long}\nb\n`);
  expect((await lines()).map((line) => line.length)).toEqual([1, 5_000_000, 1]);
});

test('what stood there may be left out, and a file that was written anew is read anew', async () => {
  const { file, write, replace, lines } = disk();
  write('old\n');
  await file.skip();
  write('new\n');
  expect(await lines()).toEqual(['new']);
  replace('1\n2\n');
  expect(await lines()).toEqual(['1', '2']);
});
