// What a session was, by what it did: the first rule that fits.
import { expect, test } from 'vitest';
import type { PricedCall } from '../../src/usage/priced-call.ts';
import { sessionKinds } from '../../src/usage/session-kinds.ts';
import { agentCall, pricedCall } from '../support/priced-calls.ts';

const kind = (...calls: PricedCall[]) => sessionKinds(calls)(calls[0] as PricedCall);
const chat = pricedCall({ did: '' });
const did = (acts: string) => pricedCall({ did: acts });
const bulk = (costUsd: number) => pricedCall({ source: 'bulk', who: 'bulk', costUsd });

test.each<[string, string, PricedCall[]]>([
  ['bulk', 'most money went to bulk runs', [chat, did('edit'), bulk(3)]],
  ['building', 'bulk runs were the smaller part', [did('edit'), bulk(0.5)]],
  ['building', 'a file was changed', [chat, did('edit read')]],
  ['building', 'an agent changed one', [chat, agentCall('helper', { did: 'edit' })]],
  ['building', 'a plan was run', [did('run'), pricedCall({ source: 'plan', who: 'plan' })]],
  ['building', 'what was reviewed was changed', [did('edit'), agentCall('code-reviewer')]],
  ['reviewing', 'a reviewer was asked', [did('read'), agentCall('tierwise:code-reviewer', { did: 'read' })]],
  ['reviewing', 'a second opinion was asked for', [chat, pricedCall({ source: 'opinion', who: 'opinion' })]],
  ['reviewing', 'a skill reviews', [pricedCall({ did: 'read', skill: 'security-review' })]],
  ['planning', 'it was in plan mode', [did('read plan')]],
  ['planning', 'a planner was asked', [chat, agentCall('tierwise:planner', { did: '' })]],
  ['exploring', 'it read', [chat, did('read')]],
  ['exploring', 'it ran something', [did('run')]],
  ['exploring', 'it looked in the web', [did('web')]],
  ['exploring', 'it sent an agent', [did('agent')]],
  ['chat', 'it did none of these', [chat]],
  ['unknown', 'an older ledger does not tell', [pricedCall()]],
])('%s: %s', (expected, _, calls) => {
  expect(kind(...calls)).toBe(expected);
});

test('work outside of a session is what its command is for', () => {
  const outside = (source: PricedCall['source']) => kind(pricedCall({ source, session: null }));
  expect(outside('bulk')).toBe('bulk');
  expect(outside('calibrate')).toBe('bulk');
  expect(outside('opinion')).toBe('reviewing');
  expect(outside('plan')).toBe('building');
  expect(outside('route')).toBe('planning');
});
