// What is on disk is checked where it is read: a damaged, foreign or newer record is passed over and named, and a session
// goes on being recorded whatever its transcript or its offsets hold.
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readRecord } from '../../src/records.ts';
import { ingestAll, ingestKnown } from '../../src/usage/catch-up.ts';
import { ingestSession, isProgress } from '../../src/usage/ingest.ts';
import { readLedger } from '../../src/usage/ledger.ts';
import { appendCostStates, appendEntries, type LedgerEntry } from '../../src/usage/ledger-entry.ts';
import { appendOutcomes, readOutcomes } from '../../src/usage/outcomes.ts';
import { ProgressSchema } from '../../src/usage/schemas.ts';
import { SeenSessions } from '../../src/usage/seen.ts';
import type { WorkOutcome } from '../../src/usage/work-outcome.ts';
import { sandbox } from '../support/command.ts';
import { assistant, costState, file } from '../support/transcript.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const entry: LedgerEntry = {
  id: 'm1|r1',
  at: '2026-11-20T10:00:00.000Z',
  source: 'session',
  session: 's1',
  project: '/p',
  agent: null,
  skill: null,
  requested: 'claude-haiku-5-5',
  served: 'claude-haiku-5-5',
  tier: 'haiku',
  effort: 'low',
  input: 1,
  output: 2,
  cacheRead: 3,
  cacheWrite5m: 4,
  cacheWrite1h: 5,
  thinking: 0,
  costUsd: 0.1,
  stop: 'end_turn',
};

const outcome: WorkOutcome = {
  id: 'o1',
  at: entry.at,
  source: 'plan',
  project: '/p',
  kind: 'code',
  executor: 'claude',
  tier: 'haiku',
  effort: 'low',
  tries: 1,
  passed: true,
  costUsd: null,
};

test.each<[string, object | string, string]>([
  ['a newer version', { ...entry, id: 'x', v: 2 }, 'written by a newer version of tierwise'],
  ['a torn line', '{"id":"x"', 'not JSON'],
  ['a list', '[]', 'not a JSON object'],
  ['another program’s record', { key: 'x', at: entry.at }, 'id: expected string, received undefined'],
  ['no id', { ...entry, id: '' }, 'id: '],
  ['a moment that is none', { ...entry, id: 'x', at: '2026-99-99T00:00:00Z' }, 'at: expected a moment'],
  ['a moment without a zone', { ...entry, id: 'x', at: '2026-11-20 10:00' }, 'at: expected a moment'],
  ['a count in words', { ...entry, id: 'x', input: 'many' }, 'input: expected number, received string'],
  ['a negative count', { ...entry, id: 'x', output: -1 }, 'output: '],
  ['a negative price', { ...entry, id: 'x', costUsd: -1 }, 'costUsd: '],
  ['an unknown source', { ...entry, id: 'x', source: 'cron' }, 'source: '],
  ['a session that is a number', { ...entry, id: 'x', session: 7 }, 'session: '],
])('a ledger line with %s is passed over and named; the others count', (_, line, problem) => {
  const home = newFolder();
  appendEntries(home, [entry]);
  const month = join(home, 'ledger', '2026-11.jsonl');
  appendFileSync(month, `\n${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  appendEntries(home, [{ ...entry, id: 'm2|r2' }]);
  const { calls, passedOver } = readLedger(home);
  expect(calls.map(({ id }) => id)).toEqual(['m1|r1', 'm2|r2']);
  expect(passedOver).toEqual([{ file: month, line: 3, problem: expect.stringContaining(problem) }]);
});

test('totals of the client and outcomes are checked in the same way', () => {
  const home = newFolder();
  appendCostStates(home, [{ session: 's1', totalCostUsd: 1, lastCall: null }]);
  const states = join(home, 'ledger', 'cost-state.jsonl');
  appendFileSync(states, '{"session":"s2","totalCostUsd":null,"lastCall":null}\n');
  const { costStates, passedOver } = readLedger(home);
  expect([...costStates.keys()]).toEqual(['s1']);
  expect(passedOver).toEqual([
    { file: states, line: 2, problem: 'totalCostUsd: expected number, received null' },
  ]);

  appendOutcomes(home, [outcome]);
  appendFileSync(
    join(home, 'ledger', 'outcomes.jsonl'),
    `${JSON.stringify({ ...outcome, id: 'o2', v: 9 })}\n`,
  );
  appendOutcomes(home, [{ ...outcome, id: 'o3' }]);
  const named: unknown[] = [];
  expect(readOutcomes(home, (one) => named.push(one)).map(({ id }) => id)).toEqual(['o1', 'o3']);
  expect(named).toEqual([
    expect.objectContaining({ line: 2, problem: 'written by a newer version of tierwise' }),
  ]);
});

test('the report names what it passed over, in one line per file, and ends with 0', async () => {
  const box = sandbox();
  const home = box.env.TIERWISE_HOME as string;
  appendEntries(home, [{ ...entry, at: new Date().toISOString() }]);
  const month = join(home, 'ledger', `${new Date().toISOString().slice(0, 7)}.jsonl`);
  appendFileSync(month, '{"key":"x"}\nnull\n');
  mkdirSync(join(home, 'ledger', 'offsets'));
  writeFileSync(join(home, 'ledger', 'offsets', 's9.json'), '{"transcript":7}');
  mkdirSync(join(home, 'ledger', '2026-01.jsonl'));
  const { code, stdout, stderr } = await box.run(['report']);
  expect(code).toBe(0);
  expect(stdout).toContain('1 call in 1 session');
  expect(stderr.split('\n').filter((line) => line.startsWith('Passed over'))).toEqual([
    `Passed over ${join(home, 'ledger', 'offsets', 's9.json')}: transcript: expected string, received number.`,
    `Passed over ${join(home, 'ledger', '2026-01.jsonl')}: it is a folder.`,
    `Passed over ${month} line 2: id: expected string, received undefined (and 1 more line).`,
  ]);
});

const progress = { transcript: '/t/s1.jsonl', offsets: { 's1.jsonl': 10, 's1/a.jsonl': 0 }, lastCall: 'm1' };
const ODD = [
  undefined,
  null,
  true,
  '',
  'x',
  0,
  1,
  2,
  -1,
  1.5,
  2 ** 53,
  [],
  [1],
  {},
  { a: 1 },
  { a: -1 },
  { a: '1' },
];

test('the hook’s check of offsets accepts exactly what the schema accepts', () => {
  const mutants: unknown[] = [progress, ...ODD];
  for (const field of ['v', 'transcript', 'offsets', 'lastCall', 'passedOver', 'other'])
    for (const value of ODD) mutants.push({ ...progress, [field]: value });
  let accepted = 0;
  for (const mutant of mutants) {
    const text = JSON.stringify(mutant) ?? 'undefined';
    const bySchema = 'record' in readRecord(ProgressSchema, text);
    const byHand = text !== 'undefined' && isProgress(JSON.parse(text));
    expect(byHand, text).toBe(bySchema);
    if (byHand) accepted++;
  }
  expect(accepted).toBeGreaterThan(10);
  expect(accepted).toBeLessThan(mutants.length / 2);
});

test.each([
  ['damaged', '{"transcript"'],
  ['foreign', '{"key":"x","offsets":[]}'],
  ['newer', JSON.stringify({ ...progress, v: 2, offsets: { 's1.jsonl': 1_000_000 } })],
  ['with an impossible place', JSON.stringify({ ...progress, offsets: { 's1.jsonl': -5 } })],
])('%s offsets: the session is read from its start and goes on being recorded', (_, text) => {
  const home = newFolder();
  const transcript = join(home, 's1.jsonl');
  writeFileSync(transcript, file(assistant({ id: 'a' })));
  ingestSession(home, transcript);
  const offsets = join(home, 'ledger', 'offsets', 's1.json');
  writeFileSync(offsets, text);
  expect(ingestKnown(home)).toEqual([{ file: offsets, problem: expect.any(String) }]);
  appendFileSync(transcript, file(assistant({ id: 'b' })));
  ingestSession(home, transcript);
  expect(readLedger(home).calls.map(({ id }) => id)).toEqual(['a|req_a', 'b|req_b']);
  expect(ingestKnown(home)).toEqual([]);
});

/** An assistant record with other values in it, at the top or in its message. */
const with_ = (id: string, top: object, message: object = {}): string => {
  const record = JSON.parse(assistant({ id }));
  return JSON.stringify({ ...record, ...top, message: { ...record.message, ...message } });
};

test('records that other versions or gateways wrote: coerced where that is possible, else counted as passed over', () => {
  const home = newFolder();
  const transcript = join(home, 's1.jsonl');
  const usage = { input_tokens: '12', output_tokens: null, cache_read_input_tokens: -4 };
  writeFileSync(
    transcript,
    file(
      assistant({ id: 'first', at: '2026-11-20T09:00:00.000Z' }),
      with_('strings', {}, { usage }),
      with_('bad-time', { timestamp: 'soon' }),
      with_('no-time', { timestamp: 1_795_000_000 }),
      with_('zone', { timestamp: '2026-11-20T10:00:00+02:00' }),
      with_('odd', { sessionId: 7, cwd: {}, effort: 3, attributionAgent: [], requestedModel: null }),
      with_('no-model', {}, { model: undefined }),
      with_('number-model', {}, { model: 5 }),
      with_('no-id', {}, { id: '' }),
      with_('usage-text', {}, { usage: 'much' }),
      '{"type":"assistant"',
      costState('s1', Number.NaN), // JSON has no such number: it becomes null
      '{"type":"cost-state","sessionId":"s1","totalCostUSD":"0.5"}',
      assistant({ id: 'last', at: '2026-11-20T11:00:00.000Z' }),
    ),
  );
  ingestSession(home, transcript);
  const { calls, costStates, passedOver } = readLedger(home);
  expect(passedOver).toEqual([]);
  const byId = new Map(calls.map((call) => [call.id.replace(/\|.*/, ''), call]));
  expect([...byId.keys()]).toEqual(['first', 'strings', 'bad-time', 'no-time', 'zone', 'odd', 'last']);
  expect(byId.get('strings')).toMatchObject({ input: 12, output: 0, cacheRead: 0 });
  // A call without a moment of its own has that of the call before it.
  expect(byId.get('bad-time')?.at).toBe('2026-11-20T10:00:00.000Z');
  expect(byId.get('zone')?.at).toBe('2026-11-20T08:00:00.000Z');
  expect(byId.get('odd')).toMatchObject({ session: null, project: null, effort: null, agent: null });
  expect(byId.get('odd')?.requested).toBe('claude-opus-5-5');
  expect(costStates.get('s1')?.totalCostUsd).toBe(0.5);
  expect(new SeenSessions(home).uncounted).toBe(6);
  expect(readdirSync(join(home, 'ledger')).sort()).toEqual(['2026-11.jsonl', 'cost-state.jsonl', 'offsets']);
});

test('what cannot be counted is added up over events, and said by the report', async () => {
  const box = sandbox();
  const home = box.env.TIERWISE_HOME as string;
  const transcript = box.write('s1.jsonl', file(assistant(), with_('a', {}, { model: 5 })));
  ingestSession(home, transcript);
  appendFileSync(transcript, file(with_('b', {}, { model: 5 })));
  const { code, stderr } = await box.run(['report', '--since', 'all']);
  expect(code).toBe(0);
  expect(stderr).toContain('Not counted: 2 records of transcripts without a usable model or id.');
});

test('a pipe and a folder in the place of a transcript have nothing new, and keep no other from being read', async () => {
  const home = newFolder();
  const projects = join(home, 'projects', 'p');
  mkdirSync(join(projects, 'folder.jsonl'), { recursive: true });
  expect(spawnSync('mkfifo', [join(projects, 'pipe.jsonl')]).status).toBe(0);
  writeFileSync(join(projects, 's1.jsonl'), file(assistant({ id: 'a' })));
  expect(await ingestAll(home, home)).toBe(3);
  expect(readLedger(home).calls.map(({ id }) => id)).toEqual(['a|req_a']);
  expect(JSON.parse(readFileSync(join(home, 'ledger', 'offsets', 's1.json'), 'utf8')).lastCall).toBe(
    'a|req_a',
  );
});
