import { expect, test } from 'vitest';
import type { PassAnswer } from '../../../src/bulk/shards/answers-file.ts';
import { mergeAnswers } from '../../../src/bulk/shards/merge.ts';

const said = (
  fingerprint: string,
  tag: string,
  tier: PassAnswer['tier'] = 'haiku',
  pass: string = tier,
): PassAnswer => ({
  ...{ pass, fingerprint, tier, model: `${tier}-1`, served: `${tier}-1`, tags: [tag] },
});
const NONE = { above: 0, byMost: 0, undecided: 0 };

/** Merged in each order: always the same. */
function merged(...sources: PassAnswer[][]) {
  const first = mergeAnswers(sources);
  expect(mergeAnswers([...sources].reverse())).toEqual(first);
  expect(mergeAnswers([...sources.slice(1), ...sources.slice(0, 1)])).toEqual(first);
  return first;
}

test('answers to different items, and the same ones said twice, are no conflict', () => {
  const { answers, differed } = merged(
    [said('b', 'x'), said('a', 'x')],
    [said('a', 'x'), said('a', 'y', 'sonnet')],
  );
  expect(answers).toEqual([said('a', 'x'), said('b', 'x'), said('a', 'y', 'sonnet')]);
  expect(differed).toEqual(NONE);
});

test('where they differ, what most say stands', () => {
  const { answers, differed } = merged([said('a', 'x')], [said('a', 'y')], [said('a', 'y')]);
  expect([answers, differed]).toEqual([[said('a', 'y')], { ...NONE, byMost: 1 }]);
});

test('a higher tier has answered since: what is below is history', () => {
  const { differed } = merged([said('a', 'x')], [said('a', 'y'), said('a', 'z', 'sonnet')]);
  expect(differed).toEqual({ ...NONE, above: 1 });
  const person = merged([said('a', 'x', 'opus')], [said('a', 'y', 'opus'), said('a', 'z', 'person')]);
  expect(person.differed).toEqual({ ...NONE, above: 1 });
});

test('as many say one as another: the same one each time, and it is told', () => {
  const { answers, differed } = merged([said('a', 'y')], [said('a', 'x')]);
  expect([answers, differed]).toEqual([[said('a', 'x')], { ...NONE, undecided: 1 }]);
  const persons = merged([said('a', 'x', 'person')], [said('a', 'y', 'person')]);
  expect(persons.differed).toEqual({ ...NONE, undecided: 1 });
});

test('a second pass is another pass', () => {
  const first = said('a', 'x');
  const second = said('a', 'y', 'haiku', 'haiku-second');
  expect(merged([first], [second])).toEqual({ answers: [first, second], differed: NONE });
});
