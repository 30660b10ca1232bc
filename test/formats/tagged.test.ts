// A result that was tagged again: the columns that were added last are the ones that count.
import { expect, test } from 'vitest';
import { readBackFields } from '../../src/formats/tagged.ts';

const names = (fields: readonly (readonly [string, string])[]): string[] => fields.map(([name]) => name);

test('of two runs, the last one says who decided it', () => {
  const item = readBackFields(
    [
      ['text', 'one'],
      ['tags', 'old'],
      ['tagged_by', 'haiku'],
      ['kind_tags', 'new,newer'],
      ['kind_tagged_by', 'rules'],
    ],
    (own) => names(own).join(),
  );
  expect(item).toMatchObject({ tags: ['new', 'newer'], answered: true, by: 'rules' });
  expect(names(item.fields)).toEqual(['text', 'tags', 'tagged_by']);
  expect(item.whole()).toBe('text,tags,tagged_by');
});

test('of two columns with one name, the last one is ours', () => {
  const item = readBackFields(
    [
      ['tagged_by', 'a person'],
      ['tags', 'vip'],
      ['tags', 'refund'],
      ['tagged_by', 'opus'],
    ],
    () => '',
  );
  expect(item).toMatchObject({ tags: ['refund'], by: 'opus' });
});

test('an output of a recipe has no tags, and is ours all the same', () => {
  const item = readBackFields(
    [
      ['text', 'one'],
      ['summary', 'short'],
      ['mapped_by', 'haiku'],
    ],
    () => '',
  );
  expect(item).toMatchObject({ tags: [], by: 'haiku' });
  expect(names(item.fields)).toEqual(['text', 'summary']);
});
