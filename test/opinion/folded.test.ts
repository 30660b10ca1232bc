// Quotes are found however they were copied, and given back as they stand in the answer.
import { describe, expect, test } from 'vitest';
import { FoldedText } from '../../src/opinion/folded.ts';

const ANSWER =
  'Don’t use **Kafka** — it’s “heavy”…\n  and the [`docs`](https://x.invalid/a) say\nso.\n\n- Retries: 3–5 of them.';
const found = (quote: string, text = ANSWER): string[] =>
  new FoldedText(text).find(quote).map(({ start, end }) => text.slice(start, end));

describe('found', () => {
  test.each([
    ['straightened quotes', "Don't use", 'Don’t use'],
    ['Markdown left out', 'use Kafka', 'use **Kafka'],
    ['a straightened dash', "Kafka - it's", 'Kafka** — it’s'],
    ['straightened dots', '"heavy"... and', '“heavy”…\n  and'],
    ['rewrapped', 'the docs say so.', 'the [`docs`](https://x.invalid/a) say\nso.'],
    ['as it stands', 'use **Kafka**', 'use **Kafka'],
    ['an item with its bullet', '* Retries: 3-5 of them.', 'Retries: 3–5 of them.'],
    ['in quotation marks', '"Retries: 3-5 of them."', 'Retries: 3–5 of them.'],
  ])('%s', (_, quote, original) => {
    expect(found(quote)).toEqual([original]);
  });
  test('in a language that needs few signs', () => {
    expect(found('不要用', '我们不要用它。')).toEqual(['不要用']);
  });
});

describe('not found', () => {
  test.each([
    ['in other case', "don't use"],
    ['with a word left out', 'use it'],
    ['five letters', 'Kafka'],
    ['nothing', ''],
    ['signs alone', '**__**  ---'],
  ])('%s', (_, quote) => {
    expect(found(quote)).toEqual([]);
  });
});

test('every place is found', () => {
  expect(found('retry it', 'retry it, retry  it')).toHaveLength(2);
});
