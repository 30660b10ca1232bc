// Who advised inside a request: by the transcript, and by what the client tells of an agent.
import { expect, test } from 'vitest';
import { likeness } from '../../src/live/counted.ts';
import { AgentUse, factsIn } from '../../src/live/facts.ts';
import { ADVISOR, transcriptLine, USED } from '../support/counted.ts';

test('a transcript names the model that was asked for, and each advisor with its tokens', () => {
  expect(factsIn(transcriptLine('req_3', [ADVISOR]))).toEqual({
    ...{ id: 'live|req_3', likeness: likeness(USED), requested: 'claude-opus-5-5', served: null },
    advisors: [ADVISOR],
  });
  expect(factsIn(transcriptLine('req_3'))?.advisors).toEqual([]);
});

test('what is torn, or about something else, tells nothing', () => {
  expect(factsIn(transcriptLine('req_3').slice(0, -3))).toBeNull();
  expect(factsIn('{"type":"user","message":{"content":"requestId usage"}}')).toBeNull();
  expect(factsIn('{"type":"assistant","requestId":7,"message":{"usage":{}}}')).toBeNull();
});

const OPUS = { ...USED, model: 'claude-opus-5-5' };
const ADVICE = { ...ADVISOR.usage, model: 'claude-fable-5-2' };
const { thinking: _, webSearches: __, ...ADVISED } = ADVICE;

test('what an agent has used beside its requests is its advisors’, also one on its own model', () => {
  const use = new AgentUse();
  use.add('a', OPUS.model, USED);
  expect(use.beside('a', [OPUS])).toEqual([]);
  use.add('a', OPUS.model, USED);
  const twice = { ...OPUS, input: 22, output: 14, cacheRead: 200, cacheWrite5m: 60, cacheWrite1h: 40 };
  expect(use.beside('a', [twice, ADVISED])).toEqual([ADVISOR]);
  use.add('a', OPUS.model, USED);
  const thrice = { ...OPUS, input: 1033, output: 121, cacheRead: 300, cacheWrite5m: 90, cacheWrite1h: 60 };
  expect(use.beside('a', [thrice, ADVISED])).toEqual([{ ...ADVISOR, model: OPUS.model }]);
});

test('agents are told apart, and one that was not told of in full is known from there on', () => {
  const use = new AgentUse();
  use.add('a', OPUS.model, USED);
  expect(use.beside('b', [OPUS])).toEqual([{ model: OPUS.model, usage: { ...ADVISOR.usage, ...USED } }]);
  expect(use.beside('a', [])).toBeNull();
  use.add('a', OPUS.model, USED);
  use.add('a', OPUS.model, USED);
  expect(use.beside('a', [OPUS])).toBeNull();
  use.add('a', 'claude-haiku-5-5', USED);
  expect(use.beside('a', [OPUS, { ...USED, model: 'claude-haiku-5-5' }])).toEqual([]);
});

test('an agent that outlives a /clear is told of from nothing again', () => {
  const use = new AgentUse();
  use.add('a', OPUS.model, USED);
  use.add('a', OPUS.model, USED);
  use.beside('a', [{ ...OPUS, input: 22, output: 14, cacheRead: 200, cacheWrite5m: 60, cacheWrite1h: 40 }]);
  use.add('a', OPUS.model, USED);
  expect(use.beside('a', [OPUS, ADVISED])).toEqual([ADVISOR]);
});
