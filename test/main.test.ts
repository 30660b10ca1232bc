// A run takes everything from its host, and leaves the process as it was.
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { PassThrough, Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { run } from '../src/main.ts';
import { type Sandbox, sandbox } from './support/command.ts';

/** Runs the command in a box with a terminal for stdout; returns what it wrote there. */
async function onTerminal(box: Sandbox, args: string[], env: Record<string, string> = {}): Promise<string> {
  let text = '';
  const stdout = new Writable({
    write(chunk, _, done) {
      text += chunk;
      done();
    },
  });
  const stderr = new Writable({ write: (_chunk, _encoding, done) => done() });
  const host = {
    env: { ...box.env, ...env },
    cwd: box.folder,
    stdin: Readable.from([]),
    stdout: Object.assign(stdout, { isTTY: true, columns: 200 }),
    stderr,
  };
  expect(await run(args, host)).toBe(0);
  return text;
}

const BOLD = '\x1b[1m';

test('each run decides for itself whether text is emphasized', async () => {
  const box = sandbox();
  expect(await onTerminal(box, ['report'])).not.toContain(BOLD); // nothing in it is
  box.write('a.log', 'it failed\n');
  box.write(
    's.md',
    '---\nname: s\ntags: { error: { description: It failed., match: failed } }\n---\nJudge.\n',
  );
  const tag = ['bulk-tag', 'a.log', './s.md'];
  expect(await onTerminal(box, tag)).toContain(BOLD);
  expect(await onTerminal(box, tag, { NO_COLOR: '1' })).not.toContain(BOLD);
  expect(await onTerminal(box, [...tag, '--no-color'])).not.toContain(BOLD);
  expect(await onTerminal(box, ['--no-color', ...tag])).not.toContain(BOLD);
  expect((await box.run(tag)).stdout).not.toContain(BOLD);
  expect(await onTerminal(box, tag)).toContain(BOLD);
});

test('help goes to the given streams, as wide as the terminal', async () => {
  const box = sandbox();
  const narrow = (await box.run(['bulk-tag', '--help'])).stdout.split('\n');
  const wide = (await onTerminal(box, ['bulk-tag', '--help'])).split('\n');
  const options = (lines: string[]): string[] => lines.filter((line) => line.startsWith('  '));
  expect(options(narrow).length).toBeGreaterThan(options(wide).length);
  const { code, stdout, stderr } = await box.run(['plan', 'run', '--what']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain("unknown option '--what'");
});

test('it works in the folder of the host, and goes back where the process was', async () => {
  const before = process.cwd();
  const box = sandbox();
  mkdirSync(box.file('below'));
  box.write('below/a.log', 'x\n');
  expect((await box.run(['digest', 'a.log'], { cwd: box.file('below') })).stderr).not.toContain(
    'no such file',
  );
  expect(process.cwd()).toBe(before);
  const gone = await box.run(['doctor'], { cwd: box.file('gone') });
  expect(gone).toMatchObject({ code: 2, stdout: '' });
  expect(gone.stderr).toBe(
    `tierwise: ${box.file('gone')}: cannot work there: no such file or folder. Check the path.\n`,
  );
  expect(process.cwd()).toBe(before);
});

test('it leaves no listener on the process', async () => {
  const box = sandbox();
  const listeners = (): number[] => ['SIGINT', 'SIGTERM', 'exit'].map((name) => process.listenerCount(name));
  const before = listeners();
  box.write('a.log', 'x\n');
  await box.run(['bulk-tag', 'a.log', 'log-severity']);
  expect(listeners()).toEqual(before);
});

test.each([
  ['ENOSPC', 'no space left on the disk'],
  ['EIO', 'the disk reports an error'],
  ['EROFS', 'the file system is read-only'],
])('what the system refuses (%s) is told of in one line, wherever it comes up', async (code, reason) => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const admit = (): never => {
    throw Object.assign(new Error(`${code}: write`), { code, path: '/data/events.jsonl' });
  };
  const world = { env: {}, cwd: tmpdir(), stdin: new PassThrough(), stdout, stderr, admit };
  expect(await run(['report'], world)).toBe(2);
  expect(String(stderr.read())).toBe(
    `tierwise: /data/events.jsonl: ${reason}. Repair that, then run the same command again.\n`,
  );
});
