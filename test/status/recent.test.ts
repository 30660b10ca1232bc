// The end of the ledger, read by its keys: the same calls as the report counts, as far as a subscription pays for them.
import { expect, test } from 'vitest';
import { recentSpending } from '../../src/status/recent.ts';
import { appendEntries } from '../../src/usage/ledger-entry.ts';
import { sandbox } from '../support/command.ts';
import { agentCall, pricedCall } from '../support/priced-calls.ts';

test("sessions' calls of both months, each once with its last price; direct and unpriced ones are not a plan's", () => {
  const { home } = sandbox();
  const at = '2026-11-01T00:30:00.000Z';
  const twice = pricedCall({ at, costUsd: 1 });
  appendEntries(home, [
    pricedCall({ at: '2026-10-31T23:30:00.000Z', costUsd: 0.25 }),
    pricedCall({ at: '2026-10-01T00:00:00.000Z', costUsd: 9 }),
    twice,
    { ...twice, costUsd: 1.5e-7 },
    agentCall('Explore', { at, costUsd: 2, project: '/"costUsd":7' }),
    pricedCall({ at, source: 'bulk', costUsd: 9 }),
    pricedCall({ at, costUsd: null }),
  ]);
  const found = recentSpending(home, new Date('2026-10-20'), new Date('2026-11-02'));
  expect(found.map(({ usd }) => usd)).toEqual([0.25, 1.5e-7, 2]);
  expect(found[1]?.at).toBe(Date.parse(at));
  expect(recentSpending('/nowhere', new Date(0), new Date())).toEqual([]);
});
