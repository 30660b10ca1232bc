// One run that the module answers: the ceiling is the module's own, and no answer is lost or given twice.
import { expect, test } from 'vitest';
import type { LiveAnswer, LivePack } from '../../src/ask/live-protocol.ts';
import { answerRun, type Called, type RunState, worstUsd } from '../../src/live/run.ts';

const pack = (id: number): LivePack => ({
  id,
  model: 'claude-haiku-5-5',
  system: 'Tag it.',
  cacheSystem: false,
  user: `{"id": ${id}, "item": "x"}`,
  maxTokens: 1000,
  effort: 'low',
  timeoutMs: 1000,
});

const USAGE = { input: 100, output: 10, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
const ANSWERED: Called = { text: 'ok', usage: USAGE, served: null, requestId: 'req_1' };

interface World {
  packs: LivePack[];
  ceilingUsd?: number;
  width?: number;
  complete?: (pack: LivePack) => Promise<Called>;
}

/** Plays a command that has these packs and ends once all are answered. */
async function played({ packs, ceilingUsd = 1, width = 4, complete = async () => ANSWERED }: World) {
  const waiting = [...packs];
  const answers: LiveAnswer[] = [];
  const secrets = new Set<unknown>();
  let [inFlight, most] = [0, 0];
  const states: RunState[] = [];
  const state = await answerRun(
    { secret: 'the secret', command: 'bulk-tag' },
    {
      ceilingUsd,
      width,
      onChange: (now) => void states.push({ ...now }),
      door: {
        now: () => Date.UTC(2026, 10, 21),
        sleep: () => new Promise((resolve) => setImmediate(resolve)),
        async post(path, body) {
          const {
            secret,
            room = 0,
            answers: brought = [],
          } = body as {
            secret: string;
            room?: number;
            answers?: LiveAnswer[];
          };
          secrets.add(secret);
          answers.push(...brought);
          await new Promise((resolve) => setImmediate(resolve));
          if (path === '/packs' && answers.length >= packs.length) throw new Error('the command has ended');
          return path === '/packs' ? { packs: waiting.splice(0, room) } : {};
        },
        async complete(one) {
          most = Math.max(most, ++inFlight);
          await new Promise((resolve) => setImmediate(resolve));
          const called = await complete(one);
          inFlight--;
          return called;
        },
      },
    },
  );
  return { state, answers, most, secrets, states };
}

test('every pack is answered once, never more at once than the width, and each request shows the secret', async () => {
  const packs = Array.from({ length: 50 }, (_, id) => pack(id));
  const { state, answers, most, secrets } = await played({ packs });
  expect(answers.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(packs.map(({ id }) => id));
  expect(answers[0]).toMatchObject({ text: 'ok', served: 'claude-haiku-5-5', requestId: 'req_1' });
  expect(most).toBe(4);
  expect([...secrets]).toEqual(['the secret']);
  expect(state).toMatchObject({ answered: 50, failed: 0, inFlight: 0 });
  expect(state.spentUsd).toBeCloseTo((50 * (100 * 0.1 + 10 * 0.5)) / 1e6, 12);
});

test('the ceiling holds even when all that is asked for costs the worst it can', async () => {
  const worst = worstUsd(pack(1), Date.now());
  const dear = { ...USAGE, input: 0, cacheWrite1h: 500, output: 3048 };
  const packs = Array.from({ length: 10 }, (_, id) => pack(id));
  const { state, answers } = await played({
    packs,
    ceilingUsd: worst * 3.5,
    complete: async () => ({ ...ANSWERED, usage: dear }),
  });
  expect(state.spentUsd).toBeLessThanOrEqual(worst * 3.5);
  expect(answers.filter((answer) => 'text' in answer)).toHaveLength(3);
  expect(answers.filter((answer) => 'failure' in answer && answer.failure === 'ceiling')).toHaveLength(7);
});

test('a request that was cut off counts as if it had cost the worst', async () => {
  const { state } = await played({
    packs: [pack(1)],
    complete: async () => ({
      failure: 'aborted',
      status: null,
      message: 'cut',
      usage: { ...USAGE, input: 0, output: 0 },
    }),
  });
  expect(state.spentUsd).toBeCloseTo(worstUsd(pack(1), Date.now()), 9);
});

test('a limit is seen while it lasts', async () => {
  let asked = 0;
  const { states } = await played({
    packs: [pack(1), pack(2)],
    width: 1,
    complete: async () =>
      asked++ ? ANSWERED : { failure: 'api', status: 429, message: 'rate_limit (429)', usage: USAGE },
  });
  expect(states.some(({ limitedAt }) => limitedAt !== null)).toBe(true);
  expect(states.at(-1)).toMatchObject({ limitedAt: null, answered: 1, failed: 1 });
});
