// A model as a voice: what it costs is reserved before, settled after, and never lost.
import { expect, test } from 'vitest';
import { AskError, type AskRequest, type Backend, type Failure, type Reply } from '../../src/ask/backend.ts';
import { Budget } from '../../src/ask/budget.ts';
import { loadCatalog } from '../../src/models/catalog.ts';
import { NO_USAGE } from '../../src/models/cost.ts';
import { backendRespondent } from '../../src/opinion/backend-respondent.ts';
import type { Circumstances, Prompt } from '../../src/opinion/respondent.ts';

const PROMPT: Prompt = { system: 'Be right.', user: 'Queue?', schema: null };
const REPLY: Reply = {
  id: 'msg_1',
  requestId: 'req_1',
  served: 'claude-opus-5-5',
  text: ' Use a queue. ',
  stop: 'complete',
  usage: { ...NO_USAGE, input: 1000, output: 200 },
  usOnly: false,
  fast: false,
  batch: false,
  rateLimit: null,
};

/** A voice on opus whose backend answers with these, one by one. */
function voiceOf(answers: (Partial<Reply> | Failure)[], more: Partial<Backend> = {}) {
  const requests: AskRequest[] = [];
  const backend: Backend = {
    name: 'api',
    via: 'the test',
    billedTo: 'nobody',
    async ask(request) {
      const answer = answers[requests.push(request) - 1] ?? {};
      if ('failure' in answer) throw new AskError(answer);
      return { ...REPLY, ...answer };
    },
    ...more,
  };
  const catalog = loadCatalog('/nowhere', '/nowhere', {});
  const voice = backendRespondent(
    { name: 'opus', backend, model: 'claude-opus-5-5', effort: 'medium' },
    catalog,
  );
  const ask = (budget: Budget, circumstances: Partial<Circumstances> = {}, prompt = PROMPT) =>
    voice.ask(prompt, {
      budget,
      signal: new AbortController().signal,
      timeoutMs: 1000,
      folder: '/',
      access: 'none',
      onWait: () => {},
      ...circumstances,
    });
  return { voice, ask, requests };
}

test('a finished voice’s cost is settled: it is spent, and nothing of it stays reserved', async () => {
  const budget = new Budget(10);
  const { ask } = voiceOf([]);
  const result = await ask(budget);
  expect(result).toMatchObject({
    text: 'Use a queue.',
    truncated: false,
    call: { id: 'msg_1', requestId: 'req_1' },
  });
  const cost = result.call?.costUsd ?? 0;
  expect(cost).toBeGreaterThan(0);
  expect(budget).toMatchObject({ spentUsd: cost, reservedUsd: 0, uncertainUsd: 0 });
});

test('so a ceiling that holds one worst case lets voices be asked one after the other', async () => {
  const { ask } = voiceOf([]);
  const worst = new Budget(null);
  await voiceOf([{ usage: null }]).ask(worst);
  const budget = new Budget(worst.uncertainUsd * 1.2);
  for (let asked = 0; asked < 3; asked++) expect(await ask(budget)).toHaveProperty('text');
});

test('a reply that does not say what it used keeps its worst case', async () => {
  const budget = new Budget(10);
  const result = await voiceOf([{ usage: null }]).ask(budget);
  expect(result).toMatchObject({ text: 'Use a queue.', call: { usage: null, costUsd: null } });
  expect(budget).toMatchObject({ spentUsd: 0, reservedUsd: 0 });
  expect(budget.uncertainUsd).toBeGreaterThan(0.3);
});

test.each([
  ['was refused before it was billed', { failure: 'stop', message: 'no key' }, 'failed', false],
  ['may have been billed', { failure: 'stop', message: 'lost', maybeBilled: true }, 'failed', true],
  ['the server was too busy for', { failure: 'too-large', message: 'busy', busy: true }, 'limit', false],
] satisfies [string, Failure, string, boolean][])(
  'a request that %s',
  async (_, failure, kind, uncertain) => {
    const budget = new Budget(10);
    expect(await voiceOf([failure]).ask(budget)).toEqual({
      call: null,
      failure: kind,
      message: failure.message,
    });
    expect(budget).toMatchObject({ spentUsd: 0, reservedUsd: 0 });
    expect(budget.uncertainUsd > 0).toBe(uncertain);
  },
);

test('a worst case above the ceiling is not sent', async () => {
  const { ask, requests } = voiceOf([]);
  expect(await ask(new Budget(0.01))).toMatchObject({ call: null, failure: 'ceiling' });
  expect(requests).toHaveLength(0);
});

test('after an abort nothing is sent, and nothing is spent', async () => {
  const { ask, requests } = voiceOf([]);
  const budget = new Budget(10);
  expect(await ask(budget, { signal: AbortSignal.abort() })).toMatchObject({ failure: 'failed' });
  expect(requests).toHaveLength(0);
  expect(budget).toMatchObject({ spentUsd: 0, uncertainUsd: 0, reservedUsd: 0 });
});

test.each([
  [{ stop: 'refused', text: 'No.' }, { failure: 'refused' }],
  [{ text: ' \n' }, { failure: 'empty' }],
  [
    { stop: 'truncated', text: 'Use a' },
    { text: 'Use a', truncated: true },
  ],
] satisfies [Partial<Reply>, object][])('a reply of %j is paid and %j', async (reply, result) => {
  const budget = new Budget(10);
  expect(await voiceOf([reply]).ask(budget)).toMatchObject(result);
  expect(budget.spentUsd).toBeGreaterThan(0);
});

test('where the client asks again for a valid reply, a schema reserves so many worst cases', async () => {
  const uncertain = async (schema: object | null): Promise<number> => {
    const budget = new Budget(null);
    await voiceOf([{ usage: null }], { requestsPerAsk: 5 }).ask(budget, {}, { ...PROMPT, schema });
    return budget.uncertainUsd;
  };
  const [plain, held] = [await uncertain(null), await uncertain({})];
  expect(held / plain).toBeCloseTo(5, 1);
});

test('a bug is thrown on', async () => {
  const { ask } = voiceOf([], {
    ask: () => Promise.reject(new TypeError('a bug')),
  });
  await expect(ask(new Budget(null))).rejects.toThrow('a bug');
});
