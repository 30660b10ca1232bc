// One way to the terminal, and nothing past it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { notice, outputsOf, sequence } from '../../src/terminal/output.ts';
import { REPOSITORY } from '../support/repository.ts';

function written(isTTY: boolean, write: (host: ReturnType<typeof outputsOf>) => void): string {
  const stream = () => Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const [stdout, stderr] = [stream(), stream()];
  write(outputsOf({ stdout, stderr }));
  return Buffer.concat([stdout.read() ?? Buffer.alloc(0), stderr.read() ?? Buffer.alloc(0)]).toString('utf8');
}

test('a sequence of ours reaches a terminal, and nothing else that looks like one', () => {
  const text = `${sequence('1m')}\x1b[31mred${sequence('22m')}`;
  expect(written(true, ({ stdout }) => stdout.write(text))).toBe('\x1b[1m\\x1b[31mred\x1b[22m');
  expect(written(false, ({ stderr }) => stderr.write(text))).toBe('\\x1b[31mred');
});

test('a notice rings on a terminal only, and nothing in its text acts', () => {
  const text = notice('done: 1 of 2 \x07\x1b[31m é');
  expect(written(true, ({ stderr }) => stderr.write(text))).toBe('\x1b]9;done: 1 of 2 ??[31m ?\x07\x07');
  expect(written(false, ({ stderr }) => stderr.write(text))).toBe('');
  expect(written(true, ({ stderr }) => stderr.write('\x1b]9;fake\x07'))).not.toContain('\x07');
});

test('the user’s own bytes are exact, but on a terminal they are for reading', () => {
  const bytes = Buffer.from('a\x1b[2Jé\r\n', 'utf8');
  expect(written(false, ({ results }) => results.write(bytes))).toBe('a\x1b[2Jé\r\n');
  expect(written(true, ({ results }) => results.write(bytes))).toBe('a\\x1b[2Jé\n');
});

/** The source, without comments' prose, by path below src/. */
const sources = readdirSync(join(REPOSITORY, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map(({ parentPath, name }) => join(parentPath, name))
  .map((file) => ({ file: file.slice(REPOSITORY.length + 5), text: readFileSync(file, 'utf8') }));

const filesWith = (pattern: RegExp): string[] =>
  sources
    .filter(({ text }) => pattern.test(text))
    .map(({ file }) => file)
    .toSorted();

test('nothing in the source reaches a terminal past it', () => {
  // What a hook says is JSON; the other is a line of ours from before there is a run.
  expect(filesWith(/process\.(?:stdout|stderr)|\bstdout, stderr, exit \} = process/)).toEqual([
    'hooks/mention.ts',
    'main.ts',
    'say.ts',
  ]);
  expect(
    filesWith(/\bconsole\.|new Console\b|node:console|stdio: ['"]inherit|process\.binding|\/dev\/tty/),
  ).toEqual([]);
  // The same JSON, at once: a stream takes a millisecond to load.
  expect(filesWith(/\bfs\.writeSync\(|writeSync\(\s*[12]\b/)).toEqual(['say.ts']);
  // Bytes go only where a result goes.
  expect(filesWith(/\bresults\b.*\bhost\b|\bhost\.results\b/)).toEqual([
    'bulk/follow/follow.ts',
    'bulk/job.ts',
    'bulk/shards/write-shard.ts',
    'commands/answers.ts',
    'commands/calibrate-page.ts',
    'commands/plan-view.ts',
    'commands/report-page.ts',
    'commands/statusline.ts', // beside a line of the user's own, with its colors
    'commands/view.ts',
  ]);
  // Nobody else makes a sequence.
  expect(filesWith(/\\x1b|\\u001b|\\u\{1b\}|\\033|\\e\[/i)).toEqual([
    'calibrate/labels/keys.ts', // which reads some
    'terminal/output.ts',
    'terminal/visible.ts',
  ]);
  expect(filesWith(/\bsequence\(/)).toEqual(['terminal/progress.ts', 'terminal/style.ts']);
});
