// A person at the keyboard: one key a tag, nothing about who said what, and a way back.
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { parseScheme } from '../../../src/bulk/task/scheme.ts';
import { keysOf } from '../../../src/calibrate/labels/keys.ts';
import { tagKeys } from '../../../src/calibrate/labels/tag-keys.ts';
import { type Labelled, labelOnTerminal, type Unlabelled } from '../../../src/calibrate/labels/terminal.ts';

const task = (tags: string, more = '') => parseScheme(`---\ntags: [${tags}]\n${more}---\nJudge.\n`, 's.md');
const ITEM: Unlabelled = {
  fingerprint: 'f',
  line: 7,
  text: 'where is my card?',
  label: undefined,
  said: [['b'], ['c']],
};

async function pressed(
  scheme: ReturnType<typeof task>,
  keys: string,
): Promise<{ done: Labelled; shown: string }> {
  const stdin = new PassThrough();
  stdin.end(keys);
  const listening = keysOf(stdin);
  let shown = '';
  const stderr = { write: (text: string) => (shown += text) };
  const done = await labelOnTerminal(ITEM, '1 of at most 60', {
    task: scheme,
    keys: listening,
    host: { stderr },
  });
  listening.close();
  return { done, shown };
}

test('a key is a tag; any other key waits; the end of the keys stops', async () => {
  const { done, shown } = await pressed(task('a, b, c'), 'xy\u001b[A2');
  expect(done).toEqual({ value: ['b'] });
  expect(shown).toContain('line 7\nwhere is my card?\n1 a  2 b  3 c  s skip  u back  q stop\n');
  expect((await pressed(task('a, b'), '')).done).toBe('stop');
});

test.each([
  ['s', 'skip'],
  ['u', 'undo'],
  ['q', 'stop'],
  ['\u0003', 'stop'],
])('%j is %s', async (key, wish) => {
  expect((await pressed(task('a, b'), key)).done).toBe(wish);
});

test('where an item may carry several tags, keys switch them and Enter is the end', async () => {
  expect((await pressed(task('a, b, c', 'multiple: true\n'), '\n3131\r1\r')).done).toEqual({ value: ['a'] });
});

test('of too many tags for the keys those that were said have one, in an order that tells nothing; others are typed', async () => {
  const many = task(Array.from({ length: 40 }, (_, index) => `tag${index}`).join(', '));
  const said = [['tag7'], ['tag3']];
  const keys = tagKeys(many, 'f', said);
  expect([...keys.values()].sort()).toEqual(['tag3', 'tag7']);
  expect(tagKeys(many, 'f', said.toReversed())).toEqual(keys);
  expect((await pressed(many, '/tag12\n')).done).toEqual({ value: ['tag12'] });
});

test('a terminal gives each key as it is pressed, and gets its lines back', () => {
  const modes: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => modes.push(raw),
  });
  keysOf(stdin).close();
  expect(modes).toEqual([true, false]);
});
