// What the client says of a request → lines of the ledger, to the last fraction of a cent.
import { expect, test } from 'vitest';
import {
  AskedByPlugins,
  advisorsOf,
  type Counted,
  entriesOf,
  readCounted,
  requestedOf,
  unexplained,
} from '../../src/live/books.ts';

// As 2.1.329 says it.
const RECORD = {
  'session.id': 's1',
  'event.timestamp': '2026-11-21T20:09:02.646Z',
  'event.sequence': 11,
  model: 'claude-opus-5-5',
  input_tokens: 11,
  output_tokens: 7,
  cache_read_tokens: 100,
  cache_creation_tokens: 50,
  cache_creation_5m_tokens: 30,
  cache_creation_1h_tokens: 20,
  cost_usd: 0.000514,
  duration_ms: 39,
  request_id: 'req_3',
  speed: 'normal',
  query_source: 'agent:builtin:Explore',
  effort: 'medium',
  agent_id: 'a8d0',
};
const PLACE = { session: 's1', project: '/p', agents: new Map([['a8d0', 'tierwise:explorer']]) };
const NOTHING = { requested: null, advisors: [] };

function counted(more: object = {}): Counted {
  const found = readCounted('api_request', { ...RECORD, ...more });
  if (!found) throw new Error('not read');
  return found;
}

test('a request is one line: who, which step, effort, model, all kinds of tokens, and what it cost', () => {
  expect(entriesOf(counted(), NOTHING, PLACE)).toEqual([
    {
      ...{
        id: 'live|req_3',
        at: '2026-11-21T20:09:02.646Z',
        source: 'subagent',
        session: 's1',
        project: '/p',
      },
      ...{ agent: 'tierwise:explorer', skill: null, step: 'agent:builtin:Explore' },
      ...{ requested: 'claude-opus-5-5', served: 'claude-opus-5-5', tier: 'opus', effort: 'medium' },
      ...{ input: 11, output: 7, cacheRead: 100, cacheWrite5m: 30, cacheWrite1h: 20, thinking: 0 },
      ...{ costUsd: 0.000514, stop: null },
    },
  ]);
});

test('an agent whose start nobody saw has its name from the step; the main thread has none', () => {
  const [line] = entriesOf(counted({ agent_id: 'unseen' }), NOTHING, PLACE);
  expect(line?.agent).toBe('Explore');
  const [main] = entriesOf(counted({ agent_id: undefined, query_source: 'compact' }), NOTHING, PLACE);
  expect(main).toMatchObject({ agent: null, source: 'session', step: 'compact' });
});

test('what is not about a request, or names no model, is no line', () => {
  expect(readCounted('tool_result', RECORD)).toBeNull();
  expect(readCounted('api_request', { ...RECORD, model: 7 })).toBeNull();
  expect(readCounted('api_request', null)).toBeNull();
});

test('without an id of the request the line has one of its own, so that it counts once', () => {
  expect(entriesOf(counted({ request_id: undefined }), NOTHING, PLACE)[0]?.id).toBe('live:s1:11');
});

test('searches are seen in what was paid for them', () => {
  const [line] = entriesOf(counted({ cost_usd: 0.020514 }), NOTHING, PLACE);
  expect(line).toMatchObject({ webSearches: 2, costUsd: 0.020514 });
});

test('where another model answered, the one that was asked for is found by its prices', () => {
  // The tokens above at Sonnet's prices.
  const other = counted({ cost_usd: 0.000257 });
  expect(requestedOf(other, ['claude-haiku-5-5', 'claude-sonnet-5-5'])).toBe('claude-sonnet-5-5');
  expect(requestedOf(other, ['claude-opus-5-5'])).toBeNull();
  expect(unexplained(other, 'claude-sonnet-5-5')).toBe(0);
});

const ADVISOR_USAGE = {
  input: 1000,
  output: 100,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  thinking: 0,
  webSearches: 0,
};

test('an advisor inside it does not hide which model was asked for', () => {
  const other = counted({ cost_usd: 0.012257 });
  const models = ['claude-opus-5-5', 'claude-sonnet-5-5'];
  expect(requestedOf(other, models)).toBeNull();
  const advisors = [{ model: 'claude-fable-5-2', usage: ADVISOR_USAGE }];
  expect(requestedOf(other, models, advisors)).toBe('claude-sonnet-5-5');
});

test('an advisor inside a request is a line of its own, at its own prices', () => {
  // 1,000 tokens in and 100 out of Fable: 0.008 + 0.004.
  const request = counted({ cost_usd: 0.012514 });
  expect(unexplained(request)).toBeCloseTo(0.012, 9);
  const advisors = [{ model: 'claude-fable-5-2', usage: ADVISOR_USAGE }];
  const [own, advisor] = entriesOf(request, { requested: null, advisors }, PLACE);
  expect(own).toMatchObject({ id: 'live|req_3', costUsd: 0.000514 });
  expect(advisor).toMatchObject({
    ...{
      id: 'live|req_3#advisor1',
      agent: 'advisor',
      source: 'subagent',
      step: 'advisor',
      served: 'claude-fable-5-2',
      input: 1000,
      output: 100,
    },
  });
  expect(advisor?.costUsd).toBeCloseTo(0.012, 12);
});

test('one of which only the cost is known keeps that cost', () => {
  const [own, advisor] = entriesOf(counted({ cost_usd: 0.012514 }), NOTHING, PLACE);
  expect(own?.costUsd).toBe(0.000514);
  expect(advisor).toMatchObject({ isSum: true, costUsd: 0.012, served: 'advisor', tier: null });
});

test('the transcript has the advisor’s tokens, under the id of the request', () => {
  const usage = {
    iterations: [
      { type: 'message' },
      { type: 'advisor_message', model: 'claude-fable-5-2', input_tokens: 3 },
    ],
  };
  const lines = [
    { requestId: 'req_2', message: { usage } },
    {
      requestId: 'req_3',
      message: { usage: { ...usage, iterations: [{ ...usage.iterations[1], input_tokens: 5 }] } },
    },
    'torn',
  ];
  const transcript = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  expect(advisorsOf(transcript, 'req_3')).toMatchObject([{ model: 'claude-fable-5-2', usage: { input: 5 } }]);
  expect(advisorsOf(transcript, 'req_9')).toEqual([]);
});

test('what plugins ask: ours are told by the command that runs, others are lines, whichever comes first', () => {
  const plugins = new AskedByPlugins();
  const ours = counted();
  const theirs = counted({ input_tokens: 12, request_id: 'req_4' });
  plugins.add(ours, 0);
  expect(plugins.own(ours.usage)).toBe(ours);
  expect(plugins.own(ours.usage)).toBeNull();
  plugins.owe(ours.usage); // answered before the client said so
  plugins.add(ours, 1);
  plugins.add(theirs, 1);
  expect(plugins.others(1)).toEqual([]);
  expect(plugins.others(2)).toEqual([theirs]);
  expect(plugins.others(2)).toEqual([]);
});
