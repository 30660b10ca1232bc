// Opinions kept for a follow-up: private, without secrets, and gone when they are removed.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { forget, type Kept, keep, listKept, newId, readKept } from '../../src/opinion/kept.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
});

const KEY = `AKIA${'Q7ZX3PLM5KDJ2WTR'}`;

const opinion = (id: string, more: Partial<Kept> = {}): Kept => ({
  ...{ id, at: '2026-11-21T10:00:00.000Z', folder: '/p' },
  voices: [{ name: 'opus#1', side: 'for', turns: [{ question: `Is ${KEY} safe?`, answer: `No: ${KEY}.` }] }],
  ...more,
});

test('what is kept is for the user only, and holds no secret', () => {
  keep(home, opinion('0123abcd'));
  const file = join(home, 'opinions', '0123abcd.json');
  expect(readdirSync(join(home, 'opinions'))).toEqual(['0123abcd.json']);
  expect([statSync(file).mode & 0o777, statSync(join(home, 'opinions')).mode & 0o777]).toEqual([
    0o600, 0o700,
  ]);
  expect(readFileSync(file, 'utf8')).not.toContain('AKIA');
  expect(readKept(home, '0123abcd').voices).toEqual([
    {
      ...{ name: 'opus#1', side: 'for' },
      turns: [
        {
          question: 'Is [an AWS access key, left out] safe?',
          answer: 'No: [an AWS access key, left out].',
        },
      ],
    },
  ]);
});

test('keeping it again replaces it; the newest is listed first', () => {
  keep(home, opinion('0123abcd'));
  keep(home, opinion('0123abcd', { at: '2026-11-22T10:00:00.000Z' }));
  keep(home, opinion('89abcdef', { at: '2026-11-23T10:00:00.000Z' }));
  expect(listKept(home).map(({ id, at }) => `${id} ${at.slice(8, 10)}`)).toEqual([
    '89abcdef 23',
    '0123abcd 22',
  ]);
});

test('an id that is not there is one line that names those that are', () => {
  expect(() => readKept(home, 'ffffffff')).toThrow(
    'No kept opinion is called "ffffffff". None is kept: --keep keeps the next one.',
  );
  keep(home, opinion('0123abcd'));
  for (const id of ['ffffffff', '../../etc/passwd', '', '0123ABCD']) {
    const message = `No kept opinion is called "${id}". Expected one of: 0123abcd.`;
    expect(() => readKept(home, id)).toThrow(message);
    expect(() => forget(home, id)).toThrow(message);
  }
});

test('one that is damaged says how to remove it, and hides no other', () => {
  keep(home, opinion('0123abcd'));
  keep(home, opinion('89abcdef'));
  writeFileSync(join(home, 'opinions', '0123abcd.json'), '{"v": 1, "id": "0123abcd"}');
  expect(() => readKept(home, '0123abcd')).toThrow('Remove it with: tierwise opinion --forget 0123abcd');
  expect(listKept(home).map(({ id }) => id)).toEqual(['89abcdef']);
  expect(forget(home, '0123abcd')).toBe(1);
});

test('one is removed, or all are', () => {
  for (const id of ['0123abcd', '89abcdef', newId()]) keep(home, opinion(id));
  expect(forget(home, '89abcdef')).toBe(1);
  expect(listKept(home)).toHaveLength(2);
  expect(forget(home, 'all')).toBe(2);
  expect([listKept(home), forget(home, 'all'), readdirSync(home)]).toEqual([[], 0, []]);
});
