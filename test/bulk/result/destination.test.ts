// What a result may be written to: nothing that was there is destroyed, and nobody sees more than before. Rules decide.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, test } from 'vitest';
import { OutputFile } from '../../../src/bulk/result/output-file.ts';
import { type Sandbox, sandbox } from '../../support/command.ts';
import { COMMAND } from '../../support/process.ts';

const RULES = '---\nname: kind\ntags:\n  error: { match: ["failed"] }\n  info: { match: ["fine"] }\n---\n';
const LINES = 'all fine\nit failed\n';
const TAGGED = 'info\tall fine\nerror\tit failed\n';

function withRules(): Sandbox {
  const box = sandbox();
  box.write('kind.md', RULES);
  box.write('a.log', LINES);
  return box;
}

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const tag = (box: Sandbox, ...args: string[]) => box.run(['bulk-tag', 'a.log', './kind.md', ...args]);

describe('links, pipes and devices are written through', () => {
  test('a link stays a link, and its file gets the result', async () => {
    const box = withRules();
    mkdirSync(box.file('elsewhere'));
    symlinkSync('elsewhere/real', box.file('out'));
    for (const _ of ['a file that is not there yet', 'one that is'])
      expect((await tag(box, '--out', 'out')).code).toBe(0);
    expect(lstatSync(box.file('out')).isSymbolicLink()).toBe(true);
    expect(box.read('elsewhere/real')).toBe(TAGGED);
    expect(readdirSync(box.file('elsewhere'))).toEqual(['real']);
  });

  test('a named pipe', async () => {
    const box = withRules();
    execFileSync('mkfifo', [box.file('pipe')]);
    const reader = box.start([], { command: ['cat', 'pipe'] });
    expect((await tag(box, '--out', 'pipe')).code).toBe(0);
    expect((await reader).stdout).toBe(TAGGED);
    expect(lstatSync(box.file('pipe')).isFIFO()).toBe(true);
    expect(readdirSync(box.folder).filter((name) => name.startsWith('pipe'))).toEqual(['pipe']);
  });

  test('a device', async () => {
    const box = withRules();
    expect((await tag(box, '--out', '/dev/null')).code).toBe(0);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    const { code, stderr } = await tag(box, '--out', '/dev/full');
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('/dev/full: could not be written: no space left on the disk'),
    });
  });

  test('a descriptor of the shell: what its file holds already stays', async () => {
    const box = withRules();
    box.write('log', 'precious\n');
    const { code } = await box.start(['bulk-tag', 'a.log', './kind.md', '--out', '/dev/fd/3', '--json'], {
      command: ['sh', '-c', 'exec "$0" "$@" 3>>log', ...COMMAND],
    });
    expect(code).toBe(0);
    expect(box.read('log')).toBe(`precious\n${TAGGED}`);
  });
});

describe('who may read it', () => {
  test('the mode of an existing file is kept', async () => {
    const box = withRules();
    await tag(box);
    for (const mode of [0o600, 0o664]) {
      chmodSync(box.file('a.log.tagged'), mode);
      expect((await tag(box)).code).toBe(0);
      expect(modeOf(box.file('a.log.tagged'))).toBe(mode.toString(8));
    }
  });

  test('what is private makes private results, reviews and pages', async () => {
    const box = withRules();
    box.write('a.csv', 'text\nall fine\n\n,too,many\n');
    chmodSync(box.file('a.csv'), 0o600);
    await box.run(['bulk-tag', 'a.csv', './kind.md']);
    expect((await box.run(['view', 'a.csv.tagged'])).code).toBe(0);
    for (const name of ['a.csv.tagged', 'a.csv.review.jsonl', 'a.csv.tagged.html'])
      expect([name, modeOf(box.file(name))]).toEqual([name, '600']);
  });

  test('one private file among those of a folder is enough', async () => {
    const box = withRules();
    mkdirSync(box.file('d'));
    writeFileSync(box.file('d/a'), 'fine');
    writeFileSync(box.file('d/b'), 'fine', { mode: 0o600 });
    await box.run(['bulk-tag', 'd', './kind.md']);
    expect(modeOf(box.file('d.tagged'))).toBe('600');
  });
});

describe('a file that no run wrote', () => {
  const PRECIOUS = 'export PATH=/bin\n';

  test('is refused before anything is sent, and replaced with --force', async () => {
    const box = withRules();
    box.write('mine', PRECIOUS);
    const { code, stderr } = await tag(box, '--out', 'mine');
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'tierwise: mine is not the result of an earlier run. Name another file with --out, or replace it with --force.',
      ),
    });
    expect(box.read('mine')).toBe(PRECIOUS);
    expect((await tag(box, '--out', 'mine', '--force')).code).toBe(0);
    expect(box.read('mine')).toBe(TAGGED);
  });

  test('under the default name, the name of the review file or of the page is refused, too', async () => {
    const box = withRules();
    for (const name of ['a.log.tagged', 'a.log.review.jsonl']) {
      box.write(name, PRECIOUS);
      const { code, stderr } = await tag(box);
      expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(`${name} is not`) });
      rmSync(box.file(name));
    }
    await tag(box);
    box.write('a.log.tagged.html', PRECIOUS);
    expect((await box.run(['view', 'a.log.tagged'])).code).toBe(2);
    expect(box.read('a.log.tagged.html')).toBe(PRECIOUS);
    expect((await box.run(['view', 'a.log.tagged', '--force'])).code).toBe(0);
    expect((await box.run(['view', 'a.log.tagged'])).code).toBe(0);
  });

  test('a result is told from one that was changed since', async () => {
    const box = withRules();
    await tag(box);
    utimesSync(box.file('a.log.tagged'), 1, 1); // touched is not changed
    expect((await tag(box)).code).toBe(0);
    box.write('a.log.tagged', `${TAGGED}error\tby hand\n`);
    const { code, stderr } = await tag(box);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('a.log.tagged was changed since a run wrote it'),
    });
  });

  test('a result is known by its content where the data home knows nothing of it', async () => {
    const box = withRules();
    box.write('a.csv', 'id,text\n1,all fine\n2,what\n');
    box.write('a.json', '[{"text":"fine"}]');
    for (const name of ['a.log', 'a.csv', 'a.json']) {
      const run = () => box.run(['bulk-tag', name, './kind.md']);
      await run();
      rmSync(box.file('home/tierwise/results'), { recursive: true });
      expect((await run()).code, name).toBeLessThan(2);
    }
    for (const [name, content] of [
      ['a.csv.tagged', 'id,text,tags\n1,x,y\n'],
      ['a.log.tagged', 'total\t12\n'],
      ['a.json.tagged', '[{"tags":["a"]}]'],
    ] as const) {
      rmSync(box.file('home/tierwise/results'), { recursive: true, force: true });
      box.write(name, content);
      expect((await box.run(['bulk-tag', name.replace('.tagged', ''), './kind.md'])).code, name).toBe(2);
    }
  });

  test('an empty file holds nothing to lose', async () => {
    const box = withRules();
    box.write('out', '');
    expect((await tag(box, '--out', 'out')).code).toBe(0);
  });
});

describe('a complete result', () => {
  test('is not replaced by a part of it', async () => {
    const box = withRules();
    expect((await tag(box, '--limit', '1')).code).toBe(0);
    expect((await tag(box)).code).toBe(0);
    const { code, stderr } = await tag(box, '--limit', '1');
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'a.log.tagged holds a complete result, and this run makes a part of it.',
      ),
    });
    expect(box.read('a.log.tagged')).toBe(TAGGED);
    expect((await tag(box, '--limit', '1', '--out', 'first')).code).toBe(0);
  });

  test('is replaced by that of another scheme with a word on it, and by that of the same one, edited, without', async () => {
    const box = withRules();
    const replaces = /a\.log\.tagged holds the result of the scheme "kind", which this one replaces/;
    box.write('other.md', RULES.replace('name: kind', 'name: other').replace('info:', 'note:'));
    const other = (...args: string[]) => box.run(['bulk-tag', 'a.log', './other.md', ...args]);
    expect((await tag(box)).stderr).not.toMatch(/which this one replaces/);
    expect((await other('--out', 'b.tagged')).stderr).not.toMatch(replaces);
    expect(await other()).toMatchObject({ code: 0, stderr: expect.stringMatching(replaces) });
    expect(box.read('a.log.tagged')).toBe(TAGGED.replace('info', 'note'));
    box.write('other.md', RULES.replace('name: kind', 'name: other'));
    expect((await other()).stderr).not.toMatch(/which this one replaces/);
    expect(box.read('a.log.tagged')).toBe(TAGGED);
  });

  test('is not replaced by that of another pattern', async () => {
    const box = withRules();
    mkdirSync(box.file('d'));
    writeFileSync(box.file('d/a.x'), 'fine');
    writeFileSync(box.file('d/a.y'), 'fine');
    const run = (pattern: string) => box.run(['bulk-tag', pattern, './kind.md']);
    for (const _ of [1, 2]) expect((await run('d/*.x')).code).toBe(0);
    const { code, stderr } = await run('d/*.y');
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('files.tagged holds the result of another input: d/*.x in '),
    });
  });
});

describe('while it is written', () => {
  test('its name cannot be known before, and a planted link is not followed', async () => {
    const box = withRules();
    box.write('victim', 'precious');
    for (let pid = process.pid; pid < process.pid + 2; pid++)
      symlinkSync('victim', box.file(`a.log.tagged.${pid}.tmp`));
    await tag(box);
    expect(box.read('victim')).toBe('precious');
    const names = [];
    for (const _ of [1, 2]) {
      const file = new OutputFile(box.file('out'), process.stdout, { guard: () => {} });
      await file.write('x'.repeat(300_000));
      names.push(...readdirSync(box.folder).filter((name) => name.startsWith('out.')));
      await file.discard();
    }
    expect(new Set(names).size).toBe(2);
    expect(readdirSync(box.folder).filter((name) => name.startsWith('out'))).toEqual([]);
  });

  test('what a killed run left behind is no item of a folder, and goes with the next result', async () => {
    const box = withRules();
    mkdirSync(box.file('d'));
    const old = `out.${'0123456789abcdef'}.tmp`;
    for (const name of ['a.txt', old]) writeFileSync(box.file(`d/${name}`), 'fine');
    utimesSync(box.file(`d/${old}`), 1, 1);
    const fresh = old.replace('0', 'f');
    writeFileSync(box.file(`d/${fresh}`), 'fine');
    const { code } = await box.run(['bulk-tag', 'd', './kind.md', '--out', 'd/out']);
    expect(code).toBe(0);
    expect(readFileSync(box.file('d/out'), 'utf8').trim().split('\n')).toHaveLength(1);
    expect(readdirSync(box.file('d')).sort()).toEqual(['a.txt', 'out', fresh]);
  });
});
