// The books of one session: what is written when, and who advised inside a request.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Accounts } from '../../../src/live/account.ts';
import { Books } from '../../../src/live/module/books.ts';
import type { Stepped } from '../../../src/live/waiting.ts';
import type { LedgerEntry } from '../../../src/usage/ledger-entry.ts';
import { ADVISOR, ADVISOR_USD, COUNTED, costState, transcriptLine, USED } from '../../support/counted.ts';

beforeEach(() => void vi.useFakeTimers({ now: Date.parse(COUNTED['event.timestamp']), toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());
const later = (ms: number): void => void vi.setSystemTime(Date.now() + ms);

/** Books on a disk of their own. */
function session() {
  const files: Record<string, string> = {};
  const writes: string[] = [];
  let isFull = false;
  const books = new Books(
    {
      append: async (file, text) => {
        if (isFull) throw new Error('no space left');
        writes.push(file);
        files[file] = (files[file] ?? '') + text;
      },
      spentUsd: async () => 0,
      transcript: async () => '/t/s1.jsonl',
      size: async (file) => Buffer.byteLength(files[file] ?? ''),
      readFrom: async (file, offset, length) => {
        const text = files[file];
        if (text === undefined) throw new Error('no such file');
        return Buffer.from(text)
          .subarray(offset, offset + length)
          .toString();
      },
    },
    { home: '/h', session: 's1', project: '/p', agents: new Map(), accounts: new Accounts() },
  );
  return {
    books,
    files,
    writes,
    full: (now: boolean) => {
      isFull = now;
    },
    count: (more: object = {}) => books.counted('api_request', { ...COUNTED, ...more }),
    /** Every id with what its last line says, as readers count it. */
    ledger: () => {
      const lines = (files['/h/ledger/2026-11.jsonl'] ?? '').split('\n').filter(Boolean);
      const entries = lines.map((line) => JSON.parse(line) as LedgerEntry);
      const last = new Map(entries.map(({ id, requested, costUsd }) => [id, `${requested} ${costUsd}`]));
      return { lines: lines.length, last: Object.fromEntries(last) };
    },
  };
}

const MAIN = { agent_id: undefined, query_source: 'sdk' };
const ADVISED = { cost_usd: COUNTED.cost_usd + ADVISOR_USD };
const STEP: Stepped = {
  ...{ requested: 'claude-opus-5-5', served: 'claude-opus-5-5', usage: USED, agentId: undefined, used: null },
};
const BOTH_LINES = {
  'live|req_3': 'claude-opus-5-5 0.000514',
  'live|req_3#advisor1': `claude-fable-5-2 ${ADVISOR_USD}`,
};

test('a request that its tokens explain is written with the next ones, once its step has been heard', async () => {
  const { books, count, ledger } = session();
  count(MAIN);
  await books.flush();
  expect(ledger().lines).toBe(0);
  books.stepped(STEP);
  await books.flush();
  expect(ledger().last).toEqual({ 'live|req_3': 'claude-opus-5-5 0.000514' });
  later(10_000);
  await books.flush(true);
  expect(ledger().lines).toBe(1);
});

test('an advisor of the main conversation stands in the transcript, however late that is written', async () => {
  const { books, files, count, ledger } = session();
  count({ ...MAIN, ...ADVISED });
  books.stepped(STEP);
  later(4000);
  await books.flush();
  expect(ledger().lines).toBe(0);
  files['/t/s1.jsonl'] = `${transcriptLine('req_3', [], { output_tokens: 1 })}\n`; // as it was when the answer began
  await books.flush();
  expect(ledger().lines).toBe(0);
  files['/t/s1.jsonl'] += `${transcriptLine('req_3', [ADVISOR])}\n`;
  await books.flush();
  expect(ledger().last).toEqual(BOTH_LINES);
});

test('one whose transcript is later still is written without it, lest it be lost, and put right then', async () => {
  const { books, files, count, ledger } = session();
  count({ ...MAIN, ...ADVISED });
  books.stepped(STEP);
  later(5000);
  for (let times = 0; times < 3; times++) await books.flush();
  expect(ledger()).toEqual({ lines: 1, last: { 'live|req_3': 'claude-opus-5-5 0.012514' } });
  expect(books.unwritten()).toEqual([]);
  later(600_000);
  files['/t/s1.jsonl'] = `${transcriptLine('req_3', [ADVISOR])}\n`;
  await books.flush();
  expect(ledger().last).toEqual(BOTH_LINES);
  expect(books.sums.costUsd).toBeCloseTo(0.012514, 12);
});

test('an advisor of an agent is told by what the agent has used, though no transcript has it', async () => {
  const { books, count, ledger } = session();
  const used = [
    { ...USED, model: 'claude-opus-5-5' },
    { ...ADVISOR.usage, model: ADVISOR.model },
  ];
  count(ADVISED);
  books.stepped({ ...STEP, agentId: 'a8d0', used });
  await books.flush();
  expect(ledger().last).toEqual(BOTH_LINES);
});

test('so it is where the client counts a step after it was answered', async () => {
  const { books, count, ledger } = session();
  const used = [
    { ...USED, model: 'claude-opus-5-5' },
    { ...ADVISOR.usage, model: ADVISOR.model },
  ];
  books.stepped({ ...STEP, agentId: 'a8d0', used });
  count(ADVISED);
  // The next one of the same agent, without an advisor, as a gateway's other model answered it.
  const doubled = { input: 22, output: 14, cacheRead: 200, cacheWrite5m: 60, cacheWrite1h: 40 };
  const usedNow = [{ ...doubled, model: 'claude-opus-5-5' }, ...used.slice(1)];
  books.stepped({ ...STEP, requested: 'claude-sonnet-5-5', agentId: 'a8d0', used: usedNow });
  count({ request_id: 'req_4', cost_usd: 0.000257 });
  await books.flush();
  expect(ledger().last).toEqual({ ...BOTH_LINES, 'live|req_4': 'claude-sonnet-5-5 0.000257' });
});

test('an agent that has used nothing beside has no advisor, whatever the figure goes by', async () => {
  const { books, count, ledger } = session();
  count({ cost_usd: 0.0005654 });
  books.stepped({ ...STEP, agentId: 'a8d0', used: [{ ...USED, model: 'claude-opus-5-5' }] });
  await books.flush();
  expect(ledger().last).toEqual({ 'live|req_3': 'claude-opus-5-5 0.0005654' });
});

test('what a session that goes on has said before is not read again', async () => {
  const { books, files, count, ledger } = session();
  files['/t/s1.jsonl'] = `${transcriptLine('req_3', [ADVISOR])}\n`;
  await books.begin();
  count({ ...MAIN, ...ADVISED });
  books.stepped(STEP);
  await books.flush();
  expect(ledger().lines).toBe(0);
});

test('at the end all is written at once, with what the transcript has by then', async () => {
  const { books, files, writes, count, ledger } = session();
  count({ ...MAIN, ...ADVISED });
  count({ ...MAIN, request_id: 'req_4', query_source: 'compact' });
  count({ ...MAIN, request_id: 'req_5', query_source: 'plugin_model_complete' });
  files['/t/s1.jsonl'] = `${transcriptLine('req_3', [ADVISOR])}\n`;
  await books.flush(true);
  expect(writes).toHaveLength(1);
  expect(ledger().last).toEqual({
    ...BOTH_LINES,
    'live|req_4': 'claude-opus-5-5 0.000514',
    'live|req_5': 'claude-opus-5-5 0.000514',
  });
});

test('what cannot be written is tried again, and counts as not written until then', async () => {
  const { books, full, count, ledger } = session();
  full(true);
  count({ ...MAIN, query_source: 'compact' });
  await books.flush();
  expect(books.unwritten()).toHaveLength(1);
  full(false);
  await books.flush();
  expect([ledger().lines, books.unwritten()]).toEqual([1, []]);
});

// An answer that was interrupted: one token of it was counted when it began.
const CUT: Stepped = { ...STEP, usage: { ...USED, output: 1 } };

test('an interrupted step, which the client does not tell of, is a line under its own id; its dollars are right at the end', async () => {
  const { books, files, count, ledger } = session();
  await books.begin();
  count(MAIN);
  books.stepped(STEP);
  books.stepped(CUT);
  await books.flush();
  expect(ledger().last).toEqual({ 'live|req_3': 'claude-opus-5-5 0.000514' });
  later(3000);
  const lines = [transcriptLine('req_3'), transcriptLine('req_4', [], { output_tokens: 1 })];
  files['/t/s1.jsonl'] = `${lines.join('\n')}\n`;
  await books.flush();
  expect(ledger().last['live|req_4']).toBe('claude-opus-5-5 0.000394');
  files['/t/s1.jsonl'] += `${costState('s1', { 'claude-opus-5-5': 0.002 })}\n`;
  await books.flush(true);
  expect(ledger().last).toEqual({
    'live|req_3': 'claude-opus-5-5 0.000514',
    'live|req_4': 'claude-opus-5-5 0.001486',
  });
  await books.flush(true);
  expect(ledger().lines).toBe(3);
});

test('a step that the client counts a little later was not interrupted', async () => {
  const { books, count, ledger } = session();
  books.stepped(STEP);
  later(1500);
  await books.flush();
  count(MAIN);
  later(10_000);
  await books.flush(true);
  expect(ledger()).toEqual({ lines: 1, last: { 'live|req_3': 'claude-opus-5-5 0.000514' } });
});

test('requests of our own runs are told by the command, so the end adds nothing for them, whether or not the client tells of them', async () => {
  const { books, files, count, ledger } = session();
  await books.begin();
  const haiku = { model: 'claude-haiku-5-5', query_source: 'plugin_model_complete' };
  count({ ...MAIN, ...haiku });
  expect(books.own('claude-haiku-5-5', USED)?.requestId).toBe('req_3');
  expect(books.own('claude-haiku-5-5', USED)).toBeNull();
  const spentUsd = books.sums.costUsd;
  files['/t/s1.jsonl'] = `${costState('s1', { 'claude-haiku-5-5': spentUsd })}\n`;
  await books.flush(true);
  expect([spentUsd > 0, ledger().lines]).toEqual([true, 0]);
});

test('all that was never told is one write: a client that ends leaves no time for more', async () => {
  const { books, files, writes } = session();
  books.beginAtZero();
  files['/t/s1.jsonl'] = `${costState('s1', { 'claude-opus-5-5': 0.1, 'claude-haiku-5-5': 0.2 })}\n`;
  await books.flush(true);
  expect(writes).toHaveLength(1);
});

test('what was answered in the last moment is written as the client has counted it', async () => {
  const { books, files, count, ledger } = session();
  await books.begin();
  count({ ...MAIN, query_source: 'compact' });
  files['/t/s1.jsonl'] = `${costState('s1', { 'claude-opus-5-5': 0.000514, 'claude-haiku-5-5': 0.0004 })}\n`;
  await books.flush(true);
  const id = 'live:s1:2026-11-21T20:09:02.646Z:claude-haiku-5-5';
  expect(ledger().last).toEqual({
    'live|req_3': 'claude-opus-5-5 0.000514',
    [id]: 'claude-haiku-5-5 0.0004',
  });
});

test('an interrupted agent’s answer, of which no step was heard, is what the transcript’s readers take it for', async () => {
  const { books, files, count, ledger } = session();
  books.beginAtZero(); // as after a /clear
  books.asks('claude-opus-5-5', 'a8d0');
  count();
  const { message } = JSON.parse(transcriptLine('req_9'));
  const cut = { type: 'assistant', message: { ...message, id: 'msg_9', model: 'claude-opus-5-5' } };
  files['/t/s1/subagents/agent-a8d0.jsonl'] = `${transcriptLine('req_3')}\n${JSON.stringify(cut)}\n`;
  files['/t/s1.jsonl'] = `${costState('s1', { 'claude-opus-5-5': 0.001514 })}\n`;
  await books.flush(true);
  expect(ledger().last).toEqual({
    'live|req_3': 'claude-opus-5-5 0.000514',
    msg_9: 'claude-opus-5-5 0.001',
  });
});

test('what the client tells after all is not counted twice', async () => {
  const { books, files, count, ledger } = session();
  books.beginAtZero();
  files['/t/s1.jsonl'] = `${costState('s1', { 'claude-opus-5-5': 0.000514 })}\n`;
  await books.flush(true);
  const [id] = Object.keys(ledger().last);
  count(MAIN);
  await books.flush(true);
  expect(ledger().last).toEqual({
    [String(id)]: 'claude-opus-5-5 0',
    'live|req_3': 'claude-opus-5-5 0.000514',
  });
});
