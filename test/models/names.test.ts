// One model under all the names by which clouds, gateways and older clients call it.
import { expect, test } from 'vitest';
import { isRegional, matchesName, plainName } from '../../src/models/names.ts';
import { shippedModel } from '../../src/models/table.ts';

const OPUS = 'claude-opus-5-5';
const HAIKU = 'claude-haiku-4-5';
const SONNET35 = 'claude-sonnet-3-5';

test.each([
  // Anthropic's own, and the client's
  [OPUS, OPUS],
  ['claude-opus-5-5[1m]', OPUS],
  ['Claude-Opus-5-5', OPUS],
  ['claude-haiku-4-5-20251001', HAIKU],
  ['claude-haiku-4-5-latest', HAIKU],
  ['claude-sonnet-4-0', 'claude-sonnet-4'],
  ['claude-opus-4-20250514', 'claude-opus-4'],
  // Bedrock
  ['anthropic.claude-haiku-4-5-20251001-v1:0', HAIKU],
  ['us.anthropic.claude-opus-5-5', OPUS],
  ['eu.anthropic.claude-opus-5-5-20260901-v1:0', OPUS],
  ['apac.anthropic.claude-haiku-4-5-20251001-v1:0', HAIKU],
  ['us-gov.anthropic.claude-haiku-4-5-20251001-v1:0', HAIKU],
  ['global.anthropic.claude-haiku-4-5-20251001-v1:0[1m]', HAIKU],
  ['anthropic.claude-3-5-sonnet-20241022-v2:0', SONNET35],
  ['arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-5-5-v1:0', OPUS],
  ['arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0', HAIKU],
  // Vertex
  ['claude-haiku-4-5@20251001', HAIKU],
  ['claude-opus-5-5@default', OPUS],
  ['claude-3-5-sonnet-v2@20241022', SONNET35],
  ['projects/p/locations/us-east5/publishers/anthropic/models/claude-haiku-4-5@20251001', HAIKU],
  // OpenRouter
  ['anthropic/claude-opus-5.5', OPUS],
  ['~anthropic/claude-opus-5.5:thinking', OPUS],
  ['openrouter/anthropic/claude-haiku-4.5:beta', HAIKU],
  ['anthropic/claude-3.5-sonnet', SONNET35],
  ['anthropic/claude-3.7-sonnet:thinking', 'claude-sonnet-3-7'],
  // LiteLLM and other gateways
  ['bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0', HAIKU],
  ['bedrock/converse/eu.anthropic.claude-opus-5-5', OPUS],
  ['bedrock/us-gov-west-1/anthropic.claude-haiku-4-5-20251001-v1:0', HAIKU],
  ['vertex_ai/claude-haiku-4-5@20251001', HAIKU],
  ['azure_ai/claude-opus-5-5', OPUS],
  ['databricks/databricks-claude-opus-5-5', OPUS],
  ['claude-4.5-haiku', HAIKU],
  ['claude-4-5-haiku-latest', HAIKU],
  ['claude-3-haiku-20240307', 'claude-haiku-3'],
  ['claude-3-opus-latest', 'claude-opus-3'],
])('%s is %s', (id, name) => {
  expect(plainName(id)).toBe(name);
  expect(shippedModel(id), id).toBe(shippedModel(name));
  expect(shippedModel(id)).toBeDefined();
});

test.each([
  'claude-opus-9',
  'gpt-5.4',
  'my-claude-opus-5-5-copy',
  'claude-opus-5-5-mini',
  'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4',
  'not-anthropic.claude-opus-5-5x',
  'constructor',
])('%s is no model of the table, and gets no price', (id) => {
  expect(shippedModel(id)).toBeUndefined();
});

test.each([
  ['us.anthropic.claude-opus-5-5', true],
  ['bedrock/eu.anthropic.claude-opus-5-5', true],
  ['anthropic.claude-opus-5-5', true], // in one region, without a profile
  ['arn:aws:bedrock:us-east-1:1:inference-profile/jp.anthropic.claude-opus-5-5', true],
  ['projects/p/locations/us-east5/publishers/anthropic/models/claude-opus-5-5', true],
  ['projects/p/locations/global/publishers/anthropic/models/claude-opus-5-5', false],
  ['global.anthropic.claude-opus-5-5', false],
  ['arn:aws:bedrock:us-east-1:1:inference-profile/global.anthropic.claude-opus-5-5', false],
  ['claude-opus-5-5@20260901', false], // Vertex does not say where
  ['claude-opus-5-5', false],
])('%s is bound to a region: %s', (id, expected) => {
  expect(isRegional(id)).toBe(expected);
});

test('a pattern of the user’s table matches a name as a whole, * standing for anything', () => {
  expect(matchesName('acme-*', 'acme-opus')).toBe(true);
  expect(matchesName('*opus*', 'my/opus-5')).toBe(true);
  expect(matchesName('ACME-*', 'acme-opus')).toBe(true);
  expect(matchesName('acme-*', 'not-acme-opus')).toBe(false);
  expect(matchesName('a.c', 'abc')).toBe(false);
});
