// What V8 made of a part is a cache: whatever stands in it, the part does the same; and nobody else can put something there.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keepCompiled, keepPartsCompiled, loadCompiled } from '../src/compiled.ts';

const CODE = 'exports.said = require("node:path").basename(__filename) + ": " + [1, 2].map((n) => n * 2);';

function part(code = CODE) {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'part.cjs');
  writeFileSync(file, code);
  const kept = join(folder, 'cache', 'tierwise', 'part.cjs.bin');
  const load = () => loadCompiled(file, { XDG_CACHE_HOME: join(folder, 'cache') });
  return { folder, file, kept, load };
}

const said = { exports: { said: 'part.cjs: 2,4' } };

test('a part is kept as it was compiled, for the user only, and loaded from there', () => {
  const { folder, kept, load } = part();
  const first = load();
  expect(first).toMatchObject({ ...said, isKept: false });
  keepCompiled(first);
  expect(statSync(kept).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'cache', 'tierwise')).mode & 0o777).toBe(0o700);
  expect(readdirSync(join(folder, 'cache', 'tierwise'))).toEqual(['part.cjs.bin']);
  expect(load()).toMatchObject({ ...said, isKept: true });
});

test('another program, another Node, a torn file or one that others may write is not taken', () => {
  const { file, kept, load } = part();
  keepCompiled(load());
  const whole = readFileSync(kept);
  writeFileSync(file, readFileSync(file, 'utf8').replace('n * 2', 'n * 3')); // as long as before
  expect(load()).toMatchObject({ exports: { said: 'part.cjs: 3,6' }, isKept: false });
  keepCompiled(load());
  expect(load()).toMatchObject({ exports: { said: 'part.cjs: 3,6' }, isKept: true });
  const now = readFileSync(kept);
  for (const bytes of [whole, now.subarray(0, 300), Buffer.alloc(now.length), Buffer.from('')]) {
    writeFileSync(kept, bytes);
    expect(load()).toMatchObject({ exports: { said: 'part.cjs: 3,6' }, isKept: false });
  }
  writeFileSync(kept, now);
  chmodSync(kept, 0o620);
  expect(load()).toMatchObject({ isKept: false });
});

test('where nothing can be written, the part is compiled each time', () => {
  const { file } = part();
  const loaded = loadCompiled(file, { XDG_CACHE_HOME: '/proc/nowhere' });
  keepCompiled(loaded);
  expect(loaded).toMatchObject({ ...said, isKept: false });
});

test('Node keeps parts in a folder of the user alone, or not at all', () => {
  const { folder } = part();
  const kept: string[] = [];
  const keep = (cache: string) =>
    keepPartsCompiled({ XDG_CACHE_HOME: cache }, (where) => {
      kept.push(where);
    });
  keep(join(folder, 'cache'));
  expect(kept).toEqual([join(folder, 'cache', 'tierwise')]);
  expect(statSync(kept[0] ?? '').mode & 0o777).toBe(0o700);
  chmodSync(kept[0] ?? '', 0o770);
  keep(join(folder, 'cache'));
  keep('/proc/nowhere');
  expect(kept).toHaveLength(1);
});
