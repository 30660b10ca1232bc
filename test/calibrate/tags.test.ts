import { expect, test } from 'vitest';
import { confusions, recallPerTag } from '../../src/calibrate/tags.ts';

const truths = [['bug'], ['bug'], ['bug'], ['billing'], ['billing', 'refund']];
const answers = [['bug'], ['billing'], null, ['bug'], ['billing']];

test('recall counts the items that have a tag, and an answer that is missing finds none', () => {
  const found = recallPerTag(answers, truths, 0.95).map(({ tag, recall }) => [tag, recall.value, recall.n]);
  expect(found).toEqual([
    ['bug', 1 / 3, 3],
    ['billing', 0.5, 2],
    ['refund', 0, 1],
  ]);
});

test('confusions say what was taken for what, and whether the reverse happens', () => {
  expect(confusions(answers, truths)).toEqual([
    { truth: 'bug', answer: 'billing', items: [1], back: 1 },
    { truth: 'billing', answer: 'bug', items: [3], back: 1 },
  ]);
});
