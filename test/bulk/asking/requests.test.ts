// What a reply costs counts against the ceiling as the cloud bills it.
import { expect, test } from 'vitest';
import { Requests } from '../../../src/bulk/asking/requests.ts';
import { newTally } from '../../../src/bulk/asking/tally.ts';
import { loadCatalog } from '../../../src/models/catalog.ts';
import { NO_USAGE } from '../../../src/models/cost.ts';
import { SCHEME } from '../../support/bulk.ts';

test.each([
  ['claude-haiku-5-5', 0.1],
  ['global.anthropic.claude-haiku-5-5', 0.1],
  ['eu.anthropic.claude-haiku-5-5', 0.11],
])('a reply asked of %s costs $%d per million tokens', (model, usd) => {
  const catalog = loadCatalog('/nowhere', '/nowhere', {});
  const tally = newTally();
  const requests = new Requests({
    ...{ task: SCHEME, tier: { ...catalog.tiers.haiku, model }, catalog, tally, cacheSystem: null },
    backend: {},
  });
  const cost = requests.record({
    ...{ id: 'm', requestId: null, served: 'claude-haiku-5-5', text: '', stop: 'complete' },
    ...{ usage: { ...NO_USAGE, input: 100_000 }, usOnly: false, fast: false, batch: false, rateLimit: null },
  });
  expect(cost).toBeCloseTo(usd / 10, 12);
  expect(tally.costUsd).toBeCloseTo(usd / 10, 12);
});
