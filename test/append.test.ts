import fs, {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Appender, appendText } from '../src/append.ts';
import { sandbox } from './support/command.ts';

const appender = () => {
  const file = sandbox('http://127.0.0.1:1').file('deep/down/log.jsonl');
  return { file, log: new Appender(file), read: () => readFileSync(file, 'utf8') };
};

test('the file and its folders are made with the first line, for the user only', () => {
  const { file, log, read } = appender();
  log.append('one\n');
  log.append('two\nthree\n');
  expect(read()).toBe('one\ntwo\nthree\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('what others append stays, and a line they left torn does not swallow the next', () => {
  const { file, log, read } = appender();
  log.append('one\n');
  appendFileSync(file, 'theirs\n');
  log.append('two\n');
  appendFileSync(file, '{"torn":');
  log.append('three\n');
  log.append('four\n');
  expect(read()).toBe('one\ntheirs\ntwo\n{"torn":\nthree\nfour\n');
});

test('a file that is removed, or replaced, in the meantime is not written to', () => {
  const { file, log, read } = appender();
  log.append('one\n');
  rmSync(join(file, '..'), { recursive: true });
  log.append('two\n');
  expect(read()).toBe('two\n');
  mkdirSync(join(file, '..', 'new'));
  appendFileSync(join(file, '..', 'new', 'log'), 'another\n');
  renameSync(join(file, '..', 'new', 'log'), file);
  log.append('three\n');
  expect(read()).toBe('another\nthree\n');
});

test('it does not stay open once closed, and opens again by itself', () => {
  const { log, read } = appender();
  const open = () => readdirSync('/proc/self/fd').length;
  log.append('one\n');
  const before = open();
  log.close();
  expect(open()).toBe(before - 1);
  log.append('two\n');
  expect(read()).toBe('one\ntwo\n');
});

/** Does something before each write of this process, as another one might. */
function beforeWriting(act: () => void): void {
  const { writeSync } = fs;
  const restore = (write: typeof writeSync): void => {
    fs.writeSync = write;
    syncBuiltinESMExports();
  };
  restore(((fd: number, bytes: Buffer, from: number) => {
    act();
    return writeSync(fd, bytes, from);
  }) as typeof writeSync);
  onTestFinished(() => restore(writeSync));
}

test('lines that come too late for a file that was taken away go to the one there is now, where it may move', () => {
  const box = sandbox();
  const [file, apart] = [box.write('log', 'one\n'), box.file('apart')];
  let times = 0;
  beforeWriting(() => {
    if (times++ === 0) renameSync(file, apart);
  });
  appendText(file, 'two\n', { mayMove: true });
  expect([times, box.read('apart'), box.read('log')]).toEqual([2, 'one\ntwo\n', 'two\n']);
  times = 0;
  appendText(file, 'three\n');
  expect([times, box.read('apart')]).toEqual([1, 'two\nthree\n']);
});

test('a file that is taken away each time is not written to forever', () => {
  const file = sandbox().write('log', '');
  let times = 0;
  beforeWriting(() => {
    times++;
    rmSync(file);
  });
  appendText(file, 'one\n', { mayMove: true });
  expect(times).toBe(3);
});

test('what is to be appended soon is one write at the end of the turn, in order, or before that when it is flushed', async () => {
  const { log, read } = appender();
  const failures: unknown[] = [];
  const soon = (line: string): void => log.appendSoon(line, (error) => failures.push(error));
  log.append('one\n');
  soon('two\n');
  soon('three\n');
  expect(read()).toBe('one\n');
  await new Promise((resolve) => setImmediate(resolve));
  expect(read()).toBe('one\ntwo\nthree\n');
  soon('four\n');
  log.flush();
  expect(read()).toBe('one\ntwo\nthree\nfour\n');
  soon('five\n');
  log.close();
  expect(read()).toBe('one\ntwo\nthree\nfour\nfive\n');
  expect(failures).toEqual([]);
});

test('where that fails, somebody is told', () => {
  const { file, log } = appender();
  mkdirSync(file, { recursive: true });
  const failures: unknown[] = [];
  log.appendSoon('one\n', (error) => failures.push(error));
  log.flush();
  expect(failures).toEqual([expect.objectContaining({ code: 'EISDIR' })]);
});
