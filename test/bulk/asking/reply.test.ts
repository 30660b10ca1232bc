// What a reply says of exactly the items that were asked about.
import { expect, test } from 'vitest';
import { readReply } from '../../../src/bulk/asking/reply.ts';
import { TAGS } from '../../support/bulk.ts';

const read = (reply: unknown) => {
  const text = typeof reply === 'string' ? reply : JSON.stringify(reply);
  const { values, problems } = readReply(text, [101, 102], TAGS);
  return { values: Object.fromEntries(values), problems: Object.fromEntries(problems) };
};
const given = (id: unknown, ...tags: unknown[]) => ({ id, tags });

test('each id has its answer', () => {
  expect(read({ results: [given(102, 'info'), given(101, 'error')] })).toEqual({
    values: { 101: ['error'], 102: ['info'] },
    problems: {},
  });
});

test('an id that is answered twice has no answer, whether the answers differ, agree, or come three times', () => {
  const twice = 'the reply answered it more than once';
  for (const again of [['info'], ['error'], ['info', 'error']]) {
    const results = [given(101, 'error'), ...again.map((tag) => given(101, tag)), given(102, 'info')];
    expect(read({ results })).toEqual({ values: { 102: ['info'] }, problems: { 101: twice } });
  }
  expect(read({ results: [given(101, 'nope'), given(101, 'error'), given(102, 'info')] })).toEqual({
    values: { 102: ['info'] },
    problems: { 101: twice },
  });
});

test('an id that is left out, and an answer that is not valid, are problems of their own', () => {
  expect(read({ results: [given(101, 'nope')] })).toEqual({
    values: {},
    problems: { 101: 'the reply gave it an unknown tag: "nope"', 102: 'the reply left it out' },
  });
});

test('ids that were not asked about, or are not numbers, answer nothing', () => {
  const results = [given(103, 'error'), given('101', 'error'), null, 7, given(102, 'info')];
  expect(read({ results })).toEqual({
    values: { 102: ['info'] },
    problems: { 101: 'the reply left it out' },
  });
});

test.each(['', 'Sure! Here you go.', '[]', 'null', '{}', '{"results":{}}', '{"results":[{"id":101'])(
  '%s answers nothing',
  (text) => {
    const problem = 'the reply was not the JSON asked for';
    expect(read(text)).toEqual({ values: {}, problems: { 101: problem, 102: problem } });
  },
);
