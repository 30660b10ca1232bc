// An allowance that ends in the middle: the next backend goes on with what is left, and nothing is lost or paid twice.
import fc from 'fast-check';
import pLimit from 'p-limit';
import { expect, test } from 'vitest';
import { AskError, type AskRequest, type Backend, type Failure } from '../../../src/ask/backend.ts';
import { Budget } from '../../../src/ask/budget.ts';
import { fallbackBackend } from '../../../src/ask/fallback.ts';
import { Pacer } from '../../../src/ask/pacing.ts';
import { Requests } from '../../../src/bulk/asking/requests.ts';
import { sendPack } from '../../../src/bulk/asking/send-pack.ts';
import { newTally } from '../../../src/bulk/asking/tally.ts';
import { loadCatalog } from '../../../src/models/catalog.ts';
import { NO_USAGE } from '../../../src/models/cost.ts';
import { SCHEME } from '../../support/bulk.ts';

/** A backend in memory that answers so many requests, then fails like that. */
function backend(name: string, answers: number, then: Failure): Backend & { answered: string[] } {
  const answered: string[] = [];
  return {
    ...{ name, via: name, billedTo: `${name}'s account`, firstWaitMs: 0.01, answered },
    async ask({ user, model }: AskRequest) {
      await new Promise((resolve) => setImmediate(resolve));
      if (answered.length >= answers) throw new AskError(then);
      answered.push(String(user));
      const ids = [...String(user).matchAll(/"id": ?(\d+)/g)].map(([, id]) => Number(id));
      const text = JSON.stringify({ results: ids.map((id) => ({ id, tags: ['info'] })) });
      const usage = { ...NO_USAGE, input: 1000, output: 10 };
      return {
        ...{ id: crypto.randomUUID(), requestId: null, served: model, text, stop: 'complete', usage },
        ...{ usOnly: false, fast: false, batch: false, rateLimit: null },
      };
    },
  };
}

/** Sends so many packs of three items, so many at once. */
async function send(backends: readonly Backend[], packs: number, atOnce: number) {
  const told: string[] = [];
  const list = fallbackBackend(backends, (line) => told.push(line));
  const catalog = loadCatalog('/nowhere', '/nowhere', {});
  const [tally, limit, budget] = [newTally(), pLimit(atOnce), new Budget(1)];
  const requests = new Requests({
    ...{ task: SCHEME, tier: catalog.tiers.haiku, catalog, backend: list, tally, cacheSystem: null },
  });
  const signal = new AbortController().signal;
  const options = { backend: list, requests, budget, tally, pacer: new Pacer(1), signal };
  const items = (pack: number) => ['a', 'b', 'c'].map((text) => ({ text: `${text} of ${pack}` }));
  const readings = await Promise.allSettled(
    Array.from({ length: packs }, (_, pack) => limit(() => sendPack(items(pack), options))),
  );
  return { readings, list, told, tally, budget };
}

const EXHAUSTED: Failure = { failure: 'stop', message: 'the allowance is used up', exhausted: true };
const OVERLOADED: Failure = { failure: 'again', message: 'overloaded', busy: true };
const NEVER = Number.POSITIVE_INFINITY;

test('200 allowances that end somewhere: every pack is answered, and billed once', async () => {
  const cases = fc.record({
    packs: fc.integer({ min: 1, max: 9 }),
    atOnce: fc.integer({ min: 1, max: 4 }),
    first: fc.integer({ min: 0, max: 8 }),
    second: fc.integer({ min: 0, max: 4 }),
  });
  let injected = 0;
  await fc.assert(
    fc.asyncProperty(cases, async ({ packs, atOnce, first, second }) => {
      const [a, b, c] = [
        backend('a', Math.min(first, packs - 1), EXHAUSTED),
        backend('b', second, EXHAUSTED),
        backend('c', NEVER, EXHAUSTED),
      ];
      const { readings, list, told, tally, budget } = await send([a, b, c], packs, atOnce);
      injected++;
      expect(readings.every(({ status }) => status === 'fulfilled')).toBe(true);
      const answered = [a, b, c].flatMap((one) => one.answered);
      expect([answered.length, new Set(answered).size, tally.requests]).toEqual([packs, packs, packs]);
      expect(list.standing?.().map(({ requests }) => requests)).toEqual(
        [a, b, c].map((one) => one.answered.length),
      );
      expect(budget.spentUsd).toBeCloseTo(tally.costUsd, 12);
      expect([budget.uncertainUsd, budget.reservedUsd]).toEqual([0, 0]);
      expect(told[0]).toBe(
        "a: the allowance is used up. b goes on with what is left: b, billed to b's account.",
      );
    }),
    { numRuns: 200 },
  );
  expect(injected).toBe(200);
});

test.each<[string, Failure]>([
  ['an outage that outlasts the retries', OVERLOADED],
  ['a server that is not there', { failure: 'unreachable', message: 'no connection' }],
])('%s: the next one goes on, and the list says why', async (_, failure) => {
  const [a, b] = [backend('a', 1, failure), backend('b', NEVER, EXHAUSTED)];
  const { readings, list } = await send([a, b], 3, 3);
  expect(readings.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  expect(list.standing?.()).toMatchObject([
    { name: 'a', requests: 1, left: failure.message },
    { name: 'b', requests: 2, left: null },
  ]);
});

test.each<[string, Failure]>([
  ['a bad key', { failure: 'stop', message: 'The credential was refused' }],
  ['an item that is too large', { failure: 'too-large', message: 'too large' }],
])('%s never bills the next one', async (_, failure) => {
  const [a, b] = [backend('a', 0, failure), backend('b', NEVER, EXHAUSTED)];
  const { readings, list, told } = await send([a, b], 3, 3);
  expect(readings.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect([b.answered, told, list.name]).toEqual([[], [], 'a']);
});

test('a backend keeps to its own most, whoever answered before it', async () => {
  let [inFlight, most] = [0, 0];
  const slow = backend('b', NEVER, EXHAUSTED);
  const counting: Backend = {
    ...slow,
    mostConcurrent: 2,
    async ask(request) {
      most = Math.max(most, ++inFlight);
      return slow.ask(request).finally(() => inFlight--);
    },
  };
  await send([backend('a', 0, EXHAUSTED), counting], 12, 8);
  expect([most, slow.answered.length]).toEqual([2, 12]);
});
