// The share of an item's readings that gave its answer: over passes and tiers, and none for what nobody read.
import { expect, test } from 'vitest';
import { agreementIn } from '../../../src/bulk/outcome/agreement.ts';
import { doneBy, forReview } from '../../../src/bulk/outcome/outcome.ts';
import { rung } from '../../support/bulk.ts';

const [ERROR, INFO, UNSURE] = [['error'], ['info'], ['unsure']];

test.each([
  ['two passes agree', [rung('haiku', ERROR, ERROR), rung('sonnet', undefined)], doneBy('haiku', ERROR), 1],
  ['they differ, and the tier above takes one side', [rung('haiku', ERROR, INFO), rung('sonnet', INFO)], doneBy('sonnet', INFO), 0.667],
  ['it takes neither', [rung('haiku', ERROR, UNSURE), rung('sonnet', INFO)], doneBy('sonnet', INFO), 0.333],
  ['a person decided', [rung('haiku', ERROR, ERROR)], doneBy('person', INFO), null],
  ['a rule decided', [rung('haiku', undefined)], doneBy('rules', INFO), null],
  ['nobody did', [rung('haiku', ERROR, INFO)], forReview([]), null],
])('%s', (_, ladder, outcome, share) => {
  expect(agreementIn(ladder)('f', outcome)).toBe(share);
}); // biome-ignore format: one case a line
