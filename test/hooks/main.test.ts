// A hook never fails a session, whatever is on stdin or on disk, and several at once do no harm.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { misconfiguration } from '../../src/hooks/misconfiguration.ts';
import { readLedger } from '../../src/usage/ledger.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { REPOSITORY } from '../support/repository.ts';
import { assistant, file, user } from '../support/transcript.ts';

const HOOK = [process.execPath, join(REPOSITORY, 'dist', 'hook.cjs')];
const event = (transcript: string, name = 'Stop'): string =>
  JSON.stringify({ hook_event_name: name, session_id: 's1', transcript_path: transcript, source: 'startup' });
const hook = (box: Sandbox, input: string | Buffer, env = {}) => box.start([], { command: HOOK, input, env });
const silent = { code: 0, stdout: '', stderr: '' };
const home = (box: Sandbox): string => box.env.TIERWISE_HOME as string;

test.each<[string, string | Buffer]>([
  ['nothing', ''],
  ['no JSON', 'hello'],
  ['other JSON', '[1, null]'],
  ['null', 'null'],
  ['bytes', Buffer.from([0, 255, 254, 10])],
  ['a transcript that is not a path', '{"hook_event_name":"Stop","transcript_path":7}'],
  ['a transcript that does not exist', event('/nowhere/s1.jsonl')],
  ['a transcript that is a folder', event('/tmp')],
])('%s on stdin: exit 0, and not a word', async (_, input) => {
  expect(await hook(sandbox(), input)).toMatchObject(silent);
});

test('with the option record_usage off it reads and writes nothing', async () => {
  const box = sandbox();
  box.write('s1.jsonl', file(assistant()));
  const off = { CLAUDE_PLUGIN_OPTION_RECORD_USAGE: 'false' };
  expect(await hook(box, event(box.file('s1.jsonl')), off)).toMatchObject(silent);
  expect(existsSync(home(box))).toBe(false);
  await hook(box, event(box.file('s1.jsonl')), { CLAUDE_PLUGIN_OPTION_RECORD_USAGE: 'true' });
  expect(readLedger(home(box)).calls).toHaveLength(1);
});

test('a transcript of garbage between two calls', async () => {
  const box = sandbox();
  box.write(
    's1.jsonl',
    `${file(assistant())}{"type":"assistant"\n\0\0\n[]\n{"type":"assistant","message":{"usage":7}}\n${file(assistant())}`,
  );
  expect(await hook(box, event(box.file('s1.jsonl')))).toMatchObject(silent);
  expect(readLedger(home(box)).calls).toHaveLength(2);
});

test('a data home that cannot be written', async () => {
  const box = sandbox();
  box.write('s1.jsonl', file(assistant()));
  expect(await hook(box, event(box.file('s1.jsonl')), { TIERWISE_HOME: '/proc/tierwise' })).toMatchObject(
    silent,
  );
  box.write('a-file', '');
  expect(await hook(box, event(box.file('s1.jsonl')), { TIERWISE_HOME: box.file('a-file') })).toMatchObject(
    silent,
  );
});

test.runIf(spawnSync('unshare', ['-rm', 'true']).status === 0)(
  'a data home on a read-only disk',
  async () => {
    const box = sandbox();
    box.write('s1.jsonl', file(assistant()));
    mkdirSync(box.file('small'));
    const command = [
      'unshare',
      '-rm',
      'sh',
      '-c',
      'mount -t tmpfs -o ro none small && exec "$0" "$@"',
      ...HOOK,
    ];
    const ended = await box.start([], {
      command,
      input: event(box.file('s1.jsonl')),
      env: { TIERWISE_HOME: box.file('small') },
    });
    expect(ended).toMatchObject(silent);
  },
);

test('100 MB of transcript: each event reads a part, and together they read it all', async () => {
  const box = sandbox();
  const part = file(...Array.from({ length: 5 }, () => assistant()), user('x'.repeat(1_000_000)));
  box.write(
    's1.jsonl',
    Array.from({ length: 100 }, (_, index) => part.replaceAll(/"msg_(\d+)"/g, `"msg_${index}_$1"`)).join(''),
  );
  expect(statSync(box.file('s1.jsonl')).size).toBeGreaterThan(100_000_000);
  const read: number[] = [];
  for (let events = 0; events < 20 && read.at(-1) !== 500; events++) {
    expect(await hook(box, event(box.file('s1.jsonl')))).toMatchObject(silent);
    read.push(readLedger(home(box)).calls.length);
  }
  expect(read[0]).toBeLessThan(150);
  expect(read.at(-1)).toBe(500);
});

test('a transcript that became shorter is read from its start', async () => {
  const box = sandbox();
  box.write('s1.jsonl', file(assistant(), assistant()));
  await hook(box, event(box.file('s1.jsonl')));
  truncateSync(box.file('s1.jsonl'), 0);
  await hook(box, event(box.file('s1.jsonl')));
  box.write('s1.jsonl', file(assistant()));
  await hook(box, event(box.file('s1.jsonl')));
  expect(readLedger(home(box)).calls).toHaveLength(3);
});

test('many events at once, of two sessions, write one sound ledger', async () => {
  const box = sandbox();
  for (const session of ['s1', 's2']) {
    box.write(`${session}.jsonl`, file(...Array.from({ length: 300 }, () => assistant({ session }))));
  }
  const ended = await Promise.all(
    Array.from({ length: 12 }, (_, index) => hook(box, event(box.file(`s${(index % 2) + 1}.jsonl`)))),
  );
  for (const one of ended) expect(one).toMatchObject(silent);
  const { calls, passedOver } = readLedger(home(box));
  expect({ calls: calls.length, passedOver }).toEqual({ calls: 600, passedOver: [] });
});

test('what it writes is private to the user', async () => {
  const box = sandbox();
  box.write('s1.jsonl', file(assistant()));
  await hook(box, event(box.file('s1.jsonl')));
  const names = readdirSync(home(box), { recursive: true, encoding: 'utf8' });
  expect(names.length).toBeGreaterThan(2);
  for (const name of names) expect(statSync(join(home(box), name)).mode & 0o077, name).toBe(0);
  expect(existsSync(box.file('small'))).toBe(false);
});

test.each<[Record<string, string>, string | null]>([
  [{}, null],
  [{ CLAUDE_CODE_SUBAGENT_MODEL: 'opus' }, null],
  [{ CLAUDE_CODE_SUBAGENT_MODEL: 'opus', CLAUDE_CODE_SUBAGENT_MODEL_FORCE: '0' }, null],
  [{ CLAUDE_CODE_SUBAGENT_MODEL: 'opus', CLAUDE_CODE_SUBAGENT_MODEL_FORCE: '1' }, 'runs every agent on opus'],
  [{ ANTHROPIC_DEFAULT_HAIKU_MODEL: 'claude-haiku-4-5' }, null],
  [{ ANTHROPIC_DEFAULT_HAIKU_MODEL: 'claude-opus-5-5' }, 'makes "haiku" mean claude-opus-5-5, which is opus'],
  [{ CLAUDE_CODE_EFFORT_LEVEL: 'max' }, 'runs every agent at effort max'],
])('with %o it advises %s', (env, words) => {
  const advice = misconfiguration(env);
  if (words === null) expect(advice).toBeNull();
  else expect(advice).toContain(words);
});

test('a client that no longer listens: exit 0, and not a word', async () => {
  const box = sandbox();
  const said = event('/nowhere/s1.jsonl', 'SessionStart');
  const running = box.start([], { command: HOOK, input: said, env: { CLAUDE_CODE_EFFORT_LEVEL: 'high' } });
  running.child.stdout?.destroy();
  expect(await running).toMatchObject({ code: 0, stderr: '' });
});
