// Which transcripts are opened again: only those that changed; of sessions whose transcripts are gone, only what was counted stays.
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBooks } from '../../src/usage/books/books.ts';
import { ingestAll, ingestKnown } from '../../src/usage/catch-up.ts';
import { readLedger } from '../../src/usage/ledger.ts';
import { numberOf } from '../../src/usage/priced-call.ts';
import { SeenSessions } from '../../src/usage/seen.ts';
import { sandbox } from '../support/command.ts';
import { assistant, file } from '../support/transcript.ts';

function history() {
  const box = sandbox();
  const home = box.env.TIERWISE_HOME as string;
  const config = box.file('claude');
  mkdirSync(box.file('claude/projects/p'), { recursive: true });
  const transcript = (name: string, ...records: string[]): string =>
    box.write(`claude/projects/p/${name}.jsonl`, file(...records));
  const ids = () => readLedger(home).calls.map(({ id }) => id.replace(/\|.*/, ''));
  return { box, home, config, transcript, ids };
}

test('a transcript of the same size and time is not opened; one that grew is read on', async () => {
  const { home, config, transcript, ids } = history();
  const path = transcript('s1', assistant({ id: 'a1' }));
  await ingestAll(home, config);
  rmSync(join(home, 'ledger', '2026-11.jsonl'));
  // The offsets say that nothing was read; only the cache says otherwise.
  const offsets = join(home, 'ledger', 'offsets', 's1.json');
  writeFileSync(offsets, readFileSync(offsets, 'utf8').replace(/"s1.jsonl":\d+/, '"s1.jsonl":0'));
  const cache = join(home, 'ledger', 'books', 'transcripts.json');
  const kept = JSON.parse(readFileSync(cache, 'utf8'));
  kept.sessions.s1.offsetsAt = statSync(offsets).mtimeMs;
  writeFileSync(cache, JSON.stringify(kept));
  ingestKnown(home);
  expect(ids()).toEqual([]);
  appendFileSync(path, file(assistant({ id: 'a2' })));
  ingestKnown(home);
  expect(ids()).toEqual(['a1', 'a2']);
});

test('an agent that was seen later is read, though the session’s own transcript did not change', async () => {
  const { box, home, config, transcript, ids } = history();
  transcript('s1', assistant({ id: 'a1' }));
  await ingestAll(home, config);
  mkdirSync(box.file('claude/projects/p/s1/subagents'), { recursive: true });
  transcript('s1/subagents/agent-1', assistant({ id: 'b1', agent: 'Explore' }));
  ingestKnown(home);
  expect(ids()).toEqual(['a1', 'b1']);
});

test('offsets of a session whose transcripts are gone are removed, and its calls and what was not counted stay', async () => {
  const { home, config, transcript, ids } = history();
  const odd = JSON.stringify({ ...JSON.parse(assistant()), message: { usage: {} } });
  const gone = transcript('s1', assistant({ id: 'a1' }), odd);
  transcript('s2', assistant({ id: 'b1' }));
  await ingestAll(home, config);
  rmSync(gone);
  ingestKnown(home);
  expect(readdirSync(join(home, 'ledger', 'offsets'))).toEqual(['s2.json']);
  const seen = new SeenSessions(home);
  expect([seen.uncounted, seen.hasHistory, [...seen.sessions.keys()]]).toEqual([1, true, ['s2']]);
  expect(ids().sort()).toEqual(['a1', 'b1']);
  ingestKnown(home);
  expect(new SeenSessions(home).uncounted).toBe(1);
});

test('history that was read in part is read on, each call once', async () => {
  const { home, config, transcript, ids } = history();
  for (const name of ['s1', 's2', 's3'])
    transcript(name, assistant({ id: `${name}a` }), assistant({ id: `${name}b` }));
  const stop = new Error('stopped');
  const onRead = (read: number): void => {
    if (read === 2) throw stop;
  };
  await expect(ingestAll(home, config, { onRead })).rejects.toBe(stop);
  expect(new SeenSessions(home).hasHistory).toBe(false);
  await ingestAll(home, config);
  expect(ids().sort()).toEqual(['s1a', 's1b', 's2a', 's2b', 's3a', 's3b']);
  expect(new SeenSessions(home).hasHistory).toBe(true);
});

test('two that read the same history at once count each call once', async () => {
  const { home, config, transcript, ids } = history();
  for (const name of ['s1', 's2', 's3', 's4'])
    transcript(
      name,
      assistant({ id: `${name}a`, session: name }),
      assistant({ id: `${name}b`, session: name }),
    );
  await Promise.all([ingestAll(home, config), ingestAll(home, config)]);
  const lines = readFileSync(join(home, 'ledger', '2026-11.jsonl'), 'utf8')
    .trim()
    .split('\n');
  expect(lines.length).toBeGreaterThan(8); // both have written
  expect(ids()).toHaveLength(8);
  const { calls } = readBooks(home, null);
  expect(numberOf(calls)).toBe(8);
  await ingestAll(home, config);
  expect(numberOf(readBooks(home, null).calls)).toBe(8);
});

test.each(['', '{', '[]', '{"v":2}'])('what is kept reads %j: the transcripts are opened', async (text) => {
  const { home, config, transcript, ids } = history();
  transcript('s1', assistant({ id: 'a1' }));
  await ingestAll(home, config);
  writeFileSync(join(home, 'ledger', 'books', 'transcripts.json'), text);
  ingestKnown(home);
  expect(ids()).toEqual(['a1']);
});
