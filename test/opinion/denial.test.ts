// Whether the left-out part of a sentence denies a quote; `|` marks the quote.
import { describe, expect, test } from 'vitest';
import { denies, isDenied } from '../../src/opinion/denial.ts';

const denied = (marked: string): boolean => {
  const [before = '', quote = '', after = ''] = marked.split('|');
  return isDenied(before, quote, after);
};

describe('denied', () => {
  test.each([
    'I would never say that |you should use Kafka|.',
    'Nobody, in my view, |should use Kafka| here.',
    'Do not |use Kafka| here.',
    'You don’t |need a queue| at all.',
    'There is no evidence |that Kafka helps| here.',
    'There is no evidence, as far as I know, |that Kafka helps|.',
    'I doubt |that Kafka pays off|.',
    'That |Kafka is faster| is a myth.',
    '|Kafka is faster| is wrong.',
    'It is wrong |to use Kafka| for this.',
    'Man sollte nie |Kafka einsetzen|.',
    'Ich bezweifle, |dass Kafka hilft|.',
    'Il ne faut pas |utiliser Kafka|.',
    'No deberías |usar Kafka| aquí.',
    'Не стоит |использовать Kafka|.',
    '我们不应该|使用Kafka|。',
    '|Kafkaを使うべき|ではない。',
    '|Kafka를 쓰는 것이| 좋지 않다.',
  ])('%s', (marked) => {
    expect(denied(marked)).toBe(true);
  });
});

describe('not denied', () => {
  test.each([
    '|Use Kafka|.',
    '|Use Kafka|, not Redis.',
    '|Use Kafka| and never look back.',
    'Although it is not cheap, |use Kafka|.',
    'No, |use Kafka|.',
    'It is not hard: |use Kafka|.',
    'Kafka is not only fast, |it is also durable|.',
    'Not only does |Kafka scale|, it is durable.',
    'There is no doubt |that Kafka scales|.',
    'Redis will not do; |use Kafka|.',
    '|Kafka is the right choice|, which I like.',
    'Nicht nur |ist Kafka schnell|.',
    '这非常好，|使用Kafka|。',
  ])('%s', (marked) => {
    expect(denied(marked)).toBe(false);
  });
});

test('a claim that carries the denial itself', () => {
  expect(denies('One should not use Kafka.')).toBe(true);
  expect(denies('One should use Kafka.')).toBe(false);
});
