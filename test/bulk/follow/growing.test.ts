// The complete lines of a file that grows, is cut short, or is replaced; and where it goes on after a pause.
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { OPEN } from '../../../src/access/access.ts';
import { GrowingFile, type Place } from '../../../src/bulk/follow/growing.ts';
import { headerOf } from '../../../src/bulk/follow/piece-items.ts';
import { sandbox } from '../../support/command.ts';

async function opened(content: string, format: 'text' | 'csv' = 'text') {
  const box = sandbox();
  const path = box.write('a.log', content);
  const open = async (from: Place | null) => {
    const found = await GrowingFile.open(path, from, { access: OPEN, format });
    onTestFinished(() => found.growing.close());
    return found;
  };
  return { path, open, ...(await open(null)) };
}

test('only whole lines, each once, as they come', async () => {
  const { path, growing } = await opened('one\ntw');
  expect((await growing.next()).text).toBe('one\n');
  expect((await growing.next()).text).toBe('');
  appendFileSync(path, 'o\r\nthree\n');
  expect(await growing.next()).toMatchObject({ text: 'two\r\nthree\n', happened: null });
});

test('a row with a line end in quotes is not cut', async () => {
  const { path, growing } = await opened('id,text\n1,"a\nb', 'csv');
  expect((await growing.next()).text).toBe('id,text\n');
  appendFileSync(path, '"\n2,c\n');
  expect((await growing.next()).text).toBe('1,"a\nb"\n2,c\n');
});

test('a quote within a cell is text, and holds nothing back', async () => {
  const text = 'id,text\n1,a 5" pipe\n2,b\n3,"he said ""no"""\n';
  const { growing } = await opened(text, 'csv');
  expect((await growing.next()).text).toBe(text);
});

test('a quote that is never closed is told, not waited for', async () => {
  const { path, growing } = await opened('id,text\n', 'csv');
  await growing.next();
  appendFileSync(path, `1,"open\n${'2,a line like any other\n'.repeat(200_000)}`);
  await expect(growing.next()).rejects.toThrow(
    /a\.log: the record at byte 8 is longer than 4 MB\. Is a quoted cell opened and never closed\?/,
  );
});

test('cut short, it is read from its beginning; replaced, the old one is read to its end first', async () => {
  const { path, growing } = await opened('one\ntwo\n');
  await growing.next();
  writeFileSync(path, 'new\n');
  expect(await growing.next()).toMatchObject({ text: 'new\n', happened: 'cut short' });
  appendFileSync(path, 'last without end');
  renameSync(path, `${path}.1`);
  expect((await growing.next()).text).toBe(''); // there is no new one yet
  writeFileSync(path, 'fresh\n');
  expect(await growing.next()).toMatchObject({ text: 'last without end', happened: null });
  expect(await growing.next()).toMatchObject({ text: 'fresh\n', happened: 'replaced' });
});

test('after a pause it goes on, unless it is another file', async () => {
  const { path, open, growing } = await opened('one\ntwo\n');
  const { place } = await growing.next();
  appendFileSync(path, 'three\n');
  const again = await open(place);
  expect(again.resumed).toBe(true);
  expect((await again.growing.next()).text).toBe('three\n');
  writeFileSync(path, 'something else that is longer\n');
  const other = await open(place);
  expect(other.resumed).toBe(false);
  expect((await other.growing.next()).text).toBe('something else that is longer\n');
});

test.each([
  ['id,text\n1,a\n', 'csv', 'id,text\n', '1,a\n'],
  ['sep=;\nid;text\n1;a\n', 'csv', 'sep=;\nid;text\n', '1;a\n'],
  ['id,te', 'csv', '', ''],
  ['"id\nno",text\n1,a\n', 'csv', '"id\nno",text\n', '1,a\n'],
  ['one\n', 'text', '', 'one\n'],
] as const)('the header of %j', (text, format, header, rest) => {
  expect(headerOf(text, format)).toEqual({ header, rest });
});
