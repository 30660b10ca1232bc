// What readings do to groups: an outcome, the next pass, the next tier; and when a whole tier is taken for broken.
import { expect, test } from 'vitest';
import { Advancer } from '../../../src/bulk/asking/advance.ts';
import type { TierPasses } from '../../../src/bulk/outcome/ladder.ts';
import { memoryStore, rung, SCHEME, waiting } from '../../support/bulk.ts';

const reading = (tags: Record<number, string>, problems: Record<number, string> = {}) => ({
  served: 'haiku-20261001',
  values: new Map(Object.entries(tags).map(([index, tag]) => [Number(index), [tag]])),
  problems: new Map(Object.entries(problems).map(([index, why]) => [Number(index), why])),
});

const advancer = (...ladder: TierPasses[]): Advancer =>
  new Advancer({ task: SCHEME, ladder, rung: 0, pass: 0 });

test('answers are stored under the tier asked and the model that answered, and decide their groups', () => {
  const store = memoryStore('haiku');
  const desk = advancer({ tier: 'haiku', model: 'haiku-model', passes: [store] });
  const groups = waiting(3, 5);
  expect(desk.advance(groups, reading({ 0: 'error', 2: 'info' }, { 1: 'left out' }))).toEqual([1]);
  expect(groups.map(({ outcome }) => outcome)).toEqual([
    { status: 'done', value: ['error'], by: 'haiku' },
    undefined,
    { status: 'done', value: ['info'], by: 'haiku' },
  ]);
  expect(desk.decidedItems).toBe(10);
  expect(store.appended).toEqual([
    { fingerprint: 'f0', tier: 'haiku', model: 'haiku-model', served: 'haiku-20261001', value: ['error'] },
    { fingerprint: 'f2', tier: 'haiku', model: 'haiku-model', served: 'haiku-20261001', value: ['info'] },
  ]);
});

test('what answers cost is on disk before they are', () => {
  const order: string[] = [];
  const store = memoryStore('haiku');
  const { append } = store;
  store.append = (answers) => {
    order.push('answers');
    return append.call(store, answers);
  };
  const desk = new Advancer({
    ...{ task: SCHEME, rung: 0, pass: 0, ladder: [{ tier: 'haiku', model: 'm', passes: [store] }] },
    beforeStored: () => order.push('cost'),
  });
  desk.advance(waiting(1), reading({ 0: 'error' }));
  expect(order).toEqual(['cost', 'answers']);
});

test('an answer that cannot be stored moves no group', () => {
  const store = memoryStore('haiku');
  store.append = () => {
    throw new Error('the disk is full');
  };
  const groups = waiting(1);
  const desk = advancer({ tier: 'haiku', model: 'm', passes: [store] });
  expect(() => desk.advance(groups, reading({ 0: 'error' }))).toThrow('the disk is full');
  expect(groups[0]?.outcome).toBeUndefined();
  expect(desk.decidedItems).toBe(0);
});

test('an abstention, and a group that is given up, go to the next tier with what was said', () => {
  const groups = waiting(2);
  const desk = advancer(rung('haiku', undefined), rung('sonnet', undefined));
  desk.advance(groups, reading({ 0: 'unsure' }));
  desk.giveUp(groups[1] as never, 'the reply left it out');
  expect(groups.map(({ ladderPosition }) => ladderPosition)).toEqual([
    {
      rung: 1,
      pass: 0,
      said: [{ tier: 'haiku', model: 'haiku-model', value: ['unsure'], why: 'no tag fits' }],
    },
    {
      rung: 1,
      pass: 0,
      said: [{ tier: 'haiku', model: 'haiku-model', value: null, why: 'the reply left it out' }],
    },
  ]);
  expect(desk.decidedItems).toBe(0);
});

test('on the last tier a group that is given up is for a person, and counts as decided', () => {
  const [group] = waiting(1, 4);
  const desk = advancer(rung('haiku', undefined));
  expect(desk.giveUp(group as never, 'refused')).toBeNull();
  expect(group?.outcome).toMatchObject({ status: 'review', reason: 'haiku: refused' });
  expect(desk.decidedItems).toBe(4);
});

test('50 items without a valid answer, a third of all, mean that the tier is broken; not one less of either', () => {
  const give = (unanswerable: number, answered: number): string | null => {
    const desk = advancer(rung('haiku', undefined), rung('sonnet', undefined));
    const tags = Object.fromEntries(Array.from({ length: answered }, (_, index) => [index, 'info']));
    desk.advance(waiting(answered), reading(tags));
    let verdict: string | null = null;
    for (const group of waiting(unanswerable)) verdict = desk.giveUp(group, 'nothing fits');
    return verdict;
  };
  expect(give(50, 0)).toBe('haiku gave no valid answer to 50 of 50 items (nothing fits)');
  expect(give(49, 0)).toBeNull();
  expect(give(50, 100)).toBe('haiku gave no valid answer to 50 of 150 items (nothing fits)');
  expect(give(50, 101)).toBeNull();
});
