// The status line from the client's own input: test/support/status-line.json is what Claude Code 2.1.329 wrote to its status line on a
// subscription login, before and after the first answer (ids and paths replaced).
import { expect, test } from 'vitest';
import { readStatus, type Shown, statusLine } from '../../src/status/line.ts';
import { type Limits, NO_LIMITS } from '../../src/usage/limits.ts';
import INPUTS from '../support/status-line.json' with { type: 'json' };

const AFTER = INPUTS['after it'];
const NOW = new Date((AFTER.prompt_cache.expires_at - 1800) * 1000);
const line = (input: unknown, shown: Partial<Shown> = {}): string => {
  const status = readStatus(input);
  return statusLine(status, {
    now: NOW,
    limits: status.limits,
    budgets: [],
    batches: 0,
    warnings: {},
    ...shown,
  });
};

test("the client's own input: nothing before the first answer, then limits and cache", () => {
  expect(line(INPUTS['before the first answer'])).toBe('sonnet medium · $0');
  expect(line(AFTER)).toBe('sonnet medium · 5h 62% · week 31% · cache warm 30 min');
  expect(readStatus(AFTER)).toMatchObject({
    session: '4f039769',
    project: '/p',
    limits: {
      fiveHour: {
        usedPercent: 62,
        resetsAt: new Date(AFTER.rate_limits.five_hour.resets_at * 1000).toISOString(),
      },
      weekly: { usedPercent: 31 },
    },
  });
});

test('dollars without limits, the budget nearest to its end, batches, a cold cache, a model that is not known', () => {
  const { rate_limits: _, ...onKey } = AFTER;
  const budgets = [
    { name: 'day', limitUsd: 12, spentUsd: 3 },
    { name: 'month', limitUsd: 200, spentUsd: 190 },
  ];
  const shown = { limits: NO_LIMITS, budgets, batches: 2 };
  expect(line({ ...onKey, prompt_cache: { warm: false } }, shown)).toBe(
    'sonnet medium · $0.0059 · month $10.00 left (5%) · cache cold · 2 batches',
  );
  expect(line({ model: { id: 'claude-opus-5-5[1m]' } }, { batches: 1 })).toBe('opus · $0 · 1 batch');
  expect(line({ model: { id: 'gpt-9' } })).toBe('gpt-9 · $0');
});

test('a limit that would be hit says when', () => {
  const limits: Limits = readStatus(AFTER).limits;
  expect(line(AFTER, { limits, warnings: { fiveHour: 1.26, weekly: 26 } })).toContain(
    '5h 62%, full in 1.3 h at this pace · week 31%, full in 26 h at this pace',
  );
  expect(line(AFTER, { limits, warnings: { fiveHour: 0.5 } })).toContain(
    '5h 62%, full in 30 min at this pace',
  );
  expect(line(AFTER, { limits, warnings: { fiveHour: 0 } })).toContain('5h 62%, used up');
});

test.each([
  null,
  [],
  7,
  {},
  { model: 7, cost: { total_cost_usd: '1' }, rate_limits: { five_hour: 1, seven_day: { used_percentage: -1, resets_at: 1 } } },
  { rate_limits: { five_hour: { used_percentage: 5, resets_at: 1e300 } }, prompt_cache: { warm: true } },
])('what is not as expected is not told: %j', (input) => {
  expect(readStatus(input).limits).toEqual(NO_LIMITS);
  expect(line(input)).toBe('$0');
}); // biome-ignore format: one case per line
