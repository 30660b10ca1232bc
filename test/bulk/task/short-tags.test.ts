// What a reply may call a tag.
import { expect, test } from 'vitest';
import { shortNames } from '../../../src/bulk/task/short-tags.ts';
import { tagAnswers } from '../../../src/bulk/task/tags.ts';

const NAMES = [
  'card_payment_wrong_exchange_rate',
  'card_payment_fee_charged',
  'card_arrival',
  'lost_or_stolen_card',
  'transfer',
  'transfer_fee_charged',
  'age_limit',
  'Error',
];
const set = (names: readonly string[]) => ({
  tags: names.map((name) => ({ name, description: '' })),
  multiple: false,
  abstain: null,
});

test('a name is cut after the first words that no other begins with, where that saves something', () => {
  expect(shortNames(NAMES)).toEqual([
    'card_payment_wrong',
    'card_payment_fee',
    'card_arrival',
    'lost',
    'transfer',
    'transfer_fee',
    'age_limit',
    'Error',
  ]);
});

test('short names are told apart in any capitals, and by nobody taken for another one', () => {
  expect(
    shortNames(['Top up failed', 'top Up reverted', 'Überweisung an Dritte', 'überall zu Hause']),
  ).toEqual(['Top up failed', 'top Up reverted', 'Überweisung', 'überall']);
  const many = Array.from({ length: 500 }, (_, index) => `word-${index % 7} of ${index % 25} and ${index}`);
  const short = shortNames(many);
  for (const [index, cut] of short.entries())
    expect(many.filter((name) => name.startsWith(cut))).toContain(many[index]);
  expect(new Set(short).size).toBe(many.length);
});

test('a reply may hold the short name, the whole one, or anything between', () => {
  const { read } = tagAnswers(set(NAMES));
  for (const given of ['lost', 'lost_or', 'LOST_OR_STOLEN_CARD', 'lost_or_stolen_card'])
    expect(read([given]), given).toEqual({ value: ['lost_or_stolen_card'] });
  for (const given of ['los', 'card_payment', 'card', 'lost_card', 'transfer_fee_waived', ''])
    expect(read([given]), given).toHaveProperty('problem');
  expect(read(['transfer'])).toEqual({ value: ['transfer'] });
});
