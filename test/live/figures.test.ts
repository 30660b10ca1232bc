// Which model the client's figure goes by, and what is in it beside the request's own tokens.
import { expect, test } from 'vitest';
import { isPlain, requestedOf, searchesIn } from '../../src/live/figures.ts';
import { ADVISOR, ADVISOR_USD, COUNTED, counted } from '../support/counted.ts';

test('where another model answered, the one that was asked for is found by its prices', () => {
  // The same tokens at Sonnet's prices.
  const other = counted({ cost_usd: 0.000257 });
  expect(requestedOf(other, ['claude-haiku-5-5', 'claude-sonnet-5-5'])).toBe('claude-sonnet-5-5');
  expect(requestedOf(other, ['claude-opus-5-5'])).toBeNull();
  expect(isPlain(other, 'claude-sonnet-5-5')).toBe(true);
  expect(isPlain(other, 'claude-opus-5-5')).toBe(false);
});

test('an advisor inside it does not hide which model was asked for', () => {
  const other = counted({ cost_usd: 0.000257 + ADVISOR_USD });
  const models = ['claude-opus-5-5', 'claude-sonnet-5-5'];
  expect(requestedOf(other, models)).toBeNull();
  expect(requestedOf(other, models, [ADVISOR])).toBe('claude-sonnet-5-5');
});

test('searches are seen in what was paid for them, and nothing less than one is a search', () => {
  expect(searchesIn(counted({ cost_usd: COUNTED.cost_usd + 0.02 }), COUNTED.model)).toBe(2);
  expect(searchesIn(counted({ cost_usd: COUNTED.cost_usd + 0.008 }), COUNTED.model)).toBe(0);
  expect(searchesIn(counted(), COUNTED.model)).toBe(0);
});

test('a model without a known price explains nothing', () => {
  expect(isPlain(counted(), 'somebody-s-own')).toBe(false);
  expect(requestedOf(counted(), ['somebody-s-own'])).toBeNull();
});
