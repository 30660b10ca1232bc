// What the report's page says beside its calls: the same weeks under a policy, from delegations priced by hand. Opus 5.5 is $4 per
// million tokens of input, Sonnet 5.5 $2, Haiku 5.5 $0.10.
import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/models/catalog.ts';
import { pageHead } from '../../src/report/page-data.ts';
import { inForce, NO_POLICY } from '../../src/routing/in-force.ts';
import { NO_LIMITS } from '../../src/usage/limits.ts';
import { buildReport } from '../../src/usage/report.ts';
import type { WorkOutcome } from '../../src/usage/work-outcome.ts';
import { TIERS } from '../../src/view/report/data.ts';
import { agentCall, HAIKU, pricedCall } from '../support/priced-calls.ts';

const AT = '2026-11-20T12:00:00.000Z';
const catalog = loadCatalog('/nowhere', '/nowhere', {});
const onOpus = agentCall('general-purpose', { at: AT, input: 50_000 });
const onHaiku = agentCall('Explore', { at: AT, input: 50_000, ...HAIKU });

const outcome = (passed: boolean, tier: 'haiku' | 'opus'): WorkOutcome => ({
  ...{ id: `${tier}-${passed}`, at: AT, source: 'plan', project: '/p', kind: 'code', executor: 'claude' },
  ...{ tier, effort: 'low', tries: 1, passed, costUsd: 0.1 },
});

function head(limits = NO_LIMITS) {
  const books = { calls: [onOpus, onHaiku], threads: new Map(), costStates: new Map() };
  const delegated = [onOpus, onHaiku].map((call) => ({
    ...{ agent: call.who, session: 's1', at: AT, calls: [call], ended: true },
    text: call === onOpus ? 'Implement pagination in the list' : '',
  }));
  const facts = {
    ...{ from: null, to: new Date('2026-11-21T00:00:00.000Z'), catalog, declaredTiers: new Map() },
    routing: { policy: inForce(NO_POLICY, NO_POLICY).policy, delegated, records: [] },
    outcomes: [outcome(true, 'haiku'), outcome(false, 'haiku'), outcome(true, 'opus')],
  };
  const report = buildReport(books, facts);
  const calls = [onOpus, onHaiku, pricedCall({ at: AT, source: 'bulk', who: 'bulk' })];
  return pageHead({ report, facts, calls, isSingle: true, limits, kept: [] });
}

test('each policy is held against the same delegations; a ceiling moves what is above it and raises nothing', () => {
  const { policies, held } = head().whatIf;
  expect(policies.map(({ name, moves }) => [name, moves.length])).toEqual([
    ['the default policy', 1],
    ['nothing above sonnet', 1],
    ['nothing above haiku', 1],
  ]);
  expect(policies.map(({ moves }) => moves[0]?.otherwiseUsd)).toEqual(
    [0.1, 0.1, 0.005].map((usd) => expect.closeTo(usd, 10)),
  );
  expect(policies[0]?.moves[0]?.actualUsd).toBeCloseTo(0.2, 10);
  // What opus did says nothing of what a lower tier holds.
  expect(held).toEqual({ passed: 1, of: 2 });
});

test('a limit names what each tier cost since it began; direct calls are not in it', () => {
  const window = (resetsAt: string) => ({ ...NO_LIMITS, fiveHour: { usedPercent: 40, resetsAt } });
  const usd = (resetsAt: string) => head(window(resetsAt)).limits[0]?.usdByTier[TIERS.indexOf('opus')];
  expect(usd('2026-11-20T16:00:00.000Z')).toBe(1);
  expect(usd('2026-11-20T17:00:01.000Z')).toBe(0);
});
