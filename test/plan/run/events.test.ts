// What is read back of a plan's events: everything that was written, and a name for everything that was not ours.
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { appendEvent, type PlanEvent, readEvents } from '../../../src/plan/run/events.ts';

function folderOfOurs(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-events-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const of = { step: 'one', fingerprint: 'f' };
const usage = {
  input: 1,
  output: 2,
  cacheRead: 3,
  cacheWrite5m: 4,
  cacheWrite1h: 5,
  thinking: 0,
  webSearches: 0,
};
const EVENTS: PlanEvent[] = [
  { type: 'approved', key: 'k' },
  { type: 'started', base: 'b' },
  { type: 'try', rung: { tier: 'haiku', effort: 'medium' }, executor: 'claude', reservedUsd: 0.5, ...of },
  { type: 'answered', costUsd: 0.01, served: 'm', usage, seconds: 1.5, trouble: null, ...of },
  { type: 'try', rung: { tier: null, effort: null }, executor: 'codex', reservedUsd: null, ...of },
  { type: 'answered', costUsd: null, served: null, usage: null, seconds: 0, trouble: 'it fell over', ...of },
  { type: 'built', tree: 't', outside: ['a'], dropped: ['b'], ...of },
  { type: 'failed', why: 'check', output: 'o', tree: null, ...of },
  { type: 'passed', commit: null, ...of },
  { type: 'ended', verdict: 'approval', reason: 'r', commit: 'c', ...of },
  { type: 'again', ...of },
  {
    type: 'recorded',
    passed: true,
    commit: 'c',
    rung: { tier: 'opus', effort: 'max' },
    tries: 2,
    costUsd: 1,
    why: '',
    ...of,
  },
  { type: 'left', of: 'one', branch: 'b', commit: 'c' },
  { type: 'exported', branch: 'b', commit: 'c', conflicts: [{ step: 'one', files: ['a'] }] },
];

test('every event is read back as it was written, in order', () => {
  const folder = folderOfOurs();
  const stored = EVENTS.map((event) => appendEvent(folder, event));
  expect(stored.map(({ at: _, ...event }) => event)).toEqual(EVENTS);
  expect(readEvents(folder)).toEqual({ events: stored, passedOver: [] });
});

test('a plan that never ran has no events', () => {
  expect(readEvents(join(folderOfOurs(), 'none'))).toEqual({ events: [], passedOver: [] });
});

const at = '2026-11-20T00:00:00Z';
test.each([
  ['damaged', '{"at":"2026', 'not JSON'],
  ['foreign', `{"at":"${at}","type":"danced"}`, 'type: not a known event'],
  ['not an object', '[]', 'not a JSON object'],
  [
    'of a newer version',
    `{"v":2,"at":"${at}","type":"approved","key":"k"}`,
    'written by a newer version of tierwise',
  ],
  ['without a field', `{"at":"${at}","type":"approved"}`, 'key: expected string, received undefined'],
  ['with a negative cost', JSON.stringify({ at, ...EVENTS[3], costUsd: -1 }), 'costUsd: '],
  ['without a time', '{"type":"approved","key":"k"}', 'at: expected string, received undefined'],
])('a line that is %s is passed over and named; those around it count', (_, line, problem) => {
  const folder = folderOfOurs();
  appendEvent(folder, { type: 'approved', key: 'before' });
  appendFileSync(join(folder, 'events.jsonl'), `${line}\n`);
  appendEvent(folder, { type: 'approved', key: 'after' });
  const { events, passedOver } = readEvents(folder);
  expect(events).toMatchObject([{ key: 'before' }, { key: 'after' }]);
  expect(passedOver).toEqual([
    { file: join(folder, 'events.jsonl'), line: 2, problem: expect.stringContaining(problem) },
  ]);
});

test('a last line that a crash cut off never happened, and nobody is told; the next event has a line of its own', () => {
  const folder = folderOfOurs();
  appendEvent(folder, { type: 'approved', key: 'before' });
  appendFileSync(join(folder, 'events.jsonl'), '{"at":"2026-11-20T00:00:00Z","type":"appr');
  expect(readEvents(folder)).toMatchObject({ events: [{ key: 'before' }], passedOver: [] });
  appendEvent(folder, { type: 'approved', key: 'after' });
  expect(readEvents(folder).events).toMatchObject([{ key: 'before' }, { key: 'after' }]);
});

test('a last line without its end counts when it is whole', () => {
  const folder = folderOfOurs();
  appendEvent(folder, { type: 'approved', key: 'k' });
  const file = join(folder, 'events.jsonl');
  writeFileSync(file, readFileSync(file, 'utf8').trimEnd());
  expect(readEvents(folder)).toMatchObject({ events: [{ key: 'k' }], passedOver: [] });
});

test('a file that cannot be read or written is a problem of the user’s, not a plan that never ran', () => {
  const folder = folderOfOurs();
  mkdirSync(join(folder, 'events.jsonl'));
  expect(() => readEvents(folder)).toThrow('cannot read how far the plan came: it is a folder');
  expect(() => appendEvent(folder, { type: 'approved', key: 'k' })).toThrow(
    'cannot be written: it is a folder. Nothing further was done',
  );
});
