// What a reply says of exactly the items that were asked about.
import { describe, expect, test } from 'vitest';
import { readReply } from '../../../src/bulk/asking/reply.ts';
import { tagAnswers } from '../../../src/bulk/task/tags.ts';
import { TAGS } from '../../support/bulk.ts';

const OUT_OF_STEP = 'the reply was out of step';

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

describe('a list, each id followed by its tag', () => {
  const IDS = [104, 110, 117, 131, 140, 152];
  const list = (...results: unknown[]) => {
    const { values, problems } = readReply(JSON.stringify({ results }), IDS, TAGS);
    return { right: [...values.keys()], problems: Object.fromEntries(problems) };
  };
  const pairs = (ids: readonly number[]): unknown[] => ids.flatMap((id) => [id, 'info']);

  test('says the same as objects do, in any order', () => {
    const { values, problems } = readReply('{"results":[110,"info",104,"Error"]}', [104, 110], TAGS);
    expect([Object.fromEntries(values), problems.size]).toEqual([{ 104: ['error'], 110: ['info'] }, 0]);
  });

  test('what is dropped is missing, and nothing else', () => {
    expect(list(...pairs(IDS.filter((id) => id !== 117)))).toEqual({
      right: IDS.filter((id) => id !== 117),
      problems: { 117: 'the reply left it out' },
    });
  });

  test('with an id that comes twice, it says nothing of any item', () => {
    const { right, problems } = list(...pairs([104, 110, 117, 117, 131, 140, 152]));
    expect(right).toEqual([]);
    expect(problems[117]).toBe('the reply answered it more than once');
    expect(problems[152]).toBe(OUT_OF_STEP);
  });

  test('a model that counts on instead of copying ids is out of step', () => {
    expect(list(...pairs([104, 110, 111, 112, 140, 152])).right).toEqual([]);
    expect(list(...pairs([104, 105, 106, 107, 108, 109])).right).toEqual([]);
  });

  test('with a tag too many or too few, each other tag may be that of a neighbor', () => {
    const many = list(
      ...[104, 'info', 110, 'info', 'error', 117, 'info', 131, 'info', 140, 'info', 152, 'info'],
    );
    expect(many.right).toEqual([]);
    expect(many.problems[110]).toBe('the reply gave it 2 tags where one is wanted');
    expect(many.problems[131]).toBe(OUT_OF_STEP);
    const few = list(...[104, 'info', 110, 'info', 117, 'info', 131, 'info', 140, 'error', 152]);
    expect(few.right).toEqual([]);
    expect(few.problems[152]).toBe('the reply gave it no tag');
  });

  test('tags that come before their ids are no answers to the ids before them', () => {
    const reversed = IDS.flatMap((id) => ['info', id]);
    expect(list(...reversed).right).toEqual([]);
  });

  test('an item may have several tags where the scheme says so', () => {
    const answer = tagAnswers({
      tags: ['a', 'b', 'c'].map((name) => ({ name, description: '' })),
      multiple: true,
      abstain: null,
    });
    const { values } = readReply('{"results":[104,"c","a",110,"b"]}', [104, 110], answer);
    expect(Object.fromEntries(values)).toEqual({ 104: ['a', 'c'], 110: ['b'] });
  });
});
