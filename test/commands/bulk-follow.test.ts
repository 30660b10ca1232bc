// A file is tagged as it grows: what is appended to the result is what one run over all of it would have made. Ctrl-C ends it, and the
// same command goes on; one ceiling holds for all of it.
import { EventEmitter } from 'node:events';
import { appendFileSync, existsSync, renameSync } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { run } from '../../src/main.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { label, lines, serve, text } from '../support/lines.ts';
import type { ServerOptions } from '../support/messages-server.ts';

async function place(options: ServerOptions = {}): Promise<Sandbox & { asked: string[] }> {
  const server = await serve(options);
  const box = sandbox(server.url);
  box.env.TIERWISE_FOLLOW_MS = '1';
  return { ...box, asked: server.tagged };
}

/** Follows until `stop` is called; it is in this process, so one at a time. */
function following(box: Sandbox, args: string[]) {
  const signals = new EventEmitter();
  const stderr: string[] = [];
  const [out, err] = [new PassThrough(), new PassThrough()];
  const stdout: string[] = [];
  out.on('data', (chunk) => stdout.push(String(chunk)));
  err.on('data', (chunk) => stderr.push(String(chunk)));
  const world = {
    env: box.env,
    cwd: box.folder,
    stdin: Readable.from([]),
    stdout: out,
    stderr: err,
    signals,
  };
  const ended = run(['bulk-tag', ...args, '--follow'], world as never);
  return {
    ended,
    said: () => stderr.join(''),
    printed: () => stdout.join(''),
    stop: () => {
      signals.emit('SIGINT', 'SIGINT');
      return ended;
    },
  };
}

const soon = { timeout: 30_000 };
const result = (box: Sandbox, name = 'a.log.tagged'): string =>
  existsSync(box.file(name)) ? box.read(name) : '';

test('what is there, and what comes; after Ctrl-C the same command asks only what is new', async () => {
  const { asked, ...box } = await place();
  const [one = '', two = '', three = '', four = ''] = lines(4);
  const path = box.write('a.log', text([one, two]));
  const first = following(box, ['a.log', './sev.md']);
  await expect.poll(() => result(box), soon).toBe(text([one, two].map(label)));
  appendFileSync(path, `${three}\nnot whole`);
  await expect.poll(() => result(box), soon).toBe(text([one, two, three].map(label)));
  expect(await first.stop()).toBe(0);
  expect(first.printed()).toContain('3 items appended, $0.');
  appendFileSync(path, ` yet\n${four}\n`);
  const second = following(box, ['a.log', './sev.md']);
  await expect
    .poll(() => result(box), soon)
    .toBe(text([...[one, two, three].map(label), label('not whole yet'), label(four)]));
  expect(second.said()).toContain('Going on behind 3 items that are tagged.');
  expect(await second.stop()).toBe(0);
  expect(asked.toSorted()).toEqual([one, two, three, four, 'not whole yet'].toSorted());
  const whole = await box.run(['bulk-tag', 'a.log', './sev.md', '--out', 'whole.tagged']);
  expect(whole.code).toBe(0);
  expect(box.read('whole.tagged')).toBe(result(box));
});

test('one at a time appends to a result, and what another program did to it is told', async () => {
  const { asked: _, ...box } = await place();
  const [one = '', two = ''] = lines(2);
  const path = box.write('a.log', text([one]));
  const first = following(box, ['a.log', './sev.md']);
  await expect.poll(() => result(box), soon).toBe(text([one].map(label)));
  const second = following(box, ['a.log', './sev.md']);
  expect(await second.ended).toBe(2);
  expect(second.said()).toMatch(/a\.log\.tagged is appended to by process \d+, which follows a file into it/);
  box.write('a.log.tagged', '');
  appendFileSync(path, `${two}\n`);
  expect(await first.ended).toBe(2);
  expect(first.said()).toContain('a.log.tagged was cut short by something else while it was appended to.');
  expect(result(box)).toBe('');
  const anew = following(box, ['a.log', './sev.md', '--force']);
  await expect.poll(() => result(box), soon).toBe(text([one, two].map(label)));
  expect(await anew.stop()).toBe(0);
});

test('CSV: the header once, rows of a rotated file behind the others, items for review with their numbers', async () => {
  const { asked: _, ...box } = await place({ tag: (item) => [item.startsWith('doubt') ? 'unsure' : 'info'] });
  box.write('s.md', '---\ntags: [error, info]\nabstain: unsure\n---\nJudge.\n');
  const path = box.write('a.csv', 'id,text\n1,fine\n');
  const follow = following(box, ['a.csv', './s.md', '--no-escalate']);
  await expect.poll(() => result(box, 'a.csv.tagged'), soon).toContain('1,fine,info,haiku\n');
  renameSync(path, `${path}.1`);
  box.write('a.csv', 'id,text\n2,doubt it\n');
  await expect
    .poll(() => result(box, 'a.csv.tagged'), soon)
    .toBe('id,text,tags,tagged_by\n1,fine,info,haiku\n2,doubt it,,review\n');
  expect(await follow.stop()).toBe(0);
  expect(follow.said()).toContain('a.csv was replaced: it is read from its beginning.');
  expect(JSON.parse(box.read('a.csv.review.jsonl'))).toMatchObject({ index: 1, line: 2, item: 'doubt it' });
});

test('the ceiling is one for all; what it leaves is not written, and a higher one goes on', async () => {
  const { asked: _, ...box } = await place();
  const path = box.write('a.log', text(['a failed']));
  const first = following(box, ['a.log', './sev.md', '--max-cost', '0.5']);
  await expect.poll(() => result(box), soon).toBe('error\ta failed\n');
  await first.stop();
  appendFileSync(path, text(['b is up']));
  const poor = following(box, ['a.log', './sev.md', '--max-cost', '0.0000001']);
  expect(await poor.ended).toBe(3);
  expect(result(box)).toBe('error\ta failed\n');
  const more = following(box, ['a.log', './sev.md', '--max-cost', '0.5']);
  await expect.poll(() => result(box), soon).toBe('error\ta failed\ninfo\tb is up\n');
  await more.stop();
});

test.each([
  [['home', './sev.md'], '--follow takes one file that grows, and home is none.'],
  [['-', './sev.md'], '--follow takes one file that grows'],
  [['a.json', './sev.md'], '--follow takes text, csv, tsv, jsonl, whose records end with a line, and a.json is read as json.'],
  [['a.log', './sev.md', '--sample', '3'], '--follow and --sample do not go together'],
  [['a.log', './sev.md', '--json'], '--follow and --json do not go together'],
  [['a.log', './sev.md', '--format', 'csv'], '--follow writes text, as a.log is read, or jsonl, and not csv.'],
])('%j is refused in one line', async (args, message) => {
  const { asked, ...box } = await place();
  box.write('a.log', 'x\n');
  box.write('a.json', '[{"text":"x"}]');
  const { code, stderr } = await box.run(['bulk-tag', ...args, '--follow']);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(asked).toEqual([]);
}); // biome-ignore format: one case a line

test('a result of another scheme, or one that was changed, is not appended to', async () => {
  const { asked: _, ...box } = await place();
  box.write('a.log', text(['a failed']));
  const first = following(box, ['a.log', './sev.md']);
  await expect.poll(() => result(box), soon).not.toBe('');
  await first.stop();
  box.write('other.md', box.read('sev.md').replace('Judge the line.', 'Judge it.'));
  const other = await box.run(['bulk-tag', 'a.log', './other.md', '--follow']);
  expect(other.stderr).toContain(
    'a.log.tagged was made by another scheme, or with other options. Begin anew with --force',
  );
  box.write('a.log.tagged', '');
  const changed = await box.run(['bulk-tag', 'a.log', './sev.md', '--follow']);
  expect(changed.stderr).toContain('a.log.tagged was changed since.');
});
