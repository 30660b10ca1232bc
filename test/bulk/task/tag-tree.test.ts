// Tags below tags in a scheme: their names, what a model is told, and which answer a parent is. Flat schemes are what they were.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { afterAnswer, START } from '../../../src/bulk/outcome/ladder.ts';
import { PROMPT_VERSION } from '../../../src/bulk/task/item.ts';
import { parseScheme } from '../../../src/bulk/task/scheme.ts';
import { rung } from '../../support/bulk.ts';

const scheme = (tags: string, more = '') => parseScheme(`---\n${tags}\n${more}---\nJudge.\n`, 's.md');
const NESTED = `tags:
  bug: It is broken.
  billing:
    description: About money.
    tags:
      refund: { description: Money back., match: refund }
      invoice: [paid, open]
`.replace('invoice: [paid, open]', 'invoice: { tags: [paid, open] }');

test('nested tags get their whole names, in order, with patterns of their own', () => {
  const task = scheme(NESTED);
  const names = [
    'bug',
    'billing',
    'billing/refund',
    'billing/invoice',
    'billing/invoice/paid',
    'billing/invoice/open',
  ];
  expect(task.tagNames).toEqual(names);
  expect(task.matching('a refund')).toEqual(['billing/refund']);
  expect(task.brief).toContain('- billing/refund: Money back.\n');
  expect(task.brief).toContain(
    'Choose the kind where it is certain; where it is not, choose the tag that it is a kind of.',
  );
});

test('names with a slash are the same as nested ones; without a parent they are names, and nothing changes', () => {
  const written = scheme('tags: { billing: About money., "billing/refund": Money back. }');
  const nested = scheme('tags: { billing: { description: About money., tags: { refund: Money back. } } }');
  expect(written.hash).toBe(nested.hash);
  const flat = scheme('tags: { n/a: Nothing., error: It failed. }');
  expect(flat.brief).not.toContain('kind');
  const known = {
    description: '',
    tags: [
      ['n/a', 'Nothing.'],
      ['error', 'It failed.'],
    ],
    multiple: false,
  };
  const parts = [PROMPT_VERSION, { ...known, abstain: null, body: 'Judge.' }];
  expect(flat.hash).toBe(createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16));
});

test('of a tag and its kind in one answer the kind counts', () => {
  const { answer } = scheme(NESTED);
  expect(answer.read(['billing', 'billing/refund'])).toEqual({ value: ['billing/refund'] });
  expect(answer.read(['bug', 'billing/refund'])).toEqual({
    problem: 'the reply gave it 2 tags where one is wanted',
  });
  expect(scheme(NESTED, 'multiple: true\n').answer.read(['billing/refund', 'bug', 'billing'])).toEqual({
    value: ['bug', 'billing/refund'],
  });
});

test.each([
  [['billing/refund'], ['billing/invoice'], { status: 'done', by: 'haiku', value: ['billing'] }],
  [['billing/invoice/paid'], ['billing/invoice/open'], { status: 'done', by: 'haiku', value: ['billing/invoice'] }],
  [['billing'], ['billing/refund'], { status: 'done', by: 'haiku', value: ['billing'] }],
  [['bug'], ['billing/refund'], { status: 'review' }],
])('where %s and %s differ and nobody is above, what they share decides', (first, second, outcome) => {
  const ladder = [rung('haiku', undefined, undefined)];
  const said = (value: string[]) => ({ tier: 'haiku', model: 'm', value }) as const;
  const { answer } = scheme(NESTED);
  const waits = afterAnswer(START, said(first), ladder, answer);
  if ('status' in waits) throw new Error('it should wait for the second pass');
  expect(afterAnswer(waits, said(second), ladder, answer)).toMatchObject(outcome);
  const above = afterAnswer(waits, said(second), [...ladder, rung('sonnet', undefined)], answer);
  expect(above).toMatchObject({ rung: 1 });
}); // biome-ignore format: one case a line

test.each([
  ['tags: { a: { tags: [b, b] } }', 's.md: tags: "a/b" is listed twice'],
  ['tags: { a: { tags: [b] }, a/b: x }', 's.md: tags: "a/b" is listed twice'],
  ['tags: { a: { tags: 3 } }', 's.md: tags'],
  ['tags: { a: { tags: { "b,c": x } } }', 's.md: tags.a/b,c: expected a tag name'],
])('%s is refused', (tags, message) => {
  expect(() => scheme(tags)).toThrow(message);
});
