// A request that the client counted → lines of the ledger, to the last fraction of a cent.
import { expect, test } from 'vitest';
import { entriesOf } from '../../src/live/books.ts';
import { ADVISOR, ADVISOR_USD, COUNTED, counted } from '../support/counted.ts';

const PLACE = { session: 's0', project: '/p', agents: new Map([['a8d0', 'tierwise:explorer']]) };
const NOTHING = { requested: null, advisors: [] };

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

test('a request belongs to the session that it names, or else to the one that the module is in', () => {
  expect(entriesOf(counted(), NOTHING, PLACE)[0]?.session).toBe('s1');
  expect(entriesOf(counted({ 'session.id': undefined }), NOTHING, PLACE)[0]?.session).toBe('s0');
});

test('without an id of the request the line has one of its own, so that it counts once', () => {
  expect(entriesOf(counted({ request_id: undefined }), NOTHING, PLACE)[0]?.id).toBe('live:s1:11');
});

test('searches are seen in what was paid for them', () => {
  const [line] = entriesOf(counted({ cost_usd: 0.020514 }), NOTHING, PLACE);
  expect(line).toMatchObject({ webSearches: 2, costUsd: 0.020514 });
});

test('an advisor inside a request is a line of its own, at its own prices', () => {
  const request = counted({ cost_usd: COUNTED.cost_usd + ADVISOR_USD });
  const [own, advisor] = entriesOf(request, { requested: null, advisors: [ADVISOR] }, PLACE);
  expect(own).toMatchObject({ id: 'live|req_3', costUsd: COUNTED.cost_usd });
  expect(advisor).toMatchObject({
    ...{ id: 'live|req_3#advisor1', agent: 'advisor', source: 'subagent', step: 'advisor' },
    ...{ requested: ADVISOR.model, served: ADVISOR.model, tier: 'fable', effort: null },
    ...{ input: 1000, output: 100, cacheRead: 0, thinking: 0 },
  });
  expect(advisor?.costUsd).toBeCloseTo(ADVISOR_USD, 12);
});

test('an organization’s own prices make no advisor: what the client says is what the request cost', () => {
  const lines = entriesOf(counted({ cost_usd: COUNTED.cost_usd * 1.1 }), NOTHING, PLACE);
  expect(lines.map(({ served, costUsd }) => [served, costUsd])).toEqual([['claude-opus-5-5', 0.0005654]]);
});
