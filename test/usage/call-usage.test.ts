// The tokens of one call: its samplings, each priced by its own prompt, and its advisors. Shapes and sums as the client writes and
// counts them (2.1.329).
import { describe, expect, test } from 'vitest';
import { costUsd, NO_USAGE } from '../../src/models/cost.ts';
import { MODELS } from '../../src/models/table.ts';
import { advisorsIn, samplingsIn, usageIn } from '../../src/usage/call-usage.ts';
import { findCost } from '../../src/usage/transcript-record.ts';
import { assistant } from '../support/transcript.ts';

const sampling = (input: number, more: object = {}) => ({
  type: 'message',
  input_tokens: input,
  output_tokens: 100,
  cache_read_input_tokens: 0,
  cache_creation_input_tokens: 0,
  ...more,
});
const whole = (input: number, output: number, iterations: object[], more: object = {}) => ({
  input_tokens: input,
  output_tokens: output,
  cache_read_input_tokens: 0,
  cache_creation_input_tokens: 0,
  iterations,
  ...more,
});
const advisor = {
  ...sampling(50_000, { output_tokens: 1000 }),
  type: 'advisor_message',
  model: 'claude-opus-5-5',
};

const found = (usage: object, more: object = {}) => {
  const finding = findCost(
    assistant({ id: 'm', model: 'claude-haiku-5-5', usage: usage as never, ...more }),
    '',
  );
  if (finding?.kind !== 'call') throw new Error('no call');
  return finding;
};

describe('samplings', () => {
  test('each is priced by its own prompt: two of 70,000 and 80,000 tokens are no long prompt of 150,000', () => {
    const { call } = found(whole(150_000, 200, [sampling(70_000), sampling(80_000)]));
    expect(call).toMatchObject({ input: 150_000, output: 200, costUsd: expect.closeTo(0.0151, 12) });
    expect(call.samplings).toEqual([
      { input: 70_000, output: 100, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
      { input: 80_000, output: 100, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    ]);
  });

  test('a long one among them costs as such, alone', () => {
    // 120,000 at $0.50 and 100 at $2.50 a million; 30,000 at $0.10 and 100 at $0.50.
    const { call } = found(whole(150_000, 200, [sampling(120_000), sampling(30_000)]));
    expect(call.costUsd).toBeCloseTo(0.06 + 0.00025 + 0.003 + 0.00005, 12);
  });

  test.each([
    ['one alone', whole(150_000, 100, [sampling(150_000)])],
    ['that do not come to the whole', whole(150_000, 200, [sampling(70_000), sampling(70_000)])],
    ['without a count', whole(150_000, 200, [sampling(70_000), sampling(80_000, { output_tokens: null })])],
    ['that are no list', whole(150_000, 200, 'none' as never)],
    ['of another kind', whole(150_000, 200, [{ ...sampling(75_000), type: 'x' }, { ...sampling(75_000), type: 'x' }])],
  ])('%s leave the whole as one prompt', (_, usage) => {
    expect(samplingsIn(usage)).toBeUndefined();
    expect(found(usage).call.costUsd).toBeCloseTo(0.075 + usage.output_tokens * 2.5e-6, 12);
  }); // biome-ignore format: one case per line

  test('what was written for an hour may be told of the whole only', () => {
    const written = (tokens: number, hour?: number) => sampling(0, { cache_creation_input_tokens: tokens, ...(hour !== undefined && { cache_creation: { ephemeral_1h_input_tokens: hour } }) });
    const usage = whole(0, 300, [written(100), written(100, 50), written(100)], { cache_creation_input_tokens: 300, cache_creation: { ephemeral_1h_input_tokens: 180 } });
    expect(samplingsIn(usage)?.map(({ cacheWrite1h, cacheWrite5m }) => [cacheWrite1h, cacheWrite5m])).toEqual([
      [100, 0],
      [80, 20],
      [0, 100],
    ]);
  }); // biome-ignore format: one line each

  test('the price of samplings is that of the sum where a price has no step', () => {
    const usage = { ...NO_USAGE, input: 150_000, output: 200, webSearches: 1 };
    const samplings = [70_000, 80_000].map((input) => ({ ...NO_USAGE, input, output: 100 }));
    const at = new Date('2026-11-20');
    const cost = (billing: object) => costUsd(MODELS['claude-opus-5-5'], usage, { at, ...billing });
    expect(cost({ samplings, usOnly: true })).toBeCloseTo(cost({ usOnly: true }) ?? 0, 12);
  });
});

describe('an advisor', () => {
  test('is a line of its own model, beside a call that has its own tokens only', () => {
    const { call, advisors } = found(whole(20_000, 100, [sampling(20_000), advisor]), { session: 's9' });
    expect(call).toMatchObject({ input: 20_000, output: 100, tier: 'haiku', costUsd: expect.closeTo(0.00205, 12) });
    expect(call.samplings).toBeUndefined();
    expect(advisors).toEqual([
      {
        ...{ id: 'm|req_m#advisor1', at: call.at, source: 'subagent', session: 's9', project: call.project },
        ...{ agent: 'advisor', skill: null, requested: 'claude-opus-5-5', served: 'claude-opus-5-5', tier: 'opus' },
        ...{ effort: null, stop: 'end_turn', input: 50_000, output: 1000, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
        ...{ thinking: 0, costUsd: expect.closeTo(0.22, 12), did: '' },
      },
    ]);
  }); // biome-ignore format: one line each

  test('asked twice is two lines; without a model it is none', () => {
    expect(advisorsIn(whole(0, 0, [advisor, advisor]))).toHaveLength(2);
    expect(advisorsIn(whole(0, 0, [{ ...advisor, model: undefined }]))).toEqual([]);
    expect(found(whole(1, 1, [advisor, advisor])).advisors.map(({ id }) => id)).toEqual(['m|req_m#advisor1', 'm|req_m#advisor2']);
  }); // biome-ignore format: one line each

  test('pays for the US where its call does, and not for fast mode', () => {
    const { advisors } = found(whole(1, 1, [advisor], { inference_geo: 'us', speed: 'fast' }));
    expect(advisors[0]).toMatchObject({ usOnly: true, costUsd: expect.closeTo(0.242, 12) });
    expect(advisors[0]).not.toHaveProperty('fast');
  });
});

test('a usage of a gateway, with counts as text, is counted all the same', () => {
  expect(usageIn({ input_tokens: '12', output_tokens: '3', cache_creation_input_tokens: '4' })).toMatchObject({ input: 12, output: 3, cacheWrite5m: 4 });
}); // biome-ignore format: one line
