// What the shipped recipes take for an answer to a real text, and what they send back to be asked again.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseRecipe } from '../../../src/bulk/task/recipe.ts';
import { REPOSITORY } from '../../support/repository.ts';

const read = (name: string, answer: unknown) => {
  const file = join(REPOSITORY, 'recipes', `${name}.md`);
  return parseRecipe(readFileSync(file, 'utf8'), file).answer.read(answer);
};

const contact = {
  name: 'Ada Lovelace',
  company: null,
  email: 'ada@example.com',
  phone: '+44201234567',
  street: '12 St James’s Square',
  postcode: 'SW1Y 4JH',
  city: 'London',
  country: 'GB',
};
const purpose = {
  purpose: 'Retries failed requests with growing pauses.',
  kind: 'source',
  uses: ['pacing'],
  entry: false,
};
const faq = (question: string, answer = 'Ten days from delivery; the parcel costs nothing.') => ({
  faq: [{ question, answer }],
});

test.each<[string, unknown]>([
  ['contact-fields', contact],
  ['file-purpose', purpose],
  ['faq', faq('How long may I return it?')],
  ['alt-text', 'A line chart of daily requests, rising from 200 in May to 900 in July.'],
])('%s takes a good answer as it is', (name, answer) => {
  expect(read(name, answer)).toEqual({ value: answer });
});

test.each<[string, string, unknown]>([
  ['contact-fields', 'a phone number as it was written', { ...contact, phone: '+44 20 1234567' }],
  ['contact-fields', 'a country in words', { ...contact, country: 'England' }],
  ['contact-fields', 'a field that nobody asked for', { ...contact, fax: '1' }],
  ['file-purpose', 'a kind of its own', { ...purpose, kind: 'helper' }],
  ['faq', 'no question', { faq: [] }],
  ['faq', 'a heading instead of a question', faq('Returns')],
  ['faq', 'a question without an answer', { faq: [{ question: 'How?' }] }],
  ['alt-text', 'an essay', 'x'.repeat(201)],
])('%s sends back %s', (name, _, answer) => {
  expect(read(name, answer)).toHaveProperty('problem');
});
