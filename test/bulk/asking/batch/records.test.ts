// Records of pending batches: whole on disk, and one that does not fit is passed over.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  type BatchRecord,
  BatchRecords,
  newKey,
  packOf,
  requestId,
} from '../../../../src/bulk/asking/batch/records.ts';
import { UsageError } from '../../../../src/errors.ts';

const KEY = 'tw0123456789ab';
const RECORD: BatchRecord = {
  key: KEY,
  batch: 'msgbatch_0000',
  account: 'account',
  at: '2026-11-20T06:55:46.123Z',
  task: { kind: 'scheme', name: 'sev', hash: 'abc' },
  tier: 'haiku',
  store: 'haiku',
  model: 'claude-haiku-5-5',
  command: { cwd: '/work', args: ['bulk-tag', 'a.log', 'sev'] },
  packs: [
    { firstId: 100, fingerprints: ['f1', 'f2'], worstUsd: 0.01 },
    { firstId: 300, fingerprints: ['f3'], worstUsd: 0 },
  ],
};

/** Records in a home of their own, with these files beside them. */
function home(files: Record<string, string> = {}): { folder: string; records: BatchRecords } {
  const root = mkdtempSync(join(tmpdir(), 'tierwise-batches-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'batches');
  if (Object.keys(files).length) mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { folder, records: new BatchRecords(root) };
}

test('what is written is read back, the oldest first, from files for the user only', () => {
  const { folder, records } = home();
  expect(records.all()).toEqual([]);
  const younger = { ...RECORD, key: 'tw000000000000', at: '2026-11-21T06:55:46.123Z', batch: null };
  records.write(younger);
  records.write(RECORD);
  expect(records.all()).toEqual([RECORD, younger]);
  expect(statSync(join(folder, `${KEY}.json`)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(join(folder, `${KEY}.json`), 'utf8'))).toEqual({ v: 2, ...RECORD });
  records.remove(RECORD);
  expect(readdirSync(folder)).toEqual(['tw000000000000.json']);
});

test('a record of an earlier version, without a version, is read', () => {
  const { records } = home({ [`${KEY}.json`]: JSON.stringify(RECORD), 'notes.txt': 'not ours' });
  expect(records.read()).toEqual({ records: [RECORD], passedOver: [] });
});

test.each<[string, string]>([
  ['{"key":"x","at":"2026-01-01","batch":null}', 'account: expected string, received undefined'],
  ['{"key":"tw01', 'not JSON'],
  ['null', 'not a JSON object'],
  [JSON.stringify({ ...RECORD, v: 3 }), 'written by a newer version of tierwise'],
  [JSON.stringify({ ...RECORD, key: '../../x' }), "key: not the file's name"],
  [JSON.stringify({ ...RECORD, packs: 3 }), 'packs: expected array, received number'],
  [JSON.stringify({ ...RECORD, packs: [{}] }), 'packs.0.firstId: expected number, received undefined'],
  [JSON.stringify({ ...RECORD, at: 'yesterday' }), 'at: Invalid ISO datetime'],
  [
    JSON.stringify({ ...RECORD, tier: 'giant' }),
    'tier: Invalid option: expected one of "local"|"haiku"|"sonnet"|"opus"|"fable"',
  ],
])('%s is passed over: %s', (text, problem) => {
  const { folder, records } = home({ [`${KEY}.json`]: JSON.stringify(RECORD), 'other.json': text });
  expect(records.read()).toEqual({
    records: [RECORD],
    passedOver: [{ file: join(folder, 'other.json'), problem }],
  });
});

test('a folder called like a record is passed over, too', () => {
  const { folder, records } = home({ 'a.txt': '' });
  mkdirSync(join(folder, 'x.json'));
  expect(records.read()).toEqual({
    records: [],
    passedOver: [{ file: join(folder, 'x.json'), problem: 'it is a folder' }],
  });
});

test('a disk that refuses is a problem for the user, and leaves nothing behind', () => {
  const { folder, records } = home();
  writeFileSync(folder, ''); // a file where the folder should be
  for (const act of [() => records.all(), () => records.write(RECORD), () => records.remove(RECORD)]) {
    expect(act).toThrow(UsageError);
    expect(act).toThrow(
      `Pending batches cannot be recorded in ${folder}: a part of the path is not a folder.`,
    );
  }
});

test('a record that cannot take its name leaves no other one behind', () => {
  const { folder, records } = home({ 'a.txt': '' });
  mkdirSync(join(folder, `${KEY}.json`, 'x'), { recursive: true });
  expect(() => records.write(RECORD)).toThrow(UsageError);
  expect(readdirSync(folder).sort()).toEqual(['a.txt', `${KEY}.json`]);
});

test('keys differ, and a request is found by its id alone', () => {
  expect(newKey()).toMatch(/^tw[0-9a-f]{12}$/);
  expect(newKey()).not.toBe(newKey());
  expect(requestId(RECORD, 1)).toBe(`${KEY}-1`);
  expect(packOf(RECORD, `${KEY}-1`)).toEqual({ index: 1, pack: RECORD.packs[1] });
  for (const id of [`${KEY}-2`, 'tw000000000000-1', `${KEY}-x`, KEY])
    expect(packOf(RECORD, id), id).toBeNull();
});
