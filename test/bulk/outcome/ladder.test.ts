// Where an item waits, and how it ends, by what each tier answered.
import { expect, test } from 'vitest';
import {
  afterAnswer,
  handUp,
  recall,
  START,
  type TierPasses,
  tiersFrom,
} from '../../../src/bulk/outcome/ladder.ts';
import { doneBy, forReview, labelOf, saidAnswers } from '../../../src/bulk/outcome/outcome.ts';
import type { TierName } from '../../../src/models/table.ts';
import { rung, TAGS } from '../../support/bulk.ts';

const [ERROR, INFO, UNSURE] = [['error'], ['info'], ['unsure']];
const said = (tier: TierName, value: readonly string[] | null, why: string) => ({
  tier,
  model: `${tier}-model`,
  value,
  why,
});
const ABSTAINED = 'no tag fits';
const DISAGREED = 'two passes disagree';
const known = (...ladder: TierPasses[]) => recall(ladder, 'f', TAGS);

test.each<[TierName, TierName[] | null, boolean, TierName[]]>([
  ['haiku', null, true, ['haiku', 'sonnet', 'opus']],
  ['sonnet', null, true, ['sonnet', 'opus']],
  ['opus', null, true, ['opus']],
  ['fable', null, true, ['fable']],
  ['haiku', null, false, ['haiku']],
  ['haiku', ['sonnet', 'fable'], true, ['haiku', 'sonnet', 'fable']],
  ['sonnet', ['haiku', 'sonnet', 'opus'], true, ['sonnet', 'opus']],
  ['haiku', ['opus'], false, ['haiku']],
])('from %s with the ladder %s, escalating %s: %s', (start, ladder, escalates, tiers) => {
  expect(tiersFrom(start, ladder, escalates)).toEqual(tiers);
});

test('without an answer an item starts on the first rung', () => {
  expect(known(rung('haiku', undefined), rung('sonnet', undefined))).toBe(START);
  expect(START).toEqual({ rung: 0, pass: 0, said: [] });
});

test('a stored answer decides, and an abstention goes up with what was said', () => {
  expect(known(rung('haiku', ERROR), rung('sonnet', undefined))).toEqual(doneBy('haiku', ERROR));
  expect(known(rung('haiku', UNSURE), rung('sonnet', undefined))).toEqual({
    rung: 1,
    pass: 0,
    said: [said('haiku', UNSURE, ABSTAINED)],
  });
});

test('after the last tier an item goes to a person, with what every tier said', () => {
  expect(known(rung('haiku', UNSURE), rung('sonnet', UNSURE))).toEqual({
    status: 'review',
    reason: 'haiku, sonnet: no tag fits',
    answers: [said('haiku', UNSURE, ABSTAINED), said('sonnet', UNSURE, ABSTAINED)],
  });
});

test('an answer further up stands above a lower one, where the lower would have decided', () => {
  // Stored by a run with other votes, or by one whose first tier was the higher one.
  expect(known(rung('haiku', ERROR), rung('sonnet', INFO))).toEqual(doneBy('sonnet', INFO));
  expect(known(rung('haiku', ERROR), rung('sonnet', undefined), rung('opus', INFO))).toEqual(
    doneBy('opus', INFO),
  );
  expect(known(rung('haiku', ERROR), rung('sonnet', INFO), rung('opus', ERROR))).toEqual(
    doneBy('opus', ERROR),
  );
});

test('an abstention further up, or one of two passes there, does not stand above an answer', () => {
  expect(known(rung('haiku', ERROR), rung('sonnet', UNSURE))).toEqual(doneBy('haiku', ERROR));
  expect(known(rung('haiku', ERROR), rung('sonnet', INFO, undefined))).toEqual(doneBy('haiku', ERROR));
});

test('an answer further up counts without one below', () => {
  expect(known(rung('haiku', undefined), rung('sonnet', INFO))).toEqual(doneBy('sonnet', INFO));
  expect(known(rung('haiku', undefined), rung('sonnet', UNSURE), rung('opus', undefined))).toEqual({
    rung: 2,
    pass: 0,
    said: [said('sonnet', UNSURE, ABSTAINED)],
  });
});

test('two passes decide when they agree; else both answers go up', () => {
  const above = rung('sonnet', undefined);
  expect(known(rung('haiku', ERROR, undefined), above)).toEqual({ rung: 0, pass: 1, first: ERROR, said: [] });
  expect(known(rung('haiku', ERROR, ERROR), above)).toEqual(doneBy('haiku', ERROR));
  expect(known(rung('haiku', ERROR, INFO), above)).toEqual({
    rung: 1,
    pass: 0,
    said: [said('haiku', ERROR, DISAGREED), said('haiku', INFO, DISAGREED)],
  });
  // The second pass alone says nothing.
  expect(known(rung('haiku', undefined, ERROR), above)).toBe(START);
  // A first pass that abstains needs no second.
  expect(known(rung('haiku', UNSURE, ERROR), above)).toEqual({
    rung: 1,
    pass: 0,
    said: [said('haiku', UNSURE, ABSTAINED)],
  });
});

test('a second pass that abstains sends the item up, and on the last tier to a person', () => {
  const first = { rung: 0, pass: 1, first: ERROR, said: [] };
  const answer = { tier: 'haiku', model: 'haiku-model', value: UNSURE } as const;
  expect(afterAnswer(first, answer, [rung('haiku', ERROR, undefined)], TAGS)).toMatchObject({
    status: 'review',
    reason: 'haiku: no tag fits',
  });
});

test('what was said below is kept on the way up', () => {
  const below = said('haiku', null, 'refused');
  const ladder = [rung('haiku', undefined), rung('sonnet', undefined), rung('opus', undefined)];
  const here = { rung: 1, pass: 0, said: [below] };
  const failed = said('sonnet', null, 'left out');
  expect(handUp(here, [failed], ladder)).toEqual({ rung: 2, pass: 0, said: [below, failed] });
  const answer = { tier: 'sonnet', model: 'sonnet-model', value: INFO } as const;
  expect(afterAnswer(here, answer, ladder, TAGS)).toEqual(doneBy('sonnet', INFO));
});

test('a review names each reason once, with the tiers that gave it', () => {
  const { reason } = forReview([
    said('haiku', ERROR, DISAGREED),
    said('haiku', INFO, DISAGREED),
    said('sonnet', UNSURE, ABSTAINED),
    said('opus', UNSURE, ABSTAINED),
  ]) as { reason: string };
  expect(reason).toBe('haiku: two passes disagree; sonnet, opus: no tag fits');
});

test('a person is shown the answers that name something', () => {
  const answers = [
    said('haiku', ERROR, DISAGREED),
    said('sonnet', UNSURE, ABSTAINED),
    said('opus', null, 'no'),
  ];
  expect(saidAnswers(answers, ABSTAINED)).toEqual([answers[0]]);
});

test('an output record shows the answer and who gave it, or review, or nothing', () => {
  expect(labelOf(doneBy('rules', ERROR))).toMatchObject({ value: ERROR, by: 'rules' });
  expect(labelOf({ status: 'review', reason: 'r', answers: [] })).toEqual({ value: null, by: 'review' });
  expect(labelOf({ status: 'failed', reason: 'r' })).toEqual({ value: null, by: '' });
});

test('tags by the same tier share one object; texts, and other tiers, do not', () => {
  expect(doneBy('haiku', ['error'])).toBe(doneBy('haiku', ['error']));
  expect(doneBy('haiku', ['error'])).not.toBe(doneBy('sonnet', ['error']));
  expect(doneBy('sonnet', ['error'])).toEqual({ status: 'done', value: ['error'], by: 'sonnet' });
  expect(doneBy('haiku', 'a text')).toEqual({ status: 'done', value: 'a text', by: 'haiku' });
  expect(doneBy('haiku', 'a text')).not.toBe(doneBy('haiku', 'a text'));
});

test('of three passes, the third is asked while two agree; the first that differs hands up what each said', () => {
  const top = rung('sonnet', undefined);
  expect(known(rung('haiku', ERROR, ERROR, undefined), top)).toMatchObject({
    rung: 0,
    pass: 2,
    first: ERROR,
  });
  expect(known(rung('haiku', ERROR, ERROR, ERROR), top)).toEqual(doneBy('haiku', ERROR));
  expect(known(rung('haiku', ERROR, ERROR, INFO), top)).toEqual({
    rung: 1,
    pass: 0,
    said: [ERROR, ERROR, INFO].map((value) => said('haiku', value, DISAGREED)),
  });
  expect(known(rung('haiku', ERROR, INFO, undefined), top)).toMatchObject({ rung: 1, pass: 0 });
});
